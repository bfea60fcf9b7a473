"""Train the line model: ``python -m cleaner.scoring.train_lines PAGES.jsonl.gz … -o DIR``.

Needs the extras ``train`` and ``bench``. Records have ``html`` and ``gold_text`` (without one,
what trafilatura extracts counts as gold), ``title`` and ``url``. Everything is decided by
cross-validation over the sites of the half that is given to choose on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from cleaner.detectors.lines.features import FEATURES, line_rows
from cleaner.detectors.lines.grams import PLACES, line_grams
from cleaner.detectors.lines.weights import write_grams
from cleaner.scoring.line_pages import LabelledPage, read_pages
from cleaner.scoring.train_topic import calibrate, export_tree

SEED = 7
FOLDS = 5
ROUNDS = 120
PARAMETERS: dict[str, Any] = {
    "objective": "binary", "num_leaves": 15, "min_data_in_leaf": 60, "learning_rate": 0.08,
    "feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0,
    "num_threads": 1, "seed": SEED, "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
#: Probabilities from which a line goes, and from which it is suggested.
SURE, LIKELY = 0.8, 0.5
#: The words' weights are of a linear model by itself; among other features half of it is enough.
_GRAM_UNIT = 50
_INVERSE_PENALTY = 1.5


def main(argv: Sequence[str] | None = None) -> int:
    """Read pages, train, write weights."""
    parser = argparse.ArgumentParser(description="Train the line model from pages with gold texts.")
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--half", choices=("choose", "report"), default="choose")
    options = parser.parse_args(argv)
    pages = list(read_pages(options.pages, options.half))
    scores, grams, data = train(pages)
    report(pages, scores, data)
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "grams.txt").write_text(write_grams(grams), "ascii")
    (options.output / "lines.json").write_text(json.dumps(data, separators=(",", ":")), "ascii")
    return 0


def train(pages: Sequence[LabelledPage]) -> tuple[list[Any], list[int], dict[str, Any]]:
    """Held-out scores for each page, the words' weights, and the model fitted on everything."""
    import numpy as np

    folds = [fold_of(page.domain) for page in pages]
    rows: list[Any] = [None] * len(pages)
    for fold in range(FOLDS):
        # Words are weighed without the sites that they are measured on.
        grams = weigh_grams(p for p, f in zip(pages, folds, strict=True) if f != fold)
        for at, page in enumerate(pages):
            if folds[at] == fold:
                rows[at] = np.array(line_rows(page.page, grams))
    scores: list[Any] = [None] * len(pages)
    for fold in range(FOLDS):
        booster = _boost(pages, rows, [at for at in range(len(pages)) if folds[at] != fold])
        for at in range(len(pages)):
            if folds[at] == fold:
                scores[at] = booster.predict(rows[at], raw_score=True)
    trees = _boost(pages, rows, range(len(pages))).dump_model()["tree_info"]
    counted = [page.weights for page in pages]
    xs, ys = calibrate(
        np.concatenate(scores)[np.concatenate(counted) > 0],
        np.concatenate([page.labels for page in pages])[np.concatenate(counted) > 0],
    )
    return scores, weigh_grams(pages), {
        "features": list(FEATURES),
        "trees": [export_tree(tree["tree_structure"]) for tree in trees],
        "scores": xs,
        "probabilities": ys,
        "sure": SURE,
        "likely": LIKELY,
    }  # fmt: skip


def fold_of(domain: str) -> int:
    """All pages of a site share a fold."""
    return int(hashlib.md5(domain.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def weigh_grams(pages: Iterable[LabelledPage]) -> list[int]:
    """What words weigh: logistic regression on the different lines of each site."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    lines = dict.fromkeys(
        (page.domain, line.folded, label)
        for page in pages
        for line, label, weight in zip(page.page.lines, page.labels, page.weights, strict=True)
        if weight
    )
    places: list[int] = []
    values: list[float] = []
    ends = [0]
    for _, folded, _ in lines:
        own = list(line_grams(folded))
        places += own
        values += [1 / sqrt(len(own))] * len(own) if own else []
        ends.append(len(places))
    table = csr_matrix((values, places, ends), shape=(len(lines), PLACES))
    table.sum_duplicates()
    model = LogisticRegression(
        C=_INVERSE_PENALTY, max_iter=300, solver="liblinear", fit_intercept=False, random_state=SEED
    ).fit(table, [label for _, _, label in lines])
    return [int(w) for w in np.clip(np.round(model.coef_[0] * _GRAM_UNIT), -127, 127)]


def _boost(pages: Sequence[LabelledPage], rows: Sequence[Any], use: Sequence[int]) -> Any:
    import lightgbm
    import numpy as np

    data = lightgbm.Dataset(
        np.vstack([rows[at] for at in use]),
        np.concatenate([pages[at].labels for at in use]),
        weight=np.concatenate([pages[at].weights for at in use]),
    )
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def report(pages: Sequence[LabelledPage], scores: Sequence[Any], data: dict[str, Any]) -> None:
    """Print what held-out sites say of raw pages, for some probabilities to remove from."""
    import numpy as np

    raw = [at for at, page in enumerate(pages) if page.raw]
    print(f"{len(pages)} pages, {len(raw)} of them raw page text")
    found = np.concatenate([scores[at] for at in raw])
    probabilities = np.interp(found, data["scores"], data["probabilities"])
    labels = np.concatenate([pages[at].labels for at in raw])
    counted = np.concatenate([pages[at].weights for at in raw]) > 0
    held = np.concatenate([pages[at].held for at in raw])
    for bound in (0.5, 0.7, 0.8, 0.85, 0.9, 0.95):
        over = probabilities >= bound
        told = over & counted
        print(
            f"from {bound:.2f}: precision {labels[told].mean():.4f} "
            f"recall {labels[told].sum() / labels[counted].sum():.4f} "
            f"article words lost {held[over].sum() / held.sum():.4f}"
        )


if __name__ == "__main__":
    raise SystemExit(main())
