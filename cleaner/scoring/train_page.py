"""Train the page model: ``python -m cleaner.scoring.train_page PAGES.jsonl.gz … -o FILE``.

Needs the extra ``train``. Only pages of the half of the domains that rules are chosen on are read.
A line is wrong when the gold text lacks it, or, where a page has none, when it holds a snippet of
``without`` and none of ``with``. Shown at the end is how right removal would have been at several
thresholds, by models that had not seen the page's site.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.model import Block, ReadError
from cleaner.reading.page.features import NAMES
from cleaner.reading.read import read_page
from cleaner.scoring.judging import Gold
from cleaner.scoring.records import Record, chosen, domain_of, read_records, set_name
from cleaner.scoring.train_topic import export_tree

FOLDS = 5
ROUNDS = 300
PARAMETERS = {
    "objective": "binary", "num_leaves": 8, "learning_rate": 0.06, "min_data_in_leaf": 20,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
    "num_threads": 1, "seed": 20, "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
#: Gold texts of old pages hold captions, those of general articles lack code and tables, snippets
#: judge few lines: what they say counts less. What news in many languages say is clean, and little.
WEIGHTS = {
    "fundus_multilingual": 4.0,
    "wcxb_articles": 0.6,
    "waddle_multilingual": 0.5,
    "trafilatura_snippets": 0.5,
}
#: What a page says that it is, by the feature ``news``; rules may have a threshold for each.
TOLD = {1.0: "news", 0.5: "articles", 0.0: "untold"}
THRESHOLDS = (0.6, 0.7, 0.75, 0.8, 0.85, 0.9)


class Lines(NamedTuple):
    """What is known of the asked lines of all pages, a value for each line."""

    rows: list[tuple[float, ...]]
    wrong: list[bool]
    weights: list[float]
    folds: list[int]
    sets: list[str]


def main(argv: Sequence[str] | None = None) -> int:
    """Read pages, train, write weights, print how the held-out folds fared."""
    parser = argparse.ArgumentParser(description="Train the page model from pages with gold.")
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(argv)
    lines = Lines([], [], [], [], [])
    for path in options.pages:
        for record in chosen(read_records(path), "choose"):
            _add(lines, record, set_name(path))
    print(*_held_out(lines), sep="\n")
    dump = _train(lines, range(len(lines.rows))).dump_model()
    trees = [export_tree(tree["tree_structure"]) for tree in dump["tree_info"]]
    data = {"features": NAMES, "trees": trees}
    options.output.write_text(json.dumps(data, separators=(",", ":")) + "\n")
    return 0


def _add(lines: Lines, record: Record, name: str) -> None:
    try:
        blocks = read_page(record["html"], url=record.get("url")).blocks
    except ReadError:
        # A page without text has no lines.
        return
    fold = int(hashlib.sha256(domain_of(record).encode()).hexdigest(), 16) // 2 % FOLDS
    for block, wrong in _judged(record, blocks):
        if wrong is not None and block.dom and block.dom.features:
            lines.rows.append(block.dom.features)
            lines.wrong.append(wrong)
            # A long line costs more than a short one, and less than its length says.
            weight = (min(block.words, 60) + 5) ** 0.5
            lines.weights.append(weight * WEIGHTS.get(name, 1.0))
            lines.folds.append(fold)
            lines.sets.append(name)


def _judged(record: Record, blocks: Sequence[Block]) -> Iterator[tuple[Block, bool | None]]:
    if record.get("gold_text"):
        gold = Gold(record["gold_text"])
        yield from ((block, gold.lacks(block.text)) for block in blocks)
        return
    wanted, unwanted = record.get("with") or (), record.get("without") or ()
    for block in blocks:
        right = any(snippet in block.text for snippet in wanted)
        wrong = any(snippet in block.text for snippet in unwanted)
        yield block, wrong if right is not wrong else None


def _train(lines: Lines, use: Sequence[int]) -> Any:
    import lightgbm
    import numpy as np

    data = lightgbm.Dataset(
        np.array([lines.rows[at] for at in use], dtype=float),
        np.array([lines.wrong[at] for at in use]),
        weight=np.array([lines.weights[at] for at in use]),
    )
    return lightgbm.train(PARAMETERS | {"num_iterations": ROUNDS}, data)


def _held_out(lines: Lines) -> Iterator[str]:
    """Removed lines and how many were wrong, by set, what the page says it is, and threshold."""
    import numpy as np

    scores = np.zeros(len(lines.rows))
    folds = np.array(lines.folds)
    for fold in range(FOLDS):
        rest = np.flatnonzero(folds == fold)
        model = _train(lines, np.flatnonzero(folds != fold).tolist())
        scores[rest] = model.predict(np.array([lines.rows[at] for at in rest], dtype=float))
    counts: Mapping[str, Any] = {"sets": np.array(lines.sets), "wrong": np.array(lines.wrong)}
    news = np.array([row[NAMES.index("news")] for row in lines.rows])
    for name in sorted(set(lines.sets)):
        for told, kind in TOLD.items():
            own = (counts["sets"] == name) & (news == told)
            for least in THRESHOLDS:
                gone = own & (scores >= least)
                right = int((gone & counts["wrong"]).sum())
                share = f"{right / gone.sum():.3f}" if gone.sum() else "-"
                yield (
                    f"{name}, {kind} {least}: {gone.sum()} of {own.sum()} lines, "
                    f"{right} rightly, {share}"
                )


if __name__ == "__main__":
    raise SystemExit(main())
