"""What the page said about the place where a block stood."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dom:
    """Evidence from the HTML tree; a block from text or Markdown has none.

    ``path`` names the element (``html/body/main/p[3]``), ``tokens`` are the class, id, role and
    itemprop words of the element and its ancestors, ``link_density`` is the share of the block's
    characters that stand in links (0–1), ``inside`` tells whether it lies in the main container
    (``None``: unknown).
    """

    path: str = ""
    tokens: frozenset[str] = frozenset()
    link_density: float = 0.0
    inside: bool | None = None
