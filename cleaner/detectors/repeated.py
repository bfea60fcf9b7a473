"""Text that stands more than once in the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import TEXT_WORDS, View
from cleaner.detectors.conditions import holds
from cleaner.model import Evidence, Rule

#: How many blocks behind the first a copy is close to it; how many blocks are the top of a text.
CLOSE, TOP = 2, 4


class RepeatedDetector:
    """Finds blocks whose folded text stood before, at least ``times`` times in all.

    With ``runs`` a copy counts where a neighbour of its is one, too, close to the first, or where
    the first stands at the top: so do slips of the extractor and pull quotes. What comes again
    alone, far from there, is a note that belongs wherever it stands, or a quotation.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """Every copy but the first."""
        blocks = view.readable
        if len({block.folded for block in blocks}) == len(blocks):
            return
        places: dict[str, list[int]] = {}
        for block in blocks:
            places.setdefault(block.folded, []).append(block.index)
        for copies in places.values():
            for rule in self._rules:
                if len(copies) < rule.options["times"]:
                    continue
                for index in copies[1:]:
                    block = view.document.blocks[index]
                    slip = not rule.options["runs"] or _is_slip(view, copies, index)
                    if slip and holds(rule.where, block, view):
                        yield Evidence(rule, index, block.span)


def _is_slip(view: View, copies: Sequence[int], index: int) -> bool:
    close = index - copies[0] <= CLOSE or copies[0] < TOP
    return (close and len(copies) == 2) or _in_run(view, copies, index)


def _in_run(view: View, copies: Sequence[int], index: int) -> bool:
    """Whether a copy stands where another copy does: next to the same text, or between the same."""
    return any(_same_place(view, index, other) for other in copies if other != index)


def _same_place(view: View, index: int, other: int) -> bool:
    blocks = view.document.blocks
    same = [
        blocks[index + step]
        for step in (-1, 1)
        if min(index, other) + step >= 0
        and max(index, other) + step < len(blocks)
        and blocks[index + step].folded == blocks[other + step].folded
    ]
    return len(same) == 2 or any(block.words >= TEXT_WORDS for block in same)
