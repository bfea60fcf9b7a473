"""Paragraphs beside leftovers that say of whom or what the text is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.literals import LiteralIndex
from cleaner.detectors.spoken import SpokenRule, WaitingRules
from cleaner.model import Block, Evidence, Rule


class BesideDetector:
    """Finds what its patterns match right beside leftovers, and beside what it has found there.

    Patterns that would be too weak anywhere in a text are strong enough where a leftover of one of
    the ``categories`` is gone next to the block, behind the first paragraph of the running text.
    """

    def __init__(
        self, rules: Sequence[Rule], language: str | None, index: LiteralIndex, owner: int
    ) -> None:
        self._rules = WaitingRules(rules, language, index, owner)

    def find(self, view: View) -> Iterator[Evidence]:
        """The paragraphs, rule by rule, from the last to the first and back."""
        for spoken, blocks in self._rules.sighted(view):
            if not view.categories.isdisjoint(spoken.rule.options["categories"]):
                yield from _found(spoken, blocks, view)


def _found(spoken: SpokenRule, blocks: Sequence[Block], view: View) -> Iterator[Evidence]:
    first = view.body[0] if view.body else 0
    possible = [b for b in blocks if b.index > first and spoken.conditions.hold(b, view)]
    seen = set(_leftovers(spoken.rule, view)) if possible else set()
    for block in (*reversed(possible), *possible):
        if block.index not in seen and any(i in seen for i in view.neighbours(block.index)):
            match = spoken.match(block.text, view.sightings.memory)
            if match:
                seen.add(block.index)
                values = {"match": match.group()}
                yield Evidence(spoken.rule, block.index, block.span, values=values)


def _leftovers(rule: Rule, view: View) -> Iterator[int]:
    for index in range(len(view.document.blocks)):
        if view.gone(index):
            categories = {item.rule.category for item in view.evidence(index)}
            if not categories.isdisjoint(rule.options["categories"]):
                yield index
