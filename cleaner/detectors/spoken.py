"""A rule with its patterns in one language."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from cleaner.detectors.expressions import Expression, first_match
from cleaner.detectors.phrase import spoken
from cleaner.model import Rule
from cleaner.reading.blocks import fold


class SpokenRule:
    """A rule whose patterns are tried on texts that a detector puts together."""

    def __init__(self, rule: Rule, language: str | None) -> None:
        self.rule = rule
        self.patterns = tuple(spoken(rule.patterns, language))

    @cached_property
    def _expressions(self) -> list[Expression]:
        return [Expression(pattern, self.rule) for pattern in self.patterns]

    def match(self, text: str) -> Any:
        """The match of the first pattern that fits ``text``, or ``None``."""
        return first_match(self._expressions, text, fold(text))
