"""How runs of blocks stand among a table's topics."""

from __future__ import annotations

from cleaner.detectors.topic.article import Article
from cleaner.detectors.topic.places import Vector, cosine, cosine_of, dot, length, subtract

#: What stands for a cosine where there is nothing to compare.
UNKNOWN = -2.0


class Topics:
    """Cosines between blocks of an article, its rest and its title; each is taken once.

    What a block shares with the rest follows from what it shares with the whole: places are whole
    numbers, so that sums and differences of their products are exact.
    """

    __slots__ = ("_article", "_known", "_places", "_title_square", "_whole_square")

    def __init__(self, article: Article) -> None:
        self._article = article
        self._known: dict[tuple[int, int], tuple[float, float, float]] = {}
        self._places: dict[int, tuple[Vector, float]] = {}
        self._whole_square = dot(article.place, article.place)
        self._title_square = dot(article.title_place, article.title_place)

    def of(self, first: int, last: int) -> tuple[float, float, float]:
        """Blocks ``first`` … ``last`` with the rest less the neighbours, the rest, the title."""
        run = first, last
        if run not in self._known:
            self._known[run] = self._measured(first, last)
        return self._known[run]

    def beside(self, i: int, weight: float) -> tuple[float, float, float]:
        """Block ``i`` with the one before and the one behind it; and its focus."""
        own, square = self._place(i)
        if not own:
            return UNKNOWN, UNKNOWN, 0.0
        before, after = (
            cosine_of(dot(own, place), square, other) if place else UNKNOWN
            for place, other in (self._place(i - 1), self._place(i + 1))
        )
        return before, after, length(square) / weight

    def _measured(self, first: int, last: int) -> tuple[float, float, float]:
        article = self._article
        own, square = (
            self._place(first)
            if first == last
            else _squared(article.place_of(range(first, last + 1)))
        )
        if not own:
            return UNKNOWN, UNKNOWN, UNKNOWN
        whole, title = article.place, article.title_place
        met = dot(own, whole)
        far = subtract(whole, own)
        for beside in (first - 1, last + 1):
            far = subtract(far, self._place(beside)[0])
        return (
            cosine_of(dot(own, far), square, dot(far, far)),
            cosine_of(met - square, square, self._whole_square - 2 * met + square),
            cosine_of(dot(own, title), square, self._title_square) if title else UNKNOWN,
        )

    def _place(self, i: int) -> tuple[Vector, float]:
        """The place of a block, and its square."""
        if i not in self._places:
            self._places[i] = _squared(self._article.place_of((i,)))
        return self._places[i]


def _squared(place: Vector) -> tuple[Vector, float]:
    return place, dot(place, place)


def known_cosine(one: Vector, other: Vector) -> float:
    """The cosine of two places, ``UNKNOWN`` where nothing is known of one of them."""
    return cosine(one, other) if one and other else UNKNOWN
