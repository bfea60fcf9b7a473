"""Patterns: regular expressions, tried only where a literal that they need was seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.detectors.literals import LiteralIndex
from cleaner.detectors.phrase import spoken
from cleaner.detectors.units import sighting
from cleaner.model import Block, Evidence, Match, Rule, RuleError, Span, Takes
from cleaner.reading.sentences import sentence_spans

#: A pattern without literals should look at no longer blocks than this many words (`rules lint`).
SHORT = 30
#: Seconds that a pattern which does not ship with the package may take on one block.
TIME_LIMIT = 0.1


def compiled(pattern: str, fragments: Mapping[str, str]) -> Any:
    """The pattern with the fragments it calls, compiled when first needed: for most, never.

    Fragments stand in front, where the pattern's own flags do not reach them.
    """
    defined = "".join(f"(?<{name}>(?x:{text}))" for name, text in fragments.items())
    return _compile(f"(?(DEFINE){defined}){pattern}" if defined else pattern)


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> Any:
    import regex

    return regex.compile(pattern, regex.VERSION1)


class PatternDetector:
    """Finds the patterns of its rules in whole blocks or sentences."""

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._language = language
        self._always: list[Rule] = []
        self._needing: list[tuple[str, Rule]] = []
        self._patterns = {rule.code: tuple(spoken(rule.patterns, language)) for rule in rules}
        for rule in rules:
            if not self._patterns[rule.code]:
                continue
            if rule.needs:
                self._needing.extend((need, rule) for need in rule.needs)
            else:
                self._always.append(rule)
        self._literals = LiteralIndex([need for need, _ in self._needing])

    def find(self, view: View) -> Iterator[Evidence]:
        """What matches, rule by rule for each block that may hold it."""
        tried: set[tuple[str, int]] = set()
        for number, block, _, _ in self._literals.scan(view):
            rule = self._needing[number][1]
            if (rule.code, block.index) not in tried:
                tried.add((rule.code, block.index))
                yield from self._try(rule, block, view)
        yield from self._find_always(view)

    def _find_always(self, view: View) -> Iterator[Evidence]:
        """Rules without literals: they look at short blocks only, and most at open ones."""
        if not self._always:
            return
        short = [block for block in view.readable if block.words <= SHORT]
        left_open = [block for block in short if not block.closed]
        for rule in self._always:
            blocks = left_open if rule.where.closed is False else short
            for block in blocks if rule.where.max_words else view.readable:
                yield from self._try(rule, block, view)

    def _try(self, rule: Rule, block: Block, view: View) -> Iterator[Evidence]:
        if not holds(rule.where, block, view):
            return
        for unit in self._units(rule, block):
            for pattern in self._patterns[rule.code]:
                match = _search(rule, pattern, block.text[unit.start : unit.end])
                if match is None:
                    continue
                shift = unit.start
                taken = (
                    Span(shift + match.start(), shift + match.end())
                    if rule.takes is Takes.MATCH
                    else unit
                )
                found = sighting(rule, block, taken, values={"match": match.group()})
                if found:
                    yield found
                break

    def _units(self, rule: Rule, block: Block) -> Sequence[Span]:
        if rule.takes is Takes.SENTENCE:
            return sentence_spans(block.text, self._language)
        return (Span(0, len(block.text)),)


def _search(rule: Rule, pattern: str, text: str) -> Any:
    limit = None if rule.trusted else TIME_LIMIT
    expression = compiled(pattern, rule.fragments)
    try:
        if rule.match is Match.LINE:
            return expression.fullmatch(text, timeout=limit)
        if rule.match is Match.START:
            return expression.match(text, timeout=limit)
        if rule.match is Match.WITHIN:
            return expression.search(text, timeout=limit)
        found = None
        for found in expression.finditer(text, timeout=limit):
            if found.end() == len(text):
                return found
        return None
    except TimeoutError:
        reason = f"{rule.code}: the pattern took longer than {TIME_LIMIT} s on one block"
        raise RuleError(reason, place=rule.place, hint="rules lint finds what backtracks") from None
