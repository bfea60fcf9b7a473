"""Train the sentence model: ``python -m cleaner.scoring.train_sentences TRAIN.jsonl.gz -o DIR``.

Needs the extra ``train``. Writes ``sentences.json``: what tells a foreign sentence at the end or
the start of a paragraph, for languages with a word table (``tabled``) and without (``free``).
Foreign sentences are glued to the clean articles of the file; thresholds are chosen by
cross-validation.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.detectors.topic.article import Article
from cleaner.detectors.topic.sentences import SENTENCE_FEATURES, ends, sentence_row
from cleaner.detectors.topic.words import read_bag
from cleaner.scoring.sentence_data import glue_sentences
from cleaner.scoring.splice_data import Splice, load_splices
from cleaner.scoring.topic_tables import HeldOut
from cleaner.scoring.train_topic import (
    FOLDS,
    PARAMETERS,
    SEED,
    calibrate,
    export_tree,
    fold_of,
    read_splice,
)

SETTINGS = {"num_iterations": 50, "learning_rate": 0.12, "num_leaves": 12}
#: Foreign sentences per clean article.
EACH = 4
#: Shares of clean articles in which a sentence may be flagged, or suggested.
FLAG_SHARE = 0.006
SUGGEST_SHARE = 0.02


class Row(NamedTuple):
    """A sentence measured: its values, whether it is foreign, its article's number and fold."""

    values: list[float]
    foreign: bool
    document: int
    fold: int


def main(argv: Sequence[str] | None = None) -> int:
    """Read splices, train, write weights."""
    parser = argparse.ArgumentParser(description="Train the sentence model from splices.")
    parser.add_argument("splices", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(argv)
    clean = [s for s in load_splices(options.splices) if s.level == "clean"]
    data: dict[str, Any] = {"features": SENTENCE_FEATURES}
    folds = fold_of(clean)
    for name, tables in (("tabled", HeldOut(clean, folds, SEED)), ("free", None)):
        data[name] = _train(name, _rows(clean, folds, tables), len(clean))
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "sentences.json").write_text(json.dumps(data, separators=(",", ":")))
    return 0


def _rows(clean: Sequence[Splice], folds: dict[str, int], tables: HeldOut | None) -> list[Row]:
    """Measure the strange ends of clean paragraphs, and the sentences that are glued on.

    Every other article goes without its title; without tables, every third without names.
    """
    out = []
    glued = [(g.splice, g.at, g.last) for g in glue_sentences(clean, EACH, SEED)]
    for number, (splice, at, last) in enumerate([(s, -1, True) for s in clean] + glued):
        table = tables.table(splice) if tables else None
        title = splice.title if number % 2 else None
        names = tables is not None or number % 3 != 0
        article = read_splice(replace(splice, title=title), table, names=names)
        for i, block in enumerate(splice.blocks):
            if at < 0 or i == at:
                for end, values in _ends(article, i, block, splice.lang, names):
                    if at < 0 or end == last:
                        out.append(Row(values, at >= 0, number, folds[splice.id]))
    return out


def _ends(
    article: Article, i: int, block: str, language: str, names: bool
) -> list[tuple[bool, list[float]]]:
    found = []
    for span, end in ends(article, i, block, language):
        bag = read_bag(block[span.start : span.end], names=names)
        values = sentence_row(article, i, bag, end)
        if values is not None:
            found.append((end, values))
    return found


def _train(name: str, rows: Sequence[Row], clean: int) -> dict[str, Any]:
    """Cross-validate for calibration and thresholds, then fit on everything."""
    import lightgbm
    import numpy as np

    values = np.array([row.values for row in rows])
    labels = np.array([int(row.foreign) for row in rows])
    folds = np.array([row.fold for row in rows])
    scores = np.zeros(len(rows))
    settings = PARAMETERS | SETTINGS
    for fold in range(FOLDS):
        inside = folds != fold
        data = lightgbm.Dataset(values[inside], labels[inside])
        booster = lightgbm.train(settings, data)
        scores[~inside] = booster.predict(values[~inside], raw_score=True)
    surest = np.full(clean, -99.0)
    for row, score in zip(rows, scores.tolist(), strict=True):
        if not row.foreign:
            surest[row.document] = max(surest[row.document], score)
    # One foreign sentence per clean article: those that are met in every fourth turn.
    first = np.array([not row.foreign or row.document % EACH == 0 for row in rows])
    xs, ys = calibrate(scores[first], labels[first])
    limits = [float(np.quantile(surest, 1 - share)) for share in (FLAG_SHARE, SUGGEST_SHARE)]
    for limit in limits:
        found = (scores > limit) & (labels == 1)
        print(f"{name}: {len(rows)} sentences, {(surest > limit).mean():.4f} of clean articles, "
              f"{found.sum() / labels.sum():.3f} of foreign ones that were looked at")  # fmt: skip
    final = lightgbm.train(settings, lightgbm.Dataset(values, labels)).dump_model()
    flag, suggest = (round(float(np.interp(limit, xs, ys)), 4) for limit in limits)
    return {
        "trees": [export_tree(tree["tree_structure"]) for tree in final["tree_info"]],
        "scores": xs, "probabilities": ys, "flag": flag, "suggest": suggest,
    }  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
