"""Lines of one shape that follow each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.spoken import SpokenRule
from cleaner.model import Block, Evidence, Rule


class RunDetector:
    """Finds blocks that a rule's patterns match where ``least`` of them follow each other.

    One such line may be the author's own; a row of them is the page's. What is gone between two
    lines does not part them. With ``closing`` nothing live stands behind the row.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = [SpokenRule(rule, language) for rule in rules]

    def find(self, view: View) -> Iterator[Evidence]:
        """Every line of each row that is long enough."""
        for spoken in self._rules:
            needs = spoken.rule.needs
            if spoken.patterns and any(need in b.folded for b in view.readable for need in needs):
                for row in _rows(spoken, view):
                    for block in row:
                        yield Evidence(spoken.rule, block.index, block.span)


def _rows(spoken: SpokenRule, view: View) -> Iterator[list[Block]]:
    options = spoken.rule.options
    row: list[Block] = []
    for block in view.live:
        if _is_one(spoken, block, view):
            row.append(block)
            continue
        if len(row) >= options["least"] and not options["closing"]:
            yield row
        row = []
    if len(row) >= options["least"]:
        yield row


def _is_one(spoken: SpokenRule, block: Block, view: View) -> bool:
    if block.protected or block.quoted or not spoken.conditions.hold(block, view):
        return False
    if not any(need in block.folded for need in spoken.rule.needs):
        return False
    return spoken.match(block.text, view.sightings.memory) is not None
