"""Train the topic model: ``python -m cleaner.scoring.train_topic TRAIN.jsonl.gz -o DIR``.

Needs the extra ``train``. Writes a word table per language and two models, ``tabled`` and
``free``. Everything is decided by cross-validation over host articles of the one file given.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from cleaner.detectors.topic.article import Article, read_article
from cleaner.detectors.topic.close import CLOSE_FEATURES
from cleaner.detectors.topic.features import FEATURES, block_rows
from cleaner.detectors.topic.model import BELOW, second_rows
from cleaner.detectors.topic.runs import RUN_FEATURES
from cleaner.detectors.topic.words import Table, read_bag
from cleaner.scoring.splice_data import Splice, load_splices, make_splices
from cleaner.scoring.splice_variants import vary
from cleaner.scoring.topic_tables import HeldOut, count_tables, write_tables
from cleaner.scoring.train_homes import train_homes
from cleaner.scoring.train_whole import train_whole

SEED = 20
FOLDS = 5
PARAMETERS = {
    "objective": "binary", "num_leaves": 15, "min_data_in_leaf": 40,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "num_threads": 1,
    "seed": SEED, "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
Settings = dict[str, Any]
FIRST: Settings = {"num_iterations": 100, "learning_rate": 0.12}
SECOND: Settings = {"num_iterations": 250, "learning_rate": 0.07}
#: Clean articles count more: there are far more of them outside than in the splices.
CLEAN_WEIGHT = 3.0
#: Blocks that score more in the first look get a second (log odds).
GATE = -3.1
#: Shares of clean paragraphs that may be flagged and suggested, a little under the promise.
FLAG_SHARE = 0.003
SUGGEST_SHARE = 0.01
#: What neighbours of a flagged block must exceed to go with it.
JOIN_SHARE = 0.015
#: Share of clean articles in which a fragment may be decisive, and the least precision (the lower
#: bound of a 95 % Wilson interval) of decisive blocks in the splices.
DECISIVE_SHARE = 0.001
DECISIVE_PRECISION = 0.95


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
    original: Any
    levels: Any
    languages: Any

    @property
    def documents(self) -> Any:
        """The number of each row's document."""
        import numpy as np

        return np.repeat(np.arange(len(self.articles)), np.diff(self.starts))


def main(argv: Sequence[str] | None = None) -> int:
    """Read splices, train, write weights."""
    parser = argparse.ArgumentParser(description="Train the topic model from splices.")
    parser.add_argument("splices", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(argv)
    splices = load_splices(options.splices)
    clean = [s for s in splices if s.level == "clean"]
    made = make_splices(clean, 8, first=0.06, seed=SEED)
    made += vary(make_splices(clean, 3, first=0.1, seed=SEED + 1) + clean, SEED)
    options.output.mkdir(parents=True, exist_ok=True)
    write_tables(count_tables(clean), options.output)
    folds = fold_of(clean)
    homes = {}
    for name, tables in (("tabled", HeldOut(clean, folds, SEED)), ("free", None)):
        homes[name] = train_homes(splices, tables.table if tables else None)
        data = train(_rows(splices, made, tables, folds))
        again = HeldOut(clean, folds, SEED) if tables else None
        data |= train_whole(splices, _reader(again), SEED)
        (options.output / f"{name}.json").write_text(json.dumps(data, separators=(",", ":")))
    (options.output / "homes.json").write_text(json.dumps(homes, indent=1) + "\n")
    return 0


def fold_of(clean: Sequence[Splice]) -> dict[str, int]:
    """Deal host articles into folds; all versions of an article share one."""
    ids = sorted(s.id for s in clean)
    Random(SEED).shuffle(ids)
    return {name: at % FOLDS for at, name in enumerate(ids)}


def _rows(
    splices: Sequence[Splice],
    made: Sequence[Splice],
    tables: HeldOut | None,
    folds: Mapping[str, int],
) -> Rows:
    """Measure every block. A third of the made ones lose their title, as articles in the wild do.

    Without tables, every second document loses its names too: many scripts have no capitals.
    """
    import numpy as np

    rng = Random(SEED)
    articles: list[Article] = []
    notes: list[tuple[int, int, bool, str, str]] = []
    for original, splice in [(True, s) for s in splices] + [(False, s) for s in made]:
        if not original and rng.random() < 0.3:
            splice = replace(splice, title=None)
        names = tables is not None or rng.random() < 0.5
        table = tables.table(splice) if tables else None
        articles.append(read_splice(splice, table, names=names))
        host = folds[splice.id]
        notes += [(label, host, original, splice.level, splice.lang) for label in splice.labels]
    values = np.array([row for article in articles for row in block_rows(article)])
    starts = np.cumsum([0] + [len(article) for article in articles])
    return Rows(articles, values, starts, *map(np.array, zip(*notes, strict=True)))


def _reader(tables: HeldOut | None) -> Callable[[Splice], Article]:
    if tables is None:
        return lambda splice: read_splice(splice, None, names=False)
    return lambda splice: read_splice(splice, tables.table(splice))


def read_splice(splice: Splice, table: Table | None, *, names: bool = True) -> Article:
    """Read one document as the model will, headings guessed by shape."""
    bags = [read_bag(block, names=names) for block in splice.blocks]
    return read_article(bags, splice.headings, splice.title, table)


def train(rows: Rows) -> dict[str, Any]:
    """Cross-validate both looks for calibration and thresholds, then fit on everything.

    The second look is trained on held-out scores of the first, as it will see them.
    """
    import numpy as np

    everything = np.ones(len(rows.labels), dtype=bool)
    scores = _held_out(rows.values, rows, everything, FIRST)
    suspects = scores > GATE
    values = _second_values(rows, scores, suspects)
    second = _held_out(values, rows, suspects, SECOND)
    final = np.where(suspects, second, scores - BELOW)
    own = rows.original
    report(scores[own], rows.labels[own], rows.levels[own])
    return {
        "features": [*RUN_FEATURES, *FEATURES, *CLOSE_FEATURES],
        "first": _fit(rows.values, rows, everything, FIRST),
        "second": _fit(values[suspects], rows, suspects, SECOND),
        "gate": GATE,
        **_thresholds(rows, final),
    }


def _held_out(values: Any, rows: Rows, use: Any, settings: Settings) -> Any:
    """Score each fold by a model of the other folds."""
    import numpy as np

    scores = np.zeros(len(rows.labels))
    for fold in range(FOLDS):
        inside, outside = use & (rows.folds != fold), use & (rows.folds == fold)
        booster = _boost(values[inside], rows, inside, settings)
        scores[outside] = booster.predict(values[outside], raw_score=True)
    return scores


def _second_values(rows: Rows, scores: Any, suspects: Any) -> Any:
    """What the second look sees of the suspects, zeros for all others."""
    import numpy as np

    width = len(RUN_FEATURES) + len(FEATURES) + len(CLOSE_FEATURES)
    values = np.zeros((len(scores), width))
    for article, start in zip(rows.articles, rows.starts, strict=False):
        stop = start + len(article)
        at = np.flatnonzero(suspects[start:stop]).tolist()
        for i, row in zip(
            at,
            second_rows(article, rows.values[start:stop].tolist(), scores[start:stop].tolist(), at),
            strict=True,
        ):
            values[start + i] = row
    return values


def _thresholds(rows: Rows, final: Any) -> dict[str, Any]:
    """Calibration and thresholds from held-out scores; ``flags`` are those of each language."""
    import numpy as np

    own = rows.original
    scores, labels, levels, documents = (
        values[own] for values in (final, rows.labels, rows.levels, rows.documents)
    )
    xs, ys = calibrate(scores, labels)
    clean = levels == "clean"
    negative = np.interp(scores[clean], xs, ys)
    languages = rows.languages[own][clean]
    flags = {
        str(code): round(float(np.quantile(negative[languages == code], 1 - FLAG_SHARE)), 4)
        for code in sorted(set(languages))
    }
    report(scores, labels, levels)
    return {
        "scores": xs,
        "probabilities": ys,
        "flag": round(float(np.quantile(negative, 1 - FLAG_SHARE)), 4),
        "flags": flags,
        "suggest": round(float(np.quantile(negative, 1 - SUGGEST_SHARE)), 4),
        "join": round(float(np.quantile(negative, 1 - JOIN_SHARE)), 4),
        "decisive": decisive(np.interp(scores, xs, ys), labels, levels, documents),
    }


def decisive(found: Any, labels: Any, levels: Any, documents: Any) -> float:
    """The least probability that both bounds of decisive evidence hold above.

    ``documents`` numbers each block's document.
    """
    import numpy as np

    clean = levels == "clean"
    names, at = np.unique(documents[clean], return_inverse=True)
    surest = np.zeros(len(names))
    np.maximum.at(surest, at, found[clean])
    least = np.sort(surest)[-1 - int(DECISIVE_SHARE * len(names))]
    for limit in np.unique(found[found >= least]):
        over = ~clean & (found > limit)
        if _lower_bound(int(labels[over].sum()), int(over.sum())) >= DECISIVE_PRECISION:
            break
    spliced = len(set(documents[~clean]))
    print(f"decisive above {limit:.5f}: {(surest > limit).sum()} of {len(names)} clean articles, "
          f"{labels[over].sum()} of {over.sum()} blocks right, "
          f"{len(set(documents[over & (labels == 1)])) / spliced:.3f} of splices")  # fmt: skip
    return float(limit)


def _lower_bound(right: int, count: int, z: float = 1.96) -> float:
    """The lower end of the Wilson score interval of a share (Wilson, 1927)."""
    if not count:
        return 0.0
    share, square = right / count, z * z / count
    middle = share + square / 2
    spread = z * ((share * (1 - share) + square / 4) / count) ** 0.5
    return float((middle - spread) / (1 + square))


def report(scores: Any, labels: Any, levels: Any) -> None:
    """Print what held-out folds say, per level, at shares of clean paragraphs flagged."""
    import numpy as np
    from sklearn.metrics import roc_auc_score

    for level in ("easy", "hard"):
        here = levels == level
        print(f"{level} AUC {roc_auc_score(labels[here], scores[here]):.4f}", end=" ")
        for share in (0.001, FLAG_SHARE, 0.003, SUGGEST_SHARE, JOIN_SHARE):
            over = here & (scores > np.quantile(scores[levels == "clean"], 1 - share))
            print(f"| {share:.4f} recall {over[labels == 1].sum() / labels[here].sum():.3f} "
                  f"precision {labels[over].mean():.3f}", end=" ")  # fmt: skip
        print()


def _boost(values: Any, rows: Rows, use: Any, settings: Settings) -> Any:
    import lightgbm
    import numpy as np

    weights = np.where(rows.levels[use] == "clean", CLEAN_WEIGHT, 1.0)
    data = lightgbm.Dataset(values, rows.labels[use], weight=weights)
    return lightgbm.train(PARAMETERS | settings, data)


def _fit(values: Any, rows: Rows, use: Any, settings: Settings) -> list[Any]:
    dump = _boost(values, rows, use, settings).dump_model()
    return [export_tree(tree["tree_structure"]) for tree in dump["tree_info"]]


def calibrate(scores: Any, labels: Any, knots: int = 40) -> tuple[list[float], list[float]]:
    """Isotonic regression of held-out labels on scores, thinned to strictly rising knots."""
    import numpy as np
    from sklearn.isotonic import IsotonicRegression

    fit = IsotonicRegression(y_min=0.0, y_max=0.995, out_of_bounds="clip").fit(scores, labels)
    xs = np.unique(np.quantile(scores, 1 - np.geomspace(1, 0.0001, knots)).round(3))
    ys = np.maximum.accumulate(fit.predict(xs)) + np.arange(len(xs)) * 1e-5
    return [float(x) for x in xs], [round(float(y), 5) for y in ys]


def export_tree(node: Mapping[str, Any]) -> Any:
    """A LightGBM tree as nested lists: [feature, threshold, at most, above], or a leaf's value.

    Leaves are in ten-thousandths of log odds.
    """
    if "leaf_value" in node:
        return round(float(node["leaf_value"]) * 10_000)
    return [
        int(node["split_feature"]),
        float(f"{node['threshold']:.5g}"),
        export_tree(node["left_child"]),
        export_tree(node["right_child"]),
    ]


if __name__ == "__main__":
    raise SystemExit(main())
