"""How well a fragment fits a document: compared between two documents, this tells its home."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from cleaner.detectors.topic.article import UNMET, Article, Shared
from cleaner.detectors.topic.places import cosine, subtract

FIT_FEATURES = ("llr", "shared", "title", "keys", "topic", "near", "bridge", "above", "size")
#: Blocks with fewer telling terms say nothing about how coherent a document is.
_LEAST_TERMS = 5


def fit(article: Article, blocks: Collection[int]) -> list[float]:
    """Measure ``FIT_FEATURES`` of a set of blocks in their document; more is a better fit.

    The document without these blocks is the rest that they are compared with.
    """
    run = sum(1 << block for block in blocks)
    rest = ((1 << len(article)) - 1) & ~run
    terms = article.union(blocks)
    alone = [weight for block in blocks for weight in article.alone[block]]
    weight = sum(term[1] for term in terms) + sum(alone) or 1.0
    share, llr = _shared(terms, alone, rest)
    titled = article.titled(run) / weight
    own = article.place_of(blocks)
    edges = [i for b in blocks for i in (b - 1, b + 1) if 0 <= i < len(article) and i not in blocks]
    beside = sum(1 << edge for edge in set(edges))
    near = sum(term[1] for term in terms if term[2] & beside) / weight
    return [
        llr, share, titled, _keys(article, run, rest), cosine(own, subtract(article.place, own)),
        near / (len(set(edges)) or 1), -_bridge(article, edges), share - _usual(article, rest),
        -math.log(len(article.masks) or 1),
    ]  # fmt: skip


def _shared(terms: Sequence[Shared], alone: Sequence[float], rest: int) -> tuple[float, float]:
    """The share of the terms' weight that the rest holds, and the mean likelihood ratio."""
    met, weight, llr = 0.0, sum(alone), UNMET * len(alone)
    for _, own, mask, gain in terms:
        weight += own
        if mask & rest:
            met += own
            llr += gain
        else:
            llr += UNMET
    return met / (weight or 1.0), llr / (len(terms) + len(alone) or 1)


def _keys(article: Article, run: int, rest: int) -> float:
    """The share of what the rest is about that the run holds."""
    held = whole = 0.0
    for _, weight, mask, _ in article.keys:
        value = weight * max((mask & rest).bit_count() - 1, 0)
        whole += value
        if mask & run:
            held += value
    return held / whole if whole else 0.0


def _bridge(article: Article, edges: Sequence[int]) -> float:
    """How much the blocks on both sides share with each other."""
    if len(set(edges)) != 2:
        return 0.0
    one, two = sorted(set(edges))
    shared = sum(term[1] for term in article.shared[one] if term[2] >> two & 1)
    return shared / (min(article.totals[one], article.totals[two]) or 1.0)


def _usual(article: Article, rest: int) -> float:
    """What the other blocks share with the rest, on average."""
    shares = [
        _shared(article.shared[i], article.alone[i], rest & ~(1 << i))[0]
        for i in range(len(article))
        if rest >> i & 1 and article.counts[i] >= _LEAST_TERMS
    ]
    return sum(shares) / len(shares) if shares else 0.0
