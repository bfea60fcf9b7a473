"""Learn to tell which of two documents a fragment that stands in both belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cleaner.detectors.topic.article import Article, read_article
from cleaner.detectors.topic.fitting import FIT_FEATURES, fit
from cleaner.detectors.topic.words import Table, read_bag
from cleaner.scoring.splice_data import Splice

#: Share of true donors that may be missed because the fragment fits its host as well.
_MISSED = 0.012


def train_homes(
    splices: Sequence[Splice], table_of: Callable[[Splice], Table] | None
) -> dict[str, Any]:
    """Fit a logistic regression to differences of fit between donor and host.

    It has no intercept: swapping the two documents must swap the answer. ``least`` is the margin
    that all but a few of the true donors exceed; it is below 0, for a near donor may fit a
    fragment little better than the host.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    articles = {s.id: s for s in splices if s.level == "clean"}
    rows, hard = [], []
    for splice in splices:
        if splice.donor:
            table = table_of(splice) if table_of else None
            difference = _difference(splice, articles[splice.donor], table)
            if difference:
                rows.append(difference)
                hard.append(splice.level == "hard")
    values = np.array(rows)
    both = np.vstack([values, -values])
    labels = np.repeat([1, 0], len(values))
    model = LogisticRegression(fit_intercept=False, C=10.0, max_iter=1000).fit(both, labels)
    weights = [round(float(w), 3) for w in model.coef_[0]]
    margins = values @ np.array(weights)
    least = min(float(np.quantile(margins, _MISSED)), 0.0)
    for name, use in (("easy", ~np.array(hard)), ("hard", np.array(hard))):
        print(f"home {name}: right {np.mean(margins[use] > 0):.4f} "
              f"above least {np.mean(margins[use] > least):.4f}")  # fmt: skip
    print(dict(zip(FIT_FEATURES, weights, strict=True)), round(least, 3))
    return {"weights": weights, "least": round(least, 3)}


def _difference(splice: Splice, donor: Splice, table: Table | None) -> list[float] | None:
    """How much better the fragment fits the donor than the host, feature by feature."""
    home = (*donor.blocks, donor.title) if donor.title else donor.blocks
    here = [i for i, label in enumerate(splice.labels) if label]
    there = {home.index(splice.blocks[i]) for i in here if splice.blocks[i] in home}
    if not there:
        return None
    best = fit(_read(home, donor.title, table), there)
    worst = fit(_read(splice.blocks, splice.title, table), here)
    return [b - w for b, w in zip(best, worst, strict=True)]


def _read(blocks: Sequence[str], title: str | None, table: Table | None) -> Article:
    bags = [read_bag(block, names=False) for block in blocks]
    return read_article(bags, [False] * len(bags), title, table)
