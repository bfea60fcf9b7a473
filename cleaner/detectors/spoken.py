"""A rule with its patterns in one language."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from cleaner.detectors.pattern import compiled
from cleaner.detectors.phrase import spoken
from cleaner.model import Rule


class SpokenRule:
    """A rule whose patterns are tried one by one, as they may name groups; compiled when needed."""

    def __init__(self, rule: Rule, language: str | None) -> None:
        self.rule = rule
        self.patterns = tuple(spoken(rule.patterns, language))

    @cached_property
    def _expressions(self) -> list[Any]:
        return [compiled([pattern], self.rule.fragments) for pattern in self.patterns]

    def match(self, text: str) -> Any:
        """The first pattern's match of all of ``text``, or ``None``."""
        matches = (expression.fullmatch(text) for expression in self._expressions)
        return next(filter(None, matches), None)
