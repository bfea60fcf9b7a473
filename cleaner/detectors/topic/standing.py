"""How runs of blocks stand among a table's topics."""

from __future__ import annotations

from cleaner.detectors.topic.article import Article
from cleaner.detectors.topic.places import Vector, cosine, length, subtract

#: What stands for a cosine where there is nothing to compare.
UNKNOWN = -2.0


class Topics:
    """Cosines between blocks of an article, its rest and its title; each is taken once."""

    __slots__ = ("_article", "_known", "_places")

    def __init__(self, article: Article) -> None:
        self._article = article
        self._known: dict[tuple[int, int], tuple[float, float, float]] = {}
        self._places: dict[int, Vector] = {}

    def of(self, first: int, last: int) -> tuple[float, float, float]:
        """Blocks ``first`` … ``last`` with the rest less the neighbours, the rest, the title."""
        run = first, last
        if run not in self._known:
            self._known[run] = self._measured(first, last)
        return self._known[run]

    def beside(self, i: int, weight: float) -> tuple[float, float, float]:
        """Block ``i`` with the one before and the one behind it; and its focus."""
        own = self._place(i)
        if not own:
            return UNKNOWN, UNKNOWN, 0.0
        before, after = known_cosine(own, self._place(i - 1)), known_cosine(own, self._place(i + 1))
        return before, after, length(own) / weight

    def _measured(self, first: int, last: int) -> tuple[float, float, float]:
        article = self._article
        own = self._place(first) if first == last else article.place_of(range(first, last + 1))
        if not own:
            return UNKNOWN, UNKNOWN, UNKNOWN
        rest = subtract(article.place, own)
        far = subtract(subtract(rest, self._place(first - 1)), self._place(last + 1))
        return cosine(own, far), cosine(own, rest), known_cosine(own, article.title_place)

    def _place(self, i: int) -> Vector:
        if i not in self._places:
            self._places[i] = self._article.place_of((i,))
        return self._places[i]


def known_cosine(one: Vector, other: Vector) -> float:
    """The cosine of two places, ``UNKNOWN`` where nothing is known of one of them."""
    return cosine(one, other) if one and other else UNKNOWN
