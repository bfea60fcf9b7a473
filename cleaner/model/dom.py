"""What the page said about the place where a block stood."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dom:
    """Evidence from the HTML tree; a block from text or Markdown has none.

    ``path`` names the element (``html/body/main/p[3]``) and ``element`` its tag. ``inside`` tells
    whether it lies in the main container, the deepest element that holds most of the running text
    (``None``: the page has none). ``tokens`` are the class, id, role and itemprop words of the
    block's element and what it stands in, ``elements`` their tags: of those below the main
    container, or, for a block outside it, of those that do not hold the container too.
    ``groups`` names what the tokens speak of (``related``, ``newsletter``), leaving out what much
    of the running text stands under. ``link_density`` is the share of the block's letters and
    digits that stand in links (0–1). ``features`` is what the page model asks of the block, empty
    where it is not asked.
    """

    path: str = ""
    tokens: frozenset[str] = frozenset()
    link_density: float = 0.0
    inside: bool | None = None
    element: str = ""
    elements: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    features: tuple[float, ...] = ()
