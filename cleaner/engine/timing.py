"""The time that each stage takes, for who asks: reports never hold it."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from time import perf_counter

from cleaner.detectors.base import Detector, View
from cleaner.engine.stages import Plan
from cleaner.model import Evidence


def timed(plan: Plan, seconds: MutableMapping[str, float]) -> Plan:
    """The plan, its steps adding the seconds that they take to those of their stage."""
    steps = [
        step._replace(detector=_Timed(step.detector, step.stage, seconds)) for step in plan.steps
    ]
    return plan._replace(steps=steps)


class _Timed:
    """A detector with a clock."""

    def __init__(self, detector: Detector, stage: str, seconds: MutableMapping[str, float]) -> None:
        self._detector = detector
        self._stage = stage
        self._seconds = seconds

    def find(self, view: View) -> Iterable[Evidence]:
        """What the detector sees."""
        began = perf_counter()
        found = list(self._detector.find(view))
        self._seconds[self._stage] = self._seconds.get(self._stage, 0.0) + perf_counter() - began
        return found
