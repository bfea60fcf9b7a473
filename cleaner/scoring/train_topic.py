"""Train the topic model: ``python -m cleaner.scoring.train_topic TRAIN.jsonl.gz -o DIR``.

Needs the extra ``train``. Writes a word table per language and two models, ``tabled`` and
``free``. Everything is decided by cross-validation over host articles of the one file given.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import lightgbm
import numpy as np
from sklearn.isotonic import IsotonicRegression

from cleaner.detectors.topic.article import Article, read_article
from cleaner.detectors.topic.features import FEATURES, block_rows
from cleaner.detectors.topic.model import BELOW
from cleaner.detectors.topic.runs import RUN_FEATURES, run_rows
from cleaner.detectors.topic.words import Table, looks_like_heading, read_bag
from cleaner.scoring.splice_data import Splice, load_splices, make_splices

SEED = 20
FOLDS = 5
TABLE_SIZE = 2000
PARAMETERS = {
    "objective": "binary", "num_leaves": 15, "min_data_in_leaf": 40,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "num_threads": 2,
    "seed": SEED, "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
Settings = dict[str, Any]
FIRST: Settings = {"num_iterations": 150, "learning_rate": 0.1}
SECOND: Settings = {"num_iterations": 200, "learning_rate": 0.06}
#: Blocks that score more in the first look get a second (log odds).
GATE = -3.5
#: Shares of clean paragraphs that may be flagged and suggested, a little under the promise.
FLAG_SHARE = 0.0022
SUGGEST_SHARE = 0.01
#: What neighbours of a flagged block must exceed to go with it.
JOIN_SHARE = 0.03


@dataclass(frozen=True)
class Rows:
    """What is measured on many documents: articles, block rows, and what is known of each block.

    ``starts`` has the first row of each document, and the number of rows at its end.
    """

    articles: Sequence[Article]
    values: Any
    starts: Any
    labels: Any
    folds: Any
    clean: Any
    original: Any


def main(argv: Sequence[str] | None = None) -> int:
    """Read splices, train, write weights."""
    parser = argparse.ArgumentParser(description="Train the topic model from splices.")
    parser.add_argument("splices", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(argv)
    splices = load_splices(options.splices)
    clean = [s for s in splices if s.level == "clean"]
    made = make_splices(clean, 6, first=0.06, seed=SEED)
    tables = count_tables(clean)
    options.output.mkdir(parents=True, exist_ok=True)
    for code, table in tables.items():
        _write_table(options.output / f"words_{code}.txt", table)
    folds = fold_of(clean)
    for name, known in (("tabled", tables), ("free", {})):
        rows = _rows(splices, made, known, folds)
        data = train(rows)
        (options.output / f"{name}.json").write_text(json.dumps(data, separators=(",", ":")))
    return 0


def count_tables(clean: Sequence[Splice]) -> dict[str, Table]:
    """Count, per language, in how many articles the most frequent prefixes stand."""
    tables = {}
    for code in sorted({s.lang for s in clean}):
        articles = [s for s in clean if s.lang == code]
        seen: Counter[str] = Counter()
        for article in articles:
            seen.update({stem for block in article.blocks for stem in read_bag(block).terms})
        top = sorted(seen.items(), key=lambda item: (-item[1], item[0]))[:TABLE_SIZE]
        total = len(articles) + 1
        weights = {stem: round(math.log(total / count), 2) for stem, count in top}
        tables[code] = Table(weights, round(math.log(total / max(top[-1][1] / 3, 1)), 2))
    return tables


def _write_table(path: Path, table: Table) -> None:
    lines = [f"* {table.rare}"] + [f"{stem} {weight}" for stem, weight in table.weights.items()]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def fold_of(clean: Sequence[Splice]) -> dict[str, int]:
    """Deal host articles into folds; all versions of an article share one."""
    ids = sorted(s.id for s in clean)
    Random(SEED).shuffle(ids)
    return {name: at % FOLDS for at, name in enumerate(ids)}


def _rows(
    splices: Sequence[Splice],
    made: Sequence[Splice],
    tables: Mapping[str, Table],
    folds: Mapping[str, int],
) -> Rows:
    """Measure every block. A third of the made ones lose their title, as articles in the wild do.

    Without tables, every second document loses its names too: many scripts have no capitals.
    """
    rng = Random(SEED)
    articles: list[Article] = []
    notes: list[tuple[int, int, bool, bool]] = []
    for original, splice in [(True, s) for s in splices] + [(False, s) for s in made]:
        if not original and rng.random() < 0.3:
            splice = replace(splice, title=None)
        names = bool(tables) or rng.random() < 0.5
        articles.append(read_splice(splice, tables.get(splice.lang), names=names))
        clean = splice.level == "clean"
        notes += [(label, folds[splice.id], clean, original) for label in splice.labels]
    values = np.array([row for article in articles for row in block_rows(article)])
    starts = np.cumsum([0] + [len(article) for article in articles])
    return Rows(articles, values, starts, *map(np.array, zip(*notes, strict=True)))


def read_splice(splice: Splice, table: Table | None, *, names: bool = True) -> Article:
    """Read one document as the model will, headings guessed by shape."""
    bags = [read_bag(block, names=names) for block in splice.blocks]
    headings = [looks_like_heading(block) for block in splice.blocks]
    return read_article(bags, headings, splice.title, table)


def train(rows: Rows) -> dict[str, Any]:
    """Cross-validate both looks for calibration and thresholds, then fit on everything.

    The second look is trained on held-out scores of the first, as it will see them.
    """
    everything = np.ones(len(rows.labels), dtype=bool)
    scores = _held_out(rows.values, rows, everything, FIRST)
    suspects = scores > GATE
    values = np.hstack([_run_values(rows, scores, suspects), rows.values])
    second = _held_out(values, rows, suspects, SECOND)
    final = np.where(suspects, second, scores - BELOW)
    return {
        "features": list(FEATURES),
        "run_features": list(RUN_FEATURES),
        "first": _fit(rows.values, rows.labels, FIRST),
        "second": _fit(values[suspects], rows.labels[suspects], SECOND),
        "gate": GATE,
        **_thresholds(final[rows.original], rows.labels[rows.original],
                      rows.clean[rows.original]),
    }  # fmt: skip


def _held_out(values: Any, rows: Rows, use: Any, settings: Settings) -> Any:
    """Score each fold by a model of the other folds."""
    scores = np.zeros(len(rows.labels))
    for fold in range(FOLDS):
        inside, outside = use & (rows.folds != fold), use & (rows.folds == fold)
        booster = _boost(values[inside], rows.labels[inside], settings)
        scores[outside] = booster.predict(values[outside], raw_score=True)
    return scores


def _run_values(rows: Rows, scores: Any, suspects: Any) -> Any:
    values = np.zeros((len(scores), len(RUN_FEATURES)))
    for article, start in zip(rows.articles, rows.starts, strict=False):
        stop = start + len(article)
        at = np.flatnonzero(suspects[start:stop])
        if len(at):
            values[start + at] = run_rows(article, scores[start:stop].tolist(), at.tolist())
    return values


def _thresholds(scores: Any, labels: Any, clean: Any) -> dict[str, Any]:
    xs, ys = calibrate(scores, labels)
    negative = np.interp(scores[clean], xs, ys)
    report(scores, labels, clean)
    return {
        "scores": xs,
        "probabilities": ys,
        "flag": round(float(np.quantile(negative, 1 - FLAG_SHARE)), 4),
        "suggest": round(float(np.quantile(negative, 1 - SUGGEST_SHARE)), 4),
        "join": round(float(np.quantile(negative, 1 - JOIN_SHARE)), 4),
    }


def report(scores: Any, labels: Any, clean: Any) -> None:
    """Print what held-out folds say: recall at the shares of clean paragraphs flagged."""
    for share in (0.001, FLAG_SHARE, SUGGEST_SHARE, JOIN_SHARE):
        over = scores > np.quantile(scores[clean], 1 - share)
        print(f"{share:.4f} recall {over[labels == 1].mean():.3f} "
              f"precision {labels[over & ~clean].mean():.3f}")  # fmt: skip


def _boost(values: Any, labels: Any, settings: Settings) -> lightgbm.Booster:
    return lightgbm.train(PARAMETERS | settings, lightgbm.Dataset(values, labels))


def _fit(values: Any, labels: Any, settings: Settings) -> list[Any]:
    dump = _boost(values, labels, settings).dump_model()
    return [_export(tree["tree_structure"]) for tree in dump["tree_info"]]


def calibrate(scores: Any, labels: Any, knots: int = 30) -> tuple[list[float], list[float]]:
    """Isotonic regression of held-out labels on scores, thinned to strictly rising knots."""
    fit = IsotonicRegression(y_min=0.0, y_max=0.995, out_of_bounds="clip").fit(scores, labels)
    xs = np.unique(np.quantile(scores, 1 - np.geomspace(1, 0.0005, knots)).round(3))
    ys = np.maximum.accumulate(fit.predict(xs)) + np.arange(len(xs)) * 1e-5
    return [float(x) for x in xs], [round(float(y), 5) for y in ys]


def _export(node: Mapping[str, Any]) -> Any:
    """A LightGBM tree as nested lists: [feature, threshold, at most, above] or a leaf's value."""
    if "leaf_value" in node:
        return round(float(node["leaf_value"]), 4)
    return [
        int(node["split_feature"]),
        float(f"{node['threshold']:.5g}"),
        _export(node["left_child"]),
        _export(node["right_child"]),
    ]


if __name__ == "__main__":
    raise SystemExit(main())
