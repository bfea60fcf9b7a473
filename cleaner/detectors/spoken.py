"""A rule with its patterns in one language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from typing import Any

from cleaner.detectors.conditions import Conditions
from cleaner.detectors.expressions import Expressions, first_match
from cleaner.detectors.literals import Found, Memory
from cleaner.detectors.phrase import spoken
from cleaner.model import Rule, Span
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
