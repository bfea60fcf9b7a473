"""What the second look measures beside the first: only suspects are looked at so closely."""

from __future__ import annotations

from cleaner.detectors.topic.article import TELLING, Article
from cleaner.detectors.topic.runs import bridge
from cleaner.detectors.topic.standing import Topics

CLOSE_FEATURES = (
    "burst", "numbers", "numbers_far", "bridge", "opening",
    "topic_far", "topic_all", "topic_title", "topic_prev", "topic_next", "topic_focus",
)  # fmt: skip


def close_row(article: Article, i: int, topics: Topics) -> list[float]:
    """Measure ``CLOSE_FEATURES`` of block ``i``."""
    scale = article.totals[i] or 1.0
    return [
        _burst(article, i) / scale,
        *_numbers(article, i),
        bridge(article, i, i),
        article.weights.get(article.bags[i].opening, 0.0),
        *topics.of(i, i),
        *topics.beside(i, scale),
    ]


def _burst(article: Article, i: int) -> float:
    """The weight of terms that the block holds twice and no other block at all."""
    own, weights, masks = 1 << i, article.weights, article.masks
    twice = [stem for stem, count in article.bags[i].counts.items() if count > 1]
    return sum([weights[s] for s in twice if masks[s] == own and weights[s] > TELLING])


def _numbers(article: Article, i: int) -> tuple[float, float]:
    """The count of numbers, and of those that stand far from the block too."""
    own = 1 << i
    numbers, beside = article.bags[i].numbers, own | own >> 1 | own << 1
    return float(len(numbers)), float(sum([bool(article.masks[n] & ~beside) for n in numbers]))
