"""Boosted trees and calibration, evaluated in plain Python."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

#: A leaf is a number; a node is (feature, threshold, at most, above).
Node = float | tuple[int, float, "Node", "Node"]


#: Trees that are asked before the rest is spared.
_GLANCE = 50


@dataclass(frozen=True, slots=True)
class Forest:
    """A sum of small decision trees; scores are log odds."""

    trees: tuple[Node, ...]

    def score(self, row: Sequence[float], floor: float = -math.inf) -> float:
        """Return the sum over the trees of the leaf that ``row`` falls into.

        A row that the first trees put below ``floor`` keeps that score: the later ones correct
        by less and less.
        """
        total = _sum(self.trees[:_GLANCE], row)
        return total if total < floor else total + _sum(self.trees[_GLANCE:], row)


def _sum(trees: Sequence[Node], row: Sequence[float]) -> float:
    total = 0.0
    for node in trees:
        while node.__class__ is tuple:
            feature, threshold, low, high = node  # type: ignore[misc]
            node = low if row[feature] <= threshold else high
        total += node  # type: ignore[operator]
    return total


@dataclass(frozen=True, slots=True)
class Calibration:
    """A monotone map from scores to probabilities, linear between its knots."""

    scores: tuple[float, ...]
    probabilities: tuple[float, ...]

    def probability(self, score: float) -> float:
        """Return the share of foreign blocks among blocks of this score, as held-out folds had."""
        xs, ys = self.scores, self.probabilities
        at = bisect_right(xs, score)
        if at == 0:
            return ys[0]
        if at == len(xs):
            return ys[-1]
        low, high = xs[at - 1], xs[at]
        return ys[at - 1] + (ys[at] - ys[at - 1]) * (score - low) / (high - low)


def read_tree(data: object) -> Node:
    """Decode a tree from nested JSON lists."""
    if isinstance(data, int | float):
        return float(data)
    if not isinstance(data, list) or len(data) != 4:
        raise ValueError(f"a tree node has four parts, got {data!r}")
    feature, threshold, low, high = data
    return int(feature), float(threshold), read_tree(low), read_tree(high)
