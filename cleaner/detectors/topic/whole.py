"""The article as a whole: whether a second article begins in it, or it is a feed of items."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

from cleaner.detectors.topic.article import TELLING, Article, Shared
from cleaner.detectors.topic.features import BASE
from cleaner.detectors.topic.places import cosine, subtract

SEAM_FEATURES = (
    "shared", "usual", "topic", "weight", "other_weight", "telling", "usual_telling", "repeated",
    "title_gap", "blocks",
)  # fmt: skip
FEED_FEATURES = ("shared", "likely", "keys", "words", "blocks", "tight")
#: Each part of a seam has this many blocks and words at least.
_LEAST_BLOCKS = 2
_LEAST_WORDS = 60
#: Blocks with fewer telling terms are no items of a feed.
_LEAST_TERMS = 4
#: What terms of the one story weigh, more or less.
_RARE = 2.2
#: A feed has this many blocks at least.
LEAST_ITEMS = 6
#: Where more than this share of the telling weight crosses the weakest boundary, both sides are of
#: one story: of 400 pairs of articles none crosses with more than 0.16.
_HOLDS = 0.2

_ALL, _LLR, _KEYS, _TERMS = map(BASE.index, ("all", "llr_mean", "key_weight", "terms"))


def weakest_seam(article: Article) -> tuple[int, list[float]] | None:
    """Find where the two parts of an article share least: the block, and ``SEAM_FEATURES``.

    ``None`` where the article is too short to be two, or clearly holds together.
    """
    places = _boundaries(article)
    if not places:
        return None
    terms = article.terms
    telling = _shares(article, terms, _RARE)
    if all(telling[k][0] > _HOLDS for k in places):
        return None
    shares = _shares(article, terms, TELLING)
    at = min(places, key=lambda k: (telling[k][0] + shares[k][0], k))
    if telling[at][0] > _HOLDS:
        return None
    share, left, right = shares[at]
    front = article.place_of(range(at))
    return at, [
        share,
        sum(shares[k][0] for k in places) / len(places),
        cosine(front, subtract(article.place, front)),
        math.log(min(left, right) + 1.0),
        math.log(max(left, right) + 1.0),
        telling[at][0],
        sum(telling[k][0] for k in places) / len(places),
        _repeated(terms, at),
        _title_gap(article, at),
        math.log(len(article)),
    ]


def _repeated(terms: Sequence[Shared], at: int) -> float:
    """Of the weight of terms that stand in three blocks or more, the share that crosses."""
    front = (1 << at) - 1
    whole = crossing = 0.0
    for _, weight, mask, _ in terms:
        if weight > _RARE and mask.bit_count() > 2:
            whole += weight
            if mask & front and mask & ~front:
                crossing += weight
    return crossing / whole if whole else 1.0


def _title_gap(article: Article, at: int) -> float:
    """How much more of the title's weight the part before the boundary holds than that after."""
    if not article.title_weight:
        return 0.0
    front = (1 << at) - 1
    gap = 0.0
    for stem, weight in article.title.items():
        mask = article.masks.get(stem, 0)
        gap += weight * (bool(mask & front) - bool(mask & ~front))
    return gap / article.title_weight


def _boundaries(article: Article) -> list[int]:
    n = len(article)
    front = list(accumulate([bag.words for bag in article.bags], initial=0))
    return [
        k
        for k in range(_LEAST_BLOCKS, n - _LEAST_BLOCKS + 1)
        if min(front[k], front[n] - front[k]) >= _LEAST_WORDS
    ]


def _shares(
    article: Article, terms: Sequence[Shared], least: float
) -> list[tuple[float, float, float]]:
    """For each boundary: the share of the lesser side's weight that crosses, and both weights.

    Only terms that weigh more than ``least`` count. A term is left of a boundary from its first
    block on, right of it up to its last.
    """
    begins = [0.0, *(sum([w for w in alone if w > least]) for alone in article.alone)]
    ends = begins.copy()
    for _, weight, mask, _ in terms:
        if weight > least:
            begins[(mask & -mask).bit_length()] += weight
            ends[mask.bit_length()] += weight
    whole = sum(begins)
    left = gone = 0.0
    shares = []
    for begin, end in zip(begins, ends, strict=True):
        left += begin
        gone += end
        right = whole - gone
        shares.append(((left - gone) / (min(left, right) or 1.0), left, right))
    return shares


def feed_row(article: Article, rows: Sequence[Sequence[float]]) -> list[float] | None:
    """Measure ``FEED_FEATURES``; ``None`` where there are too few blocks for a feed."""
    rows = [row for row in rows if row[_TERMS] >= _LEAST_TERMS]
    n = len(rows)
    if n < LEAST_ITEMS:
        return None
    ranked = sorted(row[_ALL] for row in rows)
    return [
        sum(ranked) / n,
        sum(row[_LLR] for row in rows) / n,
        sum(row[_KEYS] for row in rows) / n,
        math.log(sum(bag.words for bag in article.bags) + 1.0),
        math.log(n),
        ranked[(3 * n) // 4],
    ]
