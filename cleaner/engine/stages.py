"""Running detectors in stages over a live overlay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.detectors.base import Detector, View
from cleaner.detectors.registry import DETECTORS, build
from cleaner.model import STAGES, Document, Evidence, Fix, Rule


class Step(NamedTuple):
    """One detector in one stage, compiled for its rules."""

    stage: str
    detector: Detector


def compile_steps(rules: Iterable[Rule], language: str | None) -> tuple[Step, ...]:
    """The steps for a language, in the order of the stages, then of the detectors' registry."""
    groups: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        if rule.stage != "judge":
            groups.setdefault((rule.stage, rule.detector), []).append(rule)
    order = list(DETECTORS)
    keys = sorted(groups, key=lambda key: (STAGES.index(key[0]), order.index(key[1])))
    return tuple(Step(stage, build(name, groups[stage, name], language)) for stage, name in keys)


def look(
    document: Document,
    steps: Sequence[Step],
    fixes: frozenset[Fix],
    language: str | None,
    *,
    spare_body: bool = False,
) -> tuple[list[Evidence], View]:
    """All that the detectors see, and the view after the last of them.

    Repairs change the text that every later stage reads, so that a document with repairs is
    looked at for nothing else; the caller applies them and looks again.
    """
    evidence: list[Evidence] = []
    view = View(document, fixes=fixes, language=language, spare_body=spare_body)
    stage = ""
    for step in steps:
        if stage == "repair" and step.stage != "repair" and _acts(evidence, fixes):
            break
        stage = step.stage
        found = list(step.detector.find(view))
        if found:
            evidence.extend(found)
            view = View(document, evidence, fixes, language, spare_body=spare_body)
    return evidence, view


def _acts(evidence: Sequence[Evidence], fixes: frozenset[Fix]) -> bool:
    return any(item.rule.fix in fixes for item in evidence)
