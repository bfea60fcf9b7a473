"""Running detectors in stages over a live overlay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.detectors.base import Detector, View
from cleaner.detectors.literals import LiteralIndex, Sightings
from cleaner.detectors.registry import DETECTORS, build
from cleaner.model import STAGES, Document, Evidence, Fix, Rule


class Step(NamedTuple):
    """One detector in one stage, compiled for its rules."""

    stage: str
    detector: Detector


class Plan(NamedTuple):
    """A rule set compiled for a language.

    Its steps in order, the literals that they wait for, and the rules that judge the document.
    """

    language: str | None
    steps: Sequence[Step]
    literals: LiteralIndex
    judges: Sequence[Rule]


def compile_rules(rules: Iterable[Rule], language: str | None) -> Plan:
    """The plan for a language: steps by stage, then in the order of the detectors' registry."""
    groups: dict[tuple[str, str], list[Rule]] = {}
    judges = []
    for rule in rules:
        if rule.stage == "judge":
            judges.append(rule)
        else:
            groups.setdefault((rule.stage, rule.detector), []).append(rule)
    order = list(DETECTORS)
    keys = sorted(groups, key=lambda key: (STAGES.index(key[0]), order.index(key[1])))
    index = LiteralIndex()
    steps = [
        Step(stage, build(name, groups[stage, name], language, index, owner))
        for owner, (stage, name) in enumerate(keys)
    ]
    return Plan(language, steps, index, judges)


def look(
    document: Document,
    steps: Sequence[Step],
    fixes: frozenset[Fix],
    language: str | None,
    sightings: Sightings,
    *,
    seen: Sequence[Evidence] = (),
    spare_body: bool = False,
) -> tuple[list[Evidence], View]:
    """All that the detectors see, and the view after the last of them.

    ``seen`` is what steps before these saw. Repairs change the text that every later stage reads,
    so that a document with repairs is looked at for nothing else; the caller applies them and
    looks again.
    """
    evidence = list(seen)
    view = View(document, evidence, fixes, language, sightings, spare_body=spare_body)
    stage = ""
    for step in steps:
        if stage == "repair" and step.stage != "repair" and _acts(evidence, fixes):
            break
        stage = step.stage
        found = list(step.detector.find(view))
        if found:
            evidence.extend(found)
            view = View(document, evidence, fixes, language, sightings, spare_body=spare_body)
    return evidence, view


def _acts(evidence: Sequence[Evidence], fixes: frozenset[Fix]) -> bool:
    return any(item.rule.fix in fixes for item in evidence)
