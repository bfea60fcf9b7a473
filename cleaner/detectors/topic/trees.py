"""Boosted trees and calibration, evaluated in plain Python."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: A leaf is a score in ten-thousandths; a node is (feature, threshold, at most, above).
Node = int | tuple[int, float, "Node", "Node"]
Row = Sequence[float]

_UNIT = 10_000
#: Rows after which compiling pays: it takes some 20 ms and makes a row twice as fast.
_OFTEN = 1000
#: Trees that are added up in one pair of brackets.
_GROUP = 50


class Forest:
    """A sum of small decision trees; scores are log odds.

    Leaves are whole numbers, so that the sum is the same in any order: the trees are walked for
    the first rows and compiled to a Python function when there are many.
    """

    __slots__ = ("_asked", "_compiled", "_trees")

    def __init__(self, trees: Sequence[Node]) -> None:
        self._trees = tuple(trees)
        self._compiled: Callable[..., float] | None = None
        self._asked = 0

    def score(self, row: Row) -> float:
        """Return the sum over the trees of the leaf that ``row`` falls into."""
        if self._compiled is not None:
            return self._compiled(*row) / _UNIT
        self._asked += 1
        if self._asked == _OFTEN:
            self._compiled = _compile(self._trees, len(row))
        return _walk(self._trees, row) / _UNIT


def _walk(trees: Sequence[Node], row: Row) -> int:
    total = 0
    for tree in trees:
        node = tree
        while isinstance(node, tuple):
            feature, threshold, low, high = node
            node = low if row[feature] <= threshold else high
        total += node
    return total


def _compile(trees: Sequence[Node], features: int) -> Callable[..., float]:
    """Turn trees into one function; they hold nothing but numbers, ``read_tree`` has seen to it.

    It takes each feature as an argument, and adds floating-point numbers, whose sum is exact here:
    both are what CPython is fastest at. Brackets keep the syntax tree shallow.
    """
    groups = (trees[at : at + _GROUP] for at in range(0, len(trees), _GROUP))
    total = " + ".join(f"({' + '.join(map(_expression, group))})" for group in groups)
    arguments = ", ".join(f"f{feature}" for feature in range(features))
    function: Callable[..., float] = eval(f"lambda {arguments}: {total}", {"__builtins__": {}})
    return function


def _expression(node: Node) -> str:
    if isinstance(node, tuple):
        feature, threshold, low, high = node
        return f"({_expression(low)} if f{feature} <= {threshold!r} else {_expression(high)})"
    return repr(float(node))


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
    """Decode a tree from nested JSON lists.

    Raises:
        ValueError: where a node has not four parts, or anything but numbers stands in it.

    """
    if isinstance(data, int):
        return data
    if not isinstance(data, list) or len(data) != 4:
        raise ValueError(f"a tree node has four parts, got {data!r}")
    feature, threshold, low, high = data
    return int(feature), float(threshold), read_tree(low), read_tree(high)
