"""Text that stands more than once in the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Evidence, Rule


class RepeatedDetector:
    """Finds blocks whose folded text stood before, at least ``times`` times in all."""

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """Every copy but the first."""
        places: dict[str, list[int]] = {}
        for block in view.readable:
            places.setdefault(block.folded, []).append(block.index)
        for copies in places.values():
            for rule in self._rules:
                if len(copies) >= rule.options["times"]:
                    for index in copies[1:]:
                        block = view.document.blocks[index]
                        if holds(rule.where, block, view):
                            yield Evidence(rule, index, block.span)
