"""The verdict on a whole document: a score from 0 to 1, its parts, and ok, check or reject."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.detectors.quality import MEASURES, Measured, details
from cleaner.model import Part, Rule, Verdict

#: From this score on a document is ok; below the second it is rejected.
OK, CHECK = 0.7, 0.35


def judge(document: Measured, rules: Iterable[Rule]) -> tuple[Verdict, float, tuple[Part, ...]]:
    """Each of the judging ``rules`` whose measure is out of its bounds takes its cost off 1."""
    parts = []
    for rule in rules:
        value = MEASURES[rule.options["measure"]](document)
        below, above = rule.options["below"], rule.options["above"]
        if (below >= 0 and value < below) or (above >= 0 and value > above):
            values = {"value": f"{value:.3g}", **details(rule.options["measure"], document)}
            message = rule.message.format_map(values)
            parts.append(Part(rule.code, rule.name, rule.options["cost"], message))
    score = round(max(0.0, 1 - sum(part.cost for part in parts)), 3)
    verdict: Verdict = "ok" if score >= OK else "check" if score >= CHECK else "reject"
    return verdict, score, tuple(parts)
