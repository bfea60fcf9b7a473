"""Paired bootstrap: how sure a difference between two measurements of the same documents is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple, TypeVar

#: Fixed, so that a figure is the same every time it is made.
SEED = 20
ROUNDS = 1000
LEVEL = 0.95

T = TypeVar("T")


class Interval(NamedTuple):
    """A percentile interval."""

    low: float
    high: float


def paired_interval(
    before: Sequence[T],
    after: Sequence[T],
    statistic: Callable[[Sequence[T]], float],
    *,
    rounds: int = ROUNDS,
    seed: int = SEED,
) -> Interval:
    """The 95 % interval of ``statistic(after) - statistic(before)``.

    ``before`` and ``after`` measure the same documents in the same order. Each round draws
    documents with replacement and takes both measurements of those drawn.

    Raises:
        ValueError: there are no documents, or the two differ in number.

    """
    if not before or len(before) != len(after):
        raise ValueError("a paired bootstrap needs the same documents before and after")
    rng = Random(seed)
    places = range(len(before))
    differences = []
    for _ in range(rounds):
        drawn = rng.choices(places, k=len(places))
        low = statistic([before[at] for at in drawn])
        differences.append(statistic([after[at] for at in drawn]) - low)
    differences.sort()
    tail = (1 - LEVEL) / 2
    return Interval(_quantile(differences, tail), _quantile(differences, 1 - tail))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Linear interpolation between the two nearest values."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
