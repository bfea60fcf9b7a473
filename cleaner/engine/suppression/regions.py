"""From comments to the blocks that they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.engine.selection import matches
from cleaner.engine.suppression.directives import Directive
from cleaner.model import Document, Evidence, Kind


class Region(NamedTuple):
    """Blocks ``first`` … ``last`` in which the selectors (none: all rules) are off.

    ``number`` names the comment that opened it (-1: front matter), ``closer`` the one that
    closed it.
    """

    number: int
    selectors: tuple[str, ...]
    first: int
    last: int
    closer: int | None = None

    def covers(self, item: Evidence) -> str | None:
        """The selector that suppresses the evidence (``""`` for all rules), if any does."""
        if not self.first <= item.block <= self.last:
            return None
        if not self.selectors:
            return ""
        return next((s for s in self.selectors if matches(item.rule, s)), None)


def regions(
    directives: Sequence[Directive], front: tuple[str, ...], document: Document
) -> list[Region]:
    """The regions of a document; one that nothing closes runs to the end."""
    end = len(document.blocks)
    found = [Region(-1, front, 0, end)] if front else []
    open_: dict[int, Directive] = {}
    for number, directive in enumerate(directives):
        if directive.verb == "off-file":
            found.append(Region(number, directive.selectors, 0, end))
        elif directive.verb == "off-next":
            last = _end_of_next(document, directive.block)
            found.append(Region(number, directive.selectors, directive.block, last))
        elif directive.verb == "off":
            open_[number] = directive
        elif directive.verb == "on":
            closed = [n for n, d in open_.items() if _closes(directive, d)]
            for opener in closed:
                off = open_.pop(opener)
                found.append(Region(opener, off.selectors, off.block, directive.block, number))
    found.extend(Region(n, d.selectors, d.block, end) for n, d in open_.items())
    return found


def _closes(on: Directive, off: Directive) -> bool:
    """A bare ``on`` ends everything; with names it ends what named no others."""
    named = bool(off.selectors) and set(off.selectors) <= set(on.selectors)
    return not on.selectors or named


def _end_of_next(document: Document, comment: int) -> int:
    """The last block of what follows a comment: one block, or all items of one list or quote."""
    blocks = document.blocks
    first = comment + 1
    while first < len(blocks) and blocks[first].kind is Kind.HTML:
        first += 1
    last = first
    if first < len(blocks) and blocks[first].kind in (Kind.LIST_ITEM, Kind.QUOTE):
        while last + 1 < len(blocks) and blocks[last + 1].kind is blocks[first].kind:
            last += 1
    return last
