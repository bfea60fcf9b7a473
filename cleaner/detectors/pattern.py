"""Patterns: regular expressions, tried only where a literal that they need was seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from cleaner.detectors.base import View
from cleaner.detectors.expressions import first_match
from cleaner.detectors.literals import SHORT, Found, LiteralIndex
from cleaner.detectors.spoken import SpokenRule, await_needs
from cleaner.detectors.units import sighting
from cleaner.model import Block, Evidence, Rule, Span, Takes
from cleaner.reading.sentences import sentence_spans


class PatternDetector:
    """Finds the patterns of its rules in whole blocks or sentences."""

    def __init__(
        self, rules: Sequence[Rule], language: str | None, index: LiteralIndex, owner: int
    ) -> None:
        self._owner = owner
        trials = [_Trial(rule, language) for rule in rules]
        spoken_ones = [trial for trial in trials if trial.patterns]
        self._always = [trial for trial in spoken_ones if not trial.rule.needs]
        self._needing = [trial for trial in spoken_ones if trial.rule.needs]
        await_needs(self._needing, index, owner)

    def find(self, view: View) -> Iterator[Evidence]:
        """What matches, block by block for the rules that may hold there, then the others."""
        trials = self._needing
        for block, hits in view.sightings.of(self._owner):
            if not view.gone(block.index):
                for item, _, _ in hits:
                    yield from trials[item].on(block, view)
        yield from self._find_always(view)

    def _find_always(self, view: View) -> Iterator[Evidence]:
        """Rules without literals: they look at blocks of their kinds, and mostly at short ones."""
        if not self._always:
            return
        short = [block for block in view.readable if block.words <= SHORT]
        for trial in self._always:
            blocks = short if 0 < trial.rule.where.max_words <= SHORT else view.readable
            for block in trial.conditions.among(blocks, view):
                yield from trial.on(block, view)


class _Trial(SpokenRule):
    """A rule that is tried on blocks or their sentences."""

    def __init__(self, rule: Rule, language: str | None) -> None:
        super().__init__(rule, language)
        self._language = language

    def on(self, block: Block, view: View) -> Iterable[Evidence]:
        """What the rule sees in a block that is live."""
        if not self.conditions.hold(block, view) or block.quoted:
            return ()
        memory = view.sightings.memory
        found = memory.found(self.rule.code, block.text, partial(self._matches, block))
        return self._sightings(block, found) if found else ()

    def _matches(self, block: Block) -> Iterator[Found]:
        # What the whole block lacks, none of its sentences holds, and most need not be told apart.
        possible = self.expressions.possible(block.folded)
        if not possible:
            return
        if self.rule.takes is not Takes.SENTENCE:
            match = first_match(possible, block.text)
            if match is not None:
                yield Found(Span(0, len(block.text)), match)
            return
        for unit in sentence_spans(block.text, self._language):
            folded = block.folded[unit.start : unit.end]
            here = [expression for expression in possible if expression.may_match(folded)]
            match = first_match(here, block.text[unit.start : unit.end])
            if match is not None:
                yield Found(unit, match)

    def _sightings(self, block: Block, found: Iterable[Found]) -> Iterator[Evidence]:
        for unit, match in found:
            taken = unit
            if self.rule.takes is Takes.MATCH:
                taken = Span(unit.start + match.start(), unit.start + match.end())
            seen = sighting(self.rule, block, taken, values={"match": match.group()})
            if seen:
                yield seen
