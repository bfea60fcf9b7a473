"""A heading all of whose text has gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Block, Evidence, Kind, Rule


class OrphanDetector:
    """Finds headings under which only leftovers stood: they fall with them."""

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """Headings that are lone now and had at least one block right under them that is gone."""
        if view.untouched:
            return
        title = view.document.title
        for block in view.readable:
            if block.kind is not Kind.HEADING or not view.gone(block.index + 1):
                continue
            if title is not None and title.block == block.index:
                continue
            if not block.level and _among_lines(view, block):
                continue
            if view.is_lone(block):
                for rule in self._rules:
                    if holds(rule.where, block, view):
                        yield Evidence(rule, block.index, block.span)


def _among_lines(view: View, block: Block) -> bool:
    """Whether another line that is no sentence stands right above: then it is an item of a list."""
    if not block.index or view.gone(block.index - 1):
        return False
    above = view.document.blocks[block.index - 1]
    return above.kind is Kind.LIST_ITEM or not (above.closed or above.level)
