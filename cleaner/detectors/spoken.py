"""Rules with their patterns in one language, and the blocks that hold what they wait for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any

from cleaner.detectors.base import View
from cleaner.detectors.conditions import Conditions
from cleaner.detectors.expressions import Expressions, first_match
from cleaner.detectors.literals import Found, LiteralIndex, Memory, Wanted
from cleaner.detectors.phrase import spoken
from cleaner.model import Block, Rule, Span
from cleaner.reading.blocks import fold


class SpokenRule:
    """A rule whose patterns a detector tries; what that takes is made when it is first asked."""

    def __init__(self, rule: Rule, language: str | None) -> None:
        self.rule = rule
        self.patterns = tuple(spoken(rule.patterns, language))

    @cached_property
    def conditions(self) -> Conditions:
        """The conditions on the blocks."""
        return Conditions(self.rule.where)

    @cached_property
    def expressions(self) -> Expressions:
        """The patterns, ready to be tried."""
        return Expressions(self.patterns, self.rule)

    def match(self, text: str, memory: Memory) -> Any:
        """The match that begins first in a text that a detector put together; looked for once."""
        found = memory.found(self.rule.code, text, partial(self._look, text))
        return found[0].match if found else None

    def _look(self, text: str) -> Iterator[Found]:
        match = first_match(self.expressions.possible(fold(text)), text)
        if match is not None:
            yield Found(Span(0, len(text)), match)


class WaitingRules:
    """Rules that are tried only on blocks in which the rule set's index saw one of their needs."""

    def __init__(
        self, rules: Sequence[Rule], language: str | None, index: LiteralIndex, owner: int
    ) -> None:
        every = [SpokenRule(rule, language) for rule in rules]
        self._rules = [spoken for spoken in every if spoken.patterns]
        self._owner = owner
        await_needs(self._rules, index, owner)

    def sighted(self, view: View) -> Iterator[tuple[SpokenRule, list[Block]]]:
        """The rules, each with the live blocks that hold a need of it, in order; none without.

        A rule that needs nothing has all of them.
        """
        blocks: dict[int, list[Block]] = {}
        for block, hits in view.sightings.of(self._owner):
            if not (view.gone(block.index) or block.quoted):
                for item, _, _ in hits:
                    blocks.setdefault(item, []).append(block)
        for item, rule in enumerate(self._rules):
            if item in blocks:
                yield rule, blocks[item]
            elif not rule.rule.needs:
                yield rule, [block for block in view.readable if not block.quoted]


def await_needs(rules: Iterable[SpokenRule], index: LiteralIndex, owner: int) -> None:
    """Enter what the rules need in the index, each once a block, by the rule's number."""
    wanted = (
        Wanted(need, item, spoken.rule.where)
        for item, spoken in enumerate(rules)
        for need in spoken.rule.needs
    )
    index.add(owner, wanted, once=True)
