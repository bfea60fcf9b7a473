r"""Agreement of two texts in 4-gram shingles, as the article extraction benchmark defines it.

Tokens are ``\w+``, as they are written. Per document true positives, false positives and false
negatives are counted over shingle counts; precision and recall are averaged over documents, and F1
is that of the averages (scrapinghub/article-extraction-benchmark, ``evaluate.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

#: Tokens in a shingle.
SIZE = 4

Shingle = tuple[str, ...]

_TOKEN = re.compile(r"\w+")


class Agreement(NamedTuple):
    """How far one text agrees with its gold text: counts of shingles."""

    right: int
    added: int
    missing: int

    @property
    def precision(self) -> float | None:
        """Share of the text's shingles that the gold has; ``None`` for an empty text."""
        found = self.right + self.added
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of the gold's shingles that the text has; ``None`` for an empty gold."""
        wanted = self.right + self.missing
        return self.right / wanted if wanted else None


class Averages(NamedTuple):
    """Precision and recall, averaged over documents, and the F1 of the averages."""

    f1: float
    precision: float
    recall: float


def tokens(text: str) -> list[str]:
    """The words of a text, as they are written."""
    return _TOKEN.findall(text)


def shingles(words: Sequence[str]) -> list[Shingle]:
    """The shingles at each place; a text shorter than one shingle is a shingle itself.

    >>> shingles(["a", "b", "c", "d", "e"])
    [('a', 'b', 'c', 'd'), ('b', 'c', 'd', 'e')]
    >>> shingles(["a", "b"]), shingles([])
    ([('a', 'b')], [])
    """
    if not words:
        return []
    return [tuple(words[at : at + SIZE]) for at in range(max(1, len(words) - SIZE + 1))]


def agreement(gold: Counter[Shingle], text: str) -> Agreement:
    """Compare a text with the shingle counts of its gold text."""
    found = Counter(shingles(tokens(text)))
    right = sum(min(count, gold[shingle]) for shingle, count in found.items())
    return Agreement(right, found.total() - right, gold.total() - right)


def averages(documents: Iterable[Agreement]) -> Averages:
    """Averages over documents; those where a value is undefined do not enter it."""
    precisions, recalls = [], []
    for document in documents:
        if (precision := document.precision) is not None:
            precisions.append(precision)
        if (recall := document.recall) is not None:
            recalls.append(recall)
    precision, recall = _mean(precisions), _mean(recalls)
    total = precision + recall
    return Averages(2 * precision * recall / total if total else 0.0, precision, recall)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
