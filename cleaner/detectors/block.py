"""Blocks that meet a rule's conditions, whatever they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Block, Evidence, Rule
from cleaner.reading.blocks import fold, key_of


class BlockDetector:
    """Finds blocks by their ``[where]`` alone: where on the page they stood, how short they are.

    With ``same`` a block must also say no more than what the page's metadata hold under that name
    (``author``, ``date``, ``sitename``).
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules
        self._off_page = [rule for rule in rules if not rule.where.asks_page]

    def find(self, view: View) -> Iterator[Evidence]:
        """Each live block that a rule's conditions hold for."""
        on_page = [block for block in view.readable if block.dom]
        outside = [block for block in on_page if block.dom and block.dom.inside is False]
        grouped = [block for block in on_page if block.dom and block.dom.groups]
        for rule in self._rules if on_page else self._off_page:
            name = rule.options["same"]
            keys = _keys(view.document.metadata.get(name, "")) if name else frozenset()
            if name and not keys:
                continue
            # Most blocks stand in the body and under no telling name: they are not asked at all.
            where = rule.where
            blocks: Sequence[Block] = grouped if where.dom else view.readable
            if where.container == "outside":
                blocks = outside
            for block in blocks:
                if (not name or _core(block) in keys) and holds(where, block, view):
                    yield Evidence(rule, block.index, block.span)


def _keys(value: str) -> frozenset[str]:
    """The value as a block key, and where it lists several, each of them and all in a row."""
    parts = [key_of(fold(part)) for part in value.split(";")]
    return frozenset({*parts, key_of(fold(value)), " ".join(parts), " and ".join(parts)} - {""})


def _core(block: Block) -> str:
    return block.key.removeprefix("by ").removeprefix("von ").removeprefix("par ")
