"""Bringing the audit's figures up to date: counted again, hand judgements kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cleaner.model import Rule
from cleaner.scoring.audit import Entry, Judgement
from cleaner.scoring.rules import MeasuredSet

Verdicts = Mapping[tuple[str, str], str]


def count_again(
    rules: Iterable[Rule], sets: Sequence[MeasuredSet], old: Mapping[str, Entry]
) -> list[Entry]:
    """An entry for each rule, from the hits on data sets and the old entries' hand judgements.

    A hand judgement wins over what the data say of the same hit. One on a document that is in none
    of the sets counts by itself; one on a document that was measured, where the rule no longer
    fires, counts no more, and is kept.
    """
    measured = frozenset[str]().union(*(one.documents for one in sets))
    return [_entry(rule.code, sets, old.get(rule.code), measured) for rule in rules]


def _entry(
    code: str, sets: Sequence[MeasuredSet], old: Entry | None, measured: frozenset[str]
) -> Entry:
    hand = old.hand if old else ()
    by_hand = {(judgement.document, judgement.line): judgement.stands for judgement in hand}
    elsewhere = [judgement for judgement in hand if judgement.document not in measured]
    right, wrong = _verdicts(code, [one for one in sets if not one.clean], by_hand)
    clean_right, clean_wrong = _verdicts(code, [one for one in sets if one.clean], by_hand)
    fired = sum(h.code == code for one in sets if not one.clean for h in one.hits)
    entry = Entry(code, fired, right, wrong, clean_right, clean_wrong, hand)
    return _with(entry, elsewhere)


def _verdicts(code: str, sets: Sequence[MeasuredSet], by_hand: Verdicts) -> tuple[int, int]:
    """How many of the rule's hits are right, and wrong."""
    verdicts = [
        by_hand.get((hit.document, hit.line), hit.verdict)
        for one in sets
        for hit in one.hits
        if hit.code == code
    ]
    return verdicts.count("right"), verdicts.count("wrong")


def _with(entry: Entry, judgements: Sequence[Judgement]) -> Entry:
    """The entry with hand judgements on documents that were not measured."""
    right = sum(judgement.stands == "right" for judgement in judgements)
    return replace(
        entry,
        fired=entry.fired + len(judgements),
        right=entry.right + right,
        wrong=entry.wrong + len(judgements) - right,
    )
