"""Text that stands more than once in the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Evidence, Rule


class RepeatedDetector:
    """Finds blocks whose folded text stood before, at least ``times`` times in all.

    With ``runs`` a third copy and those after count only where a neighbour of theirs is one, too:
    what comes again alone, again and again, is a note that belongs wherever it stands.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """Every copy but the first."""
        places: dict[str, list[int]] = {}
        for block in view.readable:
            places.setdefault(block.folded, []).append(block.index)
        for copies in places.values():
            for rule in self._rules:
                if len(copies) < rule.options["times"]:
                    continue
                alone = not rule.options["runs"] or len(copies) == 2
                for index in copies[1:]:
                    block = view.document.blocks[index]
                    if (alone or _in_run(view, copies, index)) and holds(rule.where, block, view):
                        yield Evidence(rule, index, block.span)


def _in_run(view: View, copies: Sequence[int], index: int) -> bool:
    """Whether the block before or behind a copy says what that of another copy says."""
    blocks = view.document.blocks
    return any(
        0 <= index + step < len(blocks)
        and 0 <= other + step < len(blocks)
        and blocks[index + step].folded == blocks[other + step].folded
        for step in (-1, 1)
        for other in copies
        if other != index
    )
