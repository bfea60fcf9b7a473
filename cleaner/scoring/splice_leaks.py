"""Check a benchmark of spliced articles for leaks: what can be told without reading the text?

A model that sees position and length alone, or formatting alone, must be weak. Otherwise the
benchmark rewards its own making.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence

from cleaner.scoring.curves import roc_auc
from cleaner.scoring.splice_data import Splice

Key = tuple[object, ...]
_FOLDS = 5


def leaks(splices: Sequence[Splice]) -> dict[str, dict[str, float]]:
    """ROC-AUC per level of two models that never see a word; 0.5 is no leak at all."""
    return {
        name: {
            level: round(_auc([s for s in splices if s.level == level], keys), 4)
            for level in ("easy", "hard")
        }
        for name, keys in (("position and length", _placement), ("formatting", _format))
    }


def _auc(splices: Sequence[Splice], keys: Callable[[Splice, int], list[Key]]) -> float:
    """Naive Bayes over the keys of a block, cross-validated over source articles."""
    order = {name: at % _FOLDS for at, name in enumerate(sorted({s.id for s in splices}))}
    labels: list[int] = []
    scores: list[float] = []
    for fold in range(_FOLDS):
        odds = _learn([s for s in splices if order[s.id] != fold], keys)
        for splice in splices:
            if order[splice.id] == fold:
                labels += splice.labels
                scores += [
                    sum(odds.get(key, 0.0) for key in keys(splice, i))
                    for i in range(len(splice.blocks))
                ]
    return roc_auc(labels, scores)


def _learn(splices: Sequence[Splice], keys: Callable[[Splice, int], list[Key]]) -> dict[Key, float]:
    counts: dict[Key, list[float]] = defaultdict(lambda: [0.5, 0.5])
    totals = [1.0, 1.0]
    for splice in splices:
        for i, label in enumerate(splice.labels):
            totals[label] += 1
            for key in keys(splice, i):
                counts[key][label] += 1
    return {
        key: math.log(foreign / totals[1]) - math.log(own / totals[0])
        for key, (own, foreign) in counts.items()
    }


def _placement(splice: Splice, i: int) -> list[Key]:
    n, words = len(splice.blocks), len(splice.blocks[i].split())
    return [
        ("place", i * 8 // n, i == 0, i == n - 1),
        ("length", round(3 * math.log2(words + 1))),
        ("blocks", min(n, 20)),
    ]


def _format(splice: Splice, i: int) -> list[Key]:
    text = splice.blocks[i].strip()
    letters = [c for c in text if c.isalpha()]
    return [
        ("end", text[-1:] if text[-1:] and not text[-1:].isalnum() else "word"),
        ("start", text[0].isupper() if text else False, text[:1] in "\"“'«-–•*#"),
        ("breaks", text.count("\n") > 0, "  " in text),
        ("quotes", sum(text.count(q) for q in '"“”«»') > 0),
        ("capitals", bool(letters) and all(c.isupper() for c in letters)),
        ("marks", any(c in text for c in "*#|_[]<>"), any(c.isdigit() for c in text)),
    ]
