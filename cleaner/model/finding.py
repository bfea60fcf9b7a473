"""A finding: a decision about a block or span, in coordinates of the source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fix(StrEnum):
    """The most that a rule may cause on its own."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return _RANK[self]


_RANK = {Fix.SAFE: 0, Fix.UNSAFE: 1, Fix.DISPLAY: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, where, and whether it was acted on.

    ``start`` and ``end`` are code points of the source, half-open; ``line`` and ``end_line`` count
    from 1, ``column`` too. ``applied`` tells whether the source was changed there. ``also`` names
    the other rules that saw the same and were shadowed. ``dom`` is the path of the element that the
    block stood in, where it came from a page. ``document`` is the id of the other document of the
    batch that it stands in, where that is the evidence.
    """

    code: str
    name: str
    category: str
    fix: Fix
    applied: bool
    start: int
    end: int
    line: int
    end_line: int
    column: int
    message: str
    excerpt: str
    score: float | None = None
    replacement: str = ""
    also: tuple[str, ...] = ()
    dom: str = ""
    document: str = ""
