"""From probabilities of blocks to fragments, with their kind, level and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cleaner.detectors.topic.article import Article
from cleaner.detectors.topic.evidence import explain
from cleaner.detectors.topic.weights import Weights

Kind = Literal["stray heading", "mismatched paragraph", "foreign fragment"]
Level = Literal["decisive", "flag", "suggest"]

#: A run of more blocks is no fragment but another article.
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Fragment:
    """Blocks ``first`` … ``last`` (inclusive) that read like another story, and why.

    ``decisive`` is so likely that it may be removed by default, ``flag`` is worth a look,
    ``suggest`` is a guess.
    """

    first: int
    last: int
    kind: Kind
    probability: float
    level: Level
    evidence: str


def find_fragments(
    article: Article, texts: Sequence[str], found: Sequence[float], weights: Weights
) -> tuple[Fragment, ...]:
    """Grow fragments from the surest blocks; a fragment is as sure as its surest block."""
    taken: set[int] = set()
    fragments = []
    for at in sorted(range(len(found)), key=lambda i: (-found[i], i)):
        if found[at] < weights.suggest:
            break
        if at in taken:
            continue
        first, last = _grow(found, at, weights.join, taken)
        taken.update(range(first, last + 1))
        fragments.append(
            Fragment(
                first,
                last,
                _kind(article.headings[first : last + 1]),
                found[at],
                _level(found[at], weights),
                explain(article, texts, first, last),
            )
        )
    return tuple(sorted(fragments, key=lambda fragment: fragment.first))


def _level(probability: float, weights: Weights) -> Level:
    if probability > weights.decisive:
        return "decisive"
    return "flag" if probability >= weights.flag else "suggest"


def _grow(found: Sequence[float], at: int, least: float, taken: set[int]) -> tuple[int, int]:
    """Extend a suspect over neighbours that are likely to come along, the likelier one first."""
    first = last = at
    while last - first + 1 < _LONGEST:
        ends = [i for i in (first - 1, last + 1) if 0 <= i < len(found) and i not in taken]
        best = max(ends, key=lambda i: found[i], default=None)
        if best is None or found[best] < least:
            break
        first, last = min(first, best), max(last, best)
    return first, last


def _kind(headings: Sequence[bool]) -> Kind:
    if all(headings):
        return "stray heading"
    return "mismatched paragraph" if len(headings) == 1 else "foreign fragment"
