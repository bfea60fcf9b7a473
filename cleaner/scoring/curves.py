"""Rates and curves over scored items, without numpy."""

from __future__ import annotations

from collections.abc import Sequence


def roc_auc(labels: Sequence[int], scores: Sequence[float]) -> float:
    """The chance that a positive scores above a negative, ties counted half; 0.5 without both."""
    pairs = sorted(zip(scores, labels, strict=True))
    positives = sum(labels)
    negatives = len(labels) - positives
    if not positives or not negatives:
        return 0.5
    ranks = 0.0
    at = 0
    while at < len(pairs):
        end = at
        while end < len(pairs) and pairs[end][0] == pairs[at][0]:
            end += 1
        ranks += (at + 1 + end) / 2 * sum(label for _, label in pairs[at:end])
        at = end
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def upper_threshold(scores: Sequence[float], share: float) -> float:
    """The lowest threshold that at most ``share`` of the scores exceed."""
    ordered = sorted(scores, reverse=True)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def calibration_error(labels: Sequence[int], probabilities: Sequence[float]) -> float:
    """Expected calibration error over ten equal bins: mean gap of stated and met share."""
    bins: list[list[tuple[float, int]]] = [[] for _ in range(10)]
    for probability, label in zip(probabilities, labels, strict=True):
        bins[min(int(probability * 10), 9)].append((probability, label))
    gaps = (abs(sum(p for p, _ in held) - sum(label for _, label in held)) for held in bins if held)
    return sum(gaps) / (len(labels) or 1)
