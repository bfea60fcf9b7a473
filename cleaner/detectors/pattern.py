"""Patterns: regular expressions, tried only where a literal that they need was seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.detectors.expressions import Expression, first_match
from cleaner.detectors.literals import SHORT, Found, LiteralIndex, Wanted
from cleaner.detectors.phrase import spoken
from cleaner.detectors.units import sighting
from cleaner.model import Block, Evidence, Rule, Span, Takes
from cleaner.reading.sentences import sentence_spans


class PatternDetector:
    """Finds the patterns of its rules in whole blocks or sentences."""

    def __init__(
        self, rules: Sequence[Rule], language: str | None, index: LiteralIndex, owner: int
    ) -> None:
        self._language = language
        self._owner = owner
        self._expressions: dict[str, list[Expression]] = {}
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
            most, kinds = rule.where.max_words, rule.where.kinds
            for block in short if 0 < most <= SHORT else view.readable:
                if (block.kind in kinds or not kinds) and not 0 < most < block.words:
                    yield from self._try(rule, block, view)

    def _try(self, rule: Rule, block: Block, view: View) -> Iterable[Evidence]:
        if not holds(rule.where, block, view) or block.quoted:
            return ()
        memory = view.sightings.memory
        found = memory.found(rule.code, block.text, partial(self._look, rule, block))
        return _sightings(rule, block, found) if found else ()

    def _look(self, rule: Rule, block: Block) -> Iterator[Found]:
        if rule.code not in self._expressions:
            patterns = self._patterns[rule.code]
            self._expressions[rule.code] = [Expression(pattern, rule) for pattern in patterns]
        expressions = self._expressions[rule.code]
        for unit in self._units(rule, block):
            text, folded = block.text[unit.start : unit.end], block.folded[unit.start : unit.end]
            match = first_match(expressions, text, folded)
            if match is not None:
                yield Found(unit, match)

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
