"""A rule with its patterns in one language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from typing import Any

from cleaner.detectors.expressions import Expression, first_match
from cleaner.detectors.literals import Found, Memory
from cleaner.detectors.phrase import spoken
from cleaner.model import Rule, Span
from cleaner.reading.blocks import fold


class SpokenRule:
    """A rule whose patterns are tried on texts that a detector puts together."""

    def __init__(self, rule: Rule, language: str | None) -> None:
        self.rule = rule
        self.patterns = tuple(spoken(rule.patterns, language))

    @cached_property
    def _expressions(self) -> list[Expression]:
        return [Expression(pattern, self.rule) for pattern in self.patterns]

    def match(self, text: str, memory: Memory) -> Any:
        """The match of the first pattern that fits ``text``, or ``None``; looked for once."""
        found = memory.found(self.rule.code, text, partial(self._look, text))
        return found[0].match if found else None

    def _look(self, text: str) -> Iterator[Found]:
        match = first_match(self._expressions, text, fold(text))
        if match is not None:
            yield Found(Span(0, len(text)), match)
