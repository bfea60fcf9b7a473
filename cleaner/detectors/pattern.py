"""Patterns: regular expressions, tried only where a literal that they need was seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.detectors.literals import LiteralIndex
from cleaner.detectors.phrase import spoken
from cleaner.detectors.units import sighting
from cleaner.model import Block, Evidence, Kind, Match, Rule, RuleError, Span, Takes
from cleaner.reading.sentences import sentence_spans

#: A pattern without literals should look at no longer blocks than this many words (`rules lint`).
SHORT = 30
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

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._language = language
        self._always: list[Rule] = []
        # Needs of rules for short blocks, and of all others: each kind has an index of its own.
        needing: dict[bool, list[tuple[str, Rule]]] = {True: [], False: []}
        self._expressions: dict[str, list[Any]] = {}
        self._patterns = {rule.code: tuple(spoken(rule.patterns, language)) for rule in rules}
        for rule in rules:
            if not self._patterns[rule.code]:
                continue
            if rule.needs:
                short = 0 < rule.where.max_words <= SHORT
                needing[short].extend((need, rule) for need in rule.needs)
            else:
                self._always.append(rule)
        self._needing = [
            (LiteralIndex([need for need, _ in pairs], SHORT if short else 0), pairs)
            for short, pairs in needing.items()
        ]

    def find(self, view: View) -> Iterator[Evidence]:
        """What matches, rule by rule for each block that may hold it."""
        tried: set[tuple[str, int]] = set()
        for literals, needing in self._needing:
            for number, block, _, _ in literals.scan(view):
                rule = needing[number][1]
                if (rule.code, block.index) not in tried:
                    tried.add((rule.code, block.index))
                    yield from self._try(rule, block, view)
        yield from self._find_always(view)

    def _find_always(self, view: View) -> Iterator[Evidence]:
        """Rules without literals: they look at blocks of their kinds, and mostly at short ones."""
        if not self._always:
            return
        by_kind: dict[Kind, list[Block]] = {}
        for block in view.readable:
            by_kind.setdefault(block.kind, []).append(block)
        for rule in self._always:
            for kind in rule.where.kinds or by_kind:
                for block in by_kind.get(kind, ()):
                    yield from self._try(rule, block, view)

    def _try(self, rule: Rule, block: Block, view: View) -> Iterator[Evidence]:
        if block.quoted or not holds(rule.where, block, view):
            return
        expressions = self._compiled(rule)
        for unit in self._units(rule, block):
            text = block.text[unit.start : unit.end]
            matches = (_search(rule, expression, text) for expression in expressions)
            match = next(filter(None, matches), None)
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
