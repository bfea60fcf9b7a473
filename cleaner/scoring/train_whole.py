"""Learn from articles put together what two articles in one text, and a feed, look like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from cleaner.detectors.topic.article import Article
from cleaner.detectors.topic.features import block_rows
from cleaner.detectors.topic.whole import feed_row, weakest_seam
from cleaner.scoring.splice_data import Splice
from cleaner.scoring.splice_variants import finer, shorter

#: Share of articles that may be called two, or a feed, wrongly.
_WRONG = 0.002
#: Blocks that the short articles keep which are put together.
_SHORT = ((3, 6), (4, 8))

Read = Callable[[Splice], Article]


def train_whole(splices: Sequence[Splice], read: Read, seed: int) -> dict[str, Any]:
    """Fit both judgements by logistic regression; ``read`` must not know the articles.

    Single articles come as they are, cut short, and with a sentence or two a block; pairs are put
    together of whole articles and of short ones.
    """
    clean = [s for s in splices if s.level == "clean"]
    rng = Random(seed)
    varied = [change(s, rng) for change in (shorter, finer) for s in clean]
    single = [read(_untitled(s, rng)) for s in [*clean, *varied]]
    joined = join(clean, seed)
    for turn, bounds in enumerate(_SHORT, 1):
        joined += join([_begin(s, *bounds, rng) for s in clean], seed + turn)
    pairs = [read(_untitled(s, rng)) for s in joined]
    feeds = [read(s) for s in mix(clean, seed)]
    seams = [[seam[1] for a in some if (seam := weakest_seam(a))] for some in (single, pairs)]
    items = [[row for a in some if (row := feed_row(a, block_rows(a)))] for some in (single, feeds)]
    return {
        name: _fit(name, negative, positive, len(single))
        for name, (negative, positive) in (("seam", seams), ("feed", items))
    }


def _begin(splice: Splice, least: int, most: int, rng: Random) -> Splice:
    """The first blocks of an article."""
    size = rng.randint(least, most)
    return replace(splice, blocks=splice.blocks[:size], labels=splice.labels[:size])


def _untitled(splice: Splice, rng: Random) -> Splice:
    """The splice, in three of ten cases without its title."""
    return replace(splice, title=None) if rng.random() < 0.3 else splice


def join(clean: Sequence[Splice], seed: int) -> list[Splice]:
    """Put another article of the same source after each article, its title between them or not."""
    rng = Random(seed)
    out = []
    for article, other in _partners(clean, rng):
        head = (other.title,) if other.title and rng.random() < 0.5 else ()
        blocks = article.blocks + head + other.blocks
        at = len(article.blocks)
        labels = (0,) * at + (1,) * (len(blocks) - at)
        out.append(replace(article, blocks=blocks, labels=labels, donor=other.id, level="seam"))
    return out


def mix(clean: Sequence[Splice], seed: int) -> list[Splice]:
    """Make feeds: the leads of five to twelve articles, with their titles or without."""
    rng = Random(seed + 1)
    by_source: dict[str, list[Splice]] = defaultdict(list)
    for article in clean:
        by_source[article.source].append(article)
    out = []
    for source in sorted(by_source):
        for first in by_source[source][::3]:
            titled, rows = rng.random() < 0.5, rng.choice((1, 1, 2))
            blocks: list[str] = []
            for article in rng.sample(by_source[source], rng.randint(5, 12)):
                blocks += [article.title] if titled and article.title else []
                blocks += article.blocks[:rows]
            text = tuple(blocks)
            out.append(replace(first, title=None, blocks=text, labels=(1,) * len(text),
                               level="feed"))  # fmt: skip
    return out


def _partners(clean: Sequence[Splice], rng: Random) -> list[tuple[Splice, Splice]]:
    by_source: dict[str, list[Splice]] = defaultdict(list)
    for article in clean:
        by_source[article.source].append(article)
    pairs = []
    for article in clean:
        other = rng.choice(by_source[article.source])
        if other.id != article.id:
            pairs.append((article, other))
    return pairs


def _fit(
    name: str, negative: list[list[float]], positive: list[list[float]], single: int
) -> dict[str, Any]:
    """Weights for raw features, and the score that ``_WRONG`` of ``single`` articles exceed."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    values = np.array(negative + positive)
    labels = np.repeat([0, 1], [len(negative), len(positive)])
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=1.0, max_iter=1000).fit(scaler.transform(values), labels)
    weights = model.coef_[0] / scaler.scale_
    scores = values @ weights
    limit = float(np.sort(scores[labels == 0])[-1 - int(_WRONG * single)])
    print(f"{name}: {len(negative)} without, {len(positive)} with, "
          f"found {np.mean(scores[labels == 1] > limit):.3f} at {_WRONG:.1%} wrong")  # fmt: skip
    return {"weights": [round(float(w), 4) for w in weights], "limit": round(limit, 4)}
