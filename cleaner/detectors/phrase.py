"""Phrases: whole lines by one look-up, phrases inside lines by one automaton."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import Conditions, holds
from cleaner.detectors.literals import LiteralIndex, Wanted
from cleaner.detectors.units import sentence_at, sighting
from cleaner.model import Block, Evidence, Match, Rule, Span, Takes
from cleaner.reading.blocks import key_of


class PhraseDetector:
    """Finds the phrases of its rules; those of other languages are left out."""

    def __init__(
        self, rules: Sequence[Rule], language: str | None, index: LiteralIndex, owner: int
    ) -> None:
        self._language = language
        self._owner = owner
        self._lines: dict[str, list[Rule]] = {}
        self._inner: list[tuple[str, Rule, Conditions]] = []
        for rule in rules:
            conditions = Conditions(rule.where)
            for phrase in spoken(rule.phrases, language):
                if rule.match is Match.LINE and rule.takes is Takes.BLOCK:
                    self._lines.setdefault(phrase, []).append(rule)
                else:
                    self._inner.append((phrase, rule, conditions))
        inner = enumerate(self._inner)
        wanted = (Wanted(phrase, item, rule.where) for item, (phrase, rule, _) in inner)
        index.add(owner, wanted, alone=True)

    def find(self, view: View) -> Iterator[Evidence]:
        """Whole-line phrases first, then the others, each in the order of the text."""
        lines = self._lines
        for block in view.readable:
            if block.key in lines and not block.quoted:
                for rule in lines[block.key]:
                    if holds(rule.where, block, view):
                        yield Evidence(rule, block.index, block.span, values={"match": block.text})
        yield from self._find_inner(view)

    def _find_inner(self, view: View) -> Iterator[Evidence]:
        seen = set()
        for block, hits in view.sightings.of(self._owner):
            if view.gone(block.index) or block.quoted:
                continue
            for item, start, end in hits:
                phrase, rule, conditions = self._inner[item]
                if not conditions.hold(block, view):
                    continue
                unit = self._unit(rule, block, start)
                if not stands(
                    rule.match, phrase, block.folded[unit.start : unit.end], start - unit.start
                ):
                    continue
                span = Span(start, end) if rule.takes is Takes.MATCH else unit
                if (rule.code, block.index, span) not in seen:
                    seen.add((rule.code, block.index, span))
                    found = sighting(rule, block, span, values={"match": block.text[start:end]})
                    if found:
                        yield found

    def _unit(self, rule: Rule, block: Block, place: int) -> Span:
        if rule.takes is Takes.SENTENCE:
            return sentence_at(block, place, self._language)
        return Span(0, len(block.text))


def spoken(by_language: Mapping[str, tuple[str, ...]], language: str | None) -> Iterator[str]:
    """The values for a language and for any; all of them where the language is not known."""
    for name, values in by_language.items():
        if language is None or name in ("any", language):
            yield from values


def stands(match: Match, phrase: str, unit: str, start: int) -> bool:
    """Whether ``phrase``, found at ``start`` of the folded ``unit``, stands where it must."""
    if match is Match.WITHIN:
        return True
    if match is Match.LINE:
        return key_of(unit) == phrase
    rest = unit[:start] if match is Match.START else unit[start + len(phrase) :]
    return not any(map(str.isalnum, rest))
