"""Count word tables for the topic model: how telling words are and where they stand in topics."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from cleaner.detectors.topic.weights import read_table
from cleaner.detectors.topic.words import Table, read_bag
from cleaner.scoring.splice_data import Splice

#: Prefixes in a table, the most widespread first.
SIZE = 2000
#: Dimensions of the topic space, as latent semantic analysis finds them.
DIMENSIONS = 24
#: Words of less weight are grammar and get no place.
_TELLING = 0.7


def count_tables(clean: Sequence[Splice]) -> dict[str, str]:
    """Count a table per language; the text form that ``read_table`` reads."""
    return {
        code: _count(
            [
                Counter(stem for block in s.blocks for stem in read_bag(block).terms)
                for s in clean
                if s.lang == code
            ]
        )
        for code in sorted({s.lang for s in clean})
    }


class HeldOut:
    """Tables that have not seen the articles of a splice, for training on honest features.

    A table that knows an article has seen its words together and makes it look coherent; one that
    knows the donor alone makes its fragment look strange. So both folds stay out.
    """

    def __init__(self, clean: Sequence[Splice], folds: dict[str, int], seed: int) -> None:
        self._folds = folds
        self._rng = Random(seed)
        self._tables = {
            pair: {
                code: read_table(text)
                for code, text in count_tables(
                    [s for s in clean if folds[s.id] not in pair]
                ).items()
            }
            for pair in combinations(sorted(set(folds.values())), 2)
        }

    def table(self, splice: Splice) -> Table:
        """Return a table counted without the folds of host and donor; always two folds."""
        host = self._folds[splice.id]
        donor = self._folds[splice.donor] if splice.donor else host
        while donor == host:
            donor = self._rng.choice(sorted(set(self._folds.values())))
        return self._tables[min(host, donor), max(host, donor)][splice.lang]


def write_tables(tables: dict[str, str], folder: Path) -> None:
    """Write each table to ``words_<code>.txt``."""
    for code, text in tables.items():
        (folder / f"words_{code}.txt").write_text(text, "utf-8")


def _count(articles: Sequence[Counter[str]]) -> str:
    spread = Counter(stem for article in articles for stem in article)
    top = sorted(spread.items(), key=lambda item: (-item[1], item[0]))[:SIZE]
    total = len(articles) + 1
    weights = {stem: round(math.log(total / count), 2) for stem, count in top}
    # What is left out stands in fewer articles than the last word of the table: a third of that.
    rare = math.log(total / max(top[-1][1] / 3, 1))
    telling = [s for s, w in weights.items() if w > _TELLING and not s[0].isdecimal()]
    places = dict(zip(telling, _places(articles, telling, weights), strict=True))
    lines = [f"* {rare:.2f}"]
    lines += [
        f"{stem} {weight} {places.get(stem, '')}".rstrip() for stem, weight in weights.items()
    ]
    return "\n".join(lines) + "\n"


def _places(
    articles: Sequence[Counter[str]], stems: Sequence[str], weights: dict[str, float]
) -> Iterable[str]:
    """Latent semantic analysis: singular vectors of the article-word matrix, in hex digits."""
    import numpy as np

    column = {stem: at for at, stem in enumerate(stems)}
    matrix = np.zeros((len(articles), len(stems)))
    for row, article in enumerate(articles):
        for stem, count in article.items():
            if stem in column:
                matrix[row, column[stem]] = (1 + math.log(count)) * weights[stem]
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9
    _, strengths, directions = np.linalg.svd(matrix, full_matrices=False)
    placed = directions[:DIMENSIONS].T * np.sqrt(strengths[:DIMENSIONS])
    return map(_digits, placed)


def _digits(vector: Any) -> str:
    import numpy as np

    scaled = np.round(vector / (np.abs(vector).max() + 1e-12) * 7).astype(int) + 8
    return "".join(f"{digit:x}" for digit in scaled)
