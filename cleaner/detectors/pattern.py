"""Patterns: regular expressions, tried only where a literal that they need was seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.detectors.literals import SHORT, Found, LiteralIndex, Wanted
from cleaner.detectors.phrase import spoken
from cleaner.detectors.units import sighting
from cleaner.model import Block, Evidence, Match, Rule, RuleError, Span, Takes
from cleaner.reading.sentences import sentence_spans

#: Seconds that a pattern which does not ship with the package may take on one block.
TIME_LIMIT = 0.1

_VERBOSE = re.compile(r"\(\?[a-z]*x")
_NAMED_GROUP = re.compile(r"\(\?P?<\w")


def compiled(patterns: Sequence[str], fragments: Mapping[str, str]) -> Any:
    """The patterns as one, tried in their order, with the fragments that they call.

    Fragments are shared by the patterns and stand behind them, where no pattern's own flags
    reach. Each pattern counts its groups from one, so that back-references keep their meaning.
    Case is ignored character by character, where a pattern asks for it: full case-folding, which
    takes ß for ss, made patterns up to fifty times slower and compiling them twice.
    """
    # A comment at the end of a verbose pattern would swallow the bracket.
    bodies = [f"(?:{p}\n)" if _VERBOSE.match(p) else f"(?:{p})" for p in patterns]
    defined = "".join(f"(?<{name}>(?x:{text}))" for name, text in fragments.items())
    shared = f"(?(DEFINE){defined})" if defined else ""
    return _compile(f"(?-f:(?|{'|'.join(bodies)}){shared})")


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> Any:
    import regex

    return regex.compile(pattern, regex.VERSION1)


class PatternDetector:
    """Finds the patterns of its rules in whole blocks or sentences."""

    def __init__(
        self, rules: Sequence[Rule], language: str | None, index: LiteralIndex, owner: int
    ) -> None:
        self._language = language
        self._owner = owner
        self._expressions: dict[str, list[Any]] = {}
        self._patterns = {rule.code: tuple(spoken(rule.patterns, language)) for rule in rules}
        spoken_rules = [rule for rule in rules if self._patterns[rule.code]]
        self._always = [rule for rule in spoken_rules if not rule.needs]
        self._needing = [rule for rule in spoken_rules if rule.needs]
        needs = (
            Wanted(need, item, rule.where)
            for item, rule in enumerate(self._needing)
            for need in rule.needs
        )
        index.add(owner, needs, once=True)

    def find(self, view: View) -> Iterator[Evidence]:
        """What matches, block by block for the rules that may hold there, then the others."""
        for block, hit in view.sightings.of(self._owner):
            if not view.gone(block.index):
                yield from self._try(self._needing[hit.item], block, view)
        yield from self._find_always(view)

    def _find_always(self, view: View) -> Iterator[Evidence]:
        """Rules without literals: they look at blocks of their kinds, and mostly at short ones."""
        if not self._always:
            return
        short = [block for block in view.readable if block.words <= SHORT]
        for rule in self._always:
            most = rule.where.max_words
            for block in short if 0 < most <= SHORT else view.readable:
                if not 0 < most < block.words:
                    yield from self._try(rule, block, view)

    def _try(self, rule: Rule, block: Block, view: View) -> Iterable[Evidence]:
        known = view.sightings.memory.matches
        key = (rule.code, block.text)
        found = known.get(key)
        if found == () or not holds(rule.where, block, view) or block.quoted:
            return ()
        if found is None:
            found = known[key] = tuple(self._look(rule, block))
        return _sightings(rule, block, found) if found else ()

    def _look(self, rule: Rule, block: Block) -> Iterator[Found]:
        expressions = self._compiled(rule)
        for unit in self._units(rule, block):
            text = block.text[unit.start : unit.end]
            matches = (_search(rule, expression, text) for expression in expressions)
            match = next(filter(None, matches), None)
            if match is not None:
                yield Found(unit, match)

    def _compiled(self, rule: Rule) -> Sequence[Any]:
        """The rule's patterns, compiled when first needed: for most rules, never.

        They are one expression, but for those that name groups, as two may use a name.
        """
        if rule.code not in self._expressions:
            patterns = self._patterns[rule.code]
            apart = any(map(_NAMED_GROUP.search, patterns))
            parts = [(pattern,) for pattern in patterns] if apart else [patterns]
            self._expressions[rule.code] = [compiled(part, rule.fragments) for part in parts]
        return self._expressions[rule.code]

    def _units(self, rule: Rule, block: Block) -> Sequence[Span]:
        if rule.takes is Takes.SENTENCE:
            return sentence_spans(block.text, self._language)
        return (Span(0, len(block.text)),)


def _sightings(rule: Rule, block: Block, found: Iterable[Found]) -> Iterator[Evidence]:
    for unit, match in found:
        taken = unit
        if rule.takes is Takes.MATCH:
            taken = Span(unit.start + match.start(), unit.start + match.end())
        seen = sighting(rule, block, taken, values={"match": match.group()})
        if seen:
            yield seen


def _search(rule: Rule, expression: Any, text: str) -> Any:
    limit = None if rule.trusted else TIME_LIMIT
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
