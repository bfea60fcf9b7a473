"""How each block stands among a table's topics, by inner products that are taken once."""

from __future__ import annotations

import itertools
import math
from operator import mul

from cleaner.detectors.topic.article import Article
from cleaner.detectors.topic.places import STEPS, Vector

_UNKNOWN = -2.0


class Topics:
    """Cosines between the blocks of an article, its rest and its title.

    The rest is the sum of all blocks without some; its inner products follow from those of the
    sum and of the blocks, which spares building it.
    """

    __slots__ = ("_article", "_next", "_over", "_own", "_title", "_titled", "_whole", "_with_all")

    def __init__(self, article: Article) -> None:
        places = article.places
        self._article = article
        self._own = [_dot(p, p) for p in places]
        self._with_all = [_dot(p, article.place) for p in places]
        self._next = [_dot(p, q) for p, q in itertools.pairwise(places)]
        self._over = [_dot(p, q) for p, q in zip(places, places[2:], strict=False)]
        self._whole = _dot(article.place, article.place)
        self._title = [_dot(p, article.title_place) for p in places]
        self._titled = _dot(article.title_place, article.title_place)

    def row(self, i: int, weight: float) -> tuple[float, ...]:
        """The block with the far rest, the rest, the title, both neighbours; and its focus."""
        own, n = self._own[i], len(self._own)
        if not self._article.places[i]:
            return (_UNKNOWN,) * 5 + (0.0,)
        known = [bool(self._article.places[j]) if 0 <= j < n else False for j in (i - 1, i + 1)]
        before = self._next[i - 1] if known[0] else 0
        after = self._next[i] if known[1] else 0
        with_rest = self._with_all[i] - own
        rest = self._whole - 2 * self._with_all[i] + own
        with_far = with_rest - before - after
        far = self._far(i, rest, before + after)
        return (
            _cosine(with_far, own, far), _cosine(with_rest, own, rest),
            _cosine(self._title[i], own, self._titled) if self._article.title_place else _UNKNOWN,
            _cosine(before, own, self._own[i - 1]) if known[0] else _UNKNOWN,
            _cosine(after, own, self._own[i + 1]) if known[1] else _UNKNOWN,
            math.sqrt(own) / STEPS / weight,
        )  # fmt: skip

    def _far(self, i: int, rest: float, with_beside: float) -> float:
        """The square of the rest without the neighbours of block ``i``."""
        n = len(self._own)
        sides = [j for j in (i - 1, i + 1) if 0 <= j < n]
        square = sum([self._own[j] for j in sides])
        if len(sides) == 2:
            square += 2 * self._over[i - 1]
        with_all = sum([self._with_all[j] for j in sides])
        return rest - 2 * (with_all - with_beside) + square


def _dot(one: Vector, other: Vector) -> float:
    return sum(map(mul, one, other)) if one and other else 0


def _cosine(product: float, one: float, other: float) -> float:
    scale = math.sqrt(one * other) if one > 0 and other > 0 else 0.0
    return product / scale if scale > 1e-9 else 0.0
