"""Lines of one shape that follow each other."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.literals import LiteralIndex
from cleaner.detectors.spoken import SpokenRule, WaitingRules
from cleaner.model import Block, Evidence, Rule


class RunDetector:
    """Finds blocks that a rule's patterns match where ``least`` of them follow each other.

    One such line may be the author's own; a row of them is the page's. What is gone between two
    lines does not part them. With ``closing`` nothing live stands behind the row.
    """

    def __init__(
        self, rules: Sequence[Rule], language: str | None, index: LiteralIndex, owner: int
    ) -> None:
        self._rules = WaitingRules(rules, language, index, owner)

    def find(self, view: View) -> Iterator[Evidence]:
        """Every line of each row that is long enough."""
        for spoken, blocks in self._rules.sighted(view):
            if len(blocks) >= spoken.rule.options["least"]:
                for row in _rows(spoken, {block.index for block in blocks}, view):
                    for block in row:
                        yield Evidence(spoken.rule, block.index, block.span)


def _rows(spoken: SpokenRule, sighted: Container[int], view: View) -> Iterator[list[Block]]:
    options = spoken.rule.options
    row: list[Block] = []
    for block in view.live:
        if block.index in sighted and _is_one(spoken, block, view):
            row.append(block)
            continue
        if len(row) >= options["least"] and not options["closing"]:
            yield row
        row = []
    if len(row) >= options["least"]:
        yield row


def _is_one(spoken: SpokenRule, block: Block, view: View) -> bool:
    if not spoken.conditions.hold(block, view):
        return False
    return spoken.match(block.text, view.sightings.memory) is not None
