"""Second look: suspects together with the run of neighbours that would go with them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cleaner.detectors.topic.article import UNMET, Article
from cleaner.detectors.topic.standing import Topics

#: The longest run that is looked at as one fragment.
LONGEST = 5
#: What a block's score must be above to make a run more foreign (log odds).
_CUT = -2.0

RUN_FEATURES = (
    "score", "rank", "top_outside", "second_outside", "mean_outside", "spread_outside",
    "before", "after", "length", "run_mean", "run_min", "run_max", "run_sum",
    "edge_before", "edge_after", "run_words", "run_far", "run_all", "run_llr", "run_llr_mean",
    "run_title", "inner", "inner_alone", "run_bridge", "run_names", "run_names_met",
    "run_near", "run_heading", "edges",
    "run_topic_far", "run_topic_all", "run_topic_title",
    "run_keys", "run_key_weight", "blocks", "tight",
)  # fmt: skip


def run_rows(
    article: Article, scores: Sequence[float], suspects: Sequence[int], topics: Topics
) -> list[list[float]]:
    """Return one row of ``RUN_FEATURES`` for each suspect block; ``scores`` are log odds."""
    if not suspects:
        return []
    level = _level(scores)
    runs = [best_run(scores, i) for i in suspects]
    joint = {run: _joint(article, *run, topics) for run in set(runs)}
    return [
        [*_standing(scores, i, *run), *joint[run], float(len(scores)), scores[i] - level]
        for i, run in zip(suspects, runs, strict=True)
    ]


def best_run(scores: Sequence[float], at: int) -> tuple[int, int]:
    """The run of up to ``LONGEST`` blocks around ``at`` whose scores exceed the cut by most."""
    best, found = (at, at), scores[at] - _CUT
    for first in range(max(at - LONGEST + 1, 0), at + 1):
        gain = sum(scores[first:at]) - _CUT * (at - first)
        for last in range(at, min(first + LONGEST, len(scores))):
            gain += scores[last] - _CUT
            if gain > found + 1e-9 or (gain >= found and last - first > best[1] - best[0]):
                best, found = (first, last), gain
    return best


def _level(scores: Sequence[float]) -> float:
    ordered = sorted(scores)
    return ordered[len(ordered) // 2]


def _standing(scores: Sequence[float], i: int, first: int, last: int) -> list[float]:
    """The suspect's score among its document's, and its run's among what is around it."""
    inside = scores[first : last + 1]
    outside = sorted([*scores[:first], *scores[last + 1 :]], reverse=True)
    n = len(outside) or 1
    mean = sum(outside) / n
    spread = math.sqrt(sum((s - mean) ** 2 for s in outside) / n)
    top = [*outside[:2], -9.0, -9.0]
    return [
        scores[i], float(sum(1 for s in scores if s > scores[i])), top[0], top[1], mean, spread,
        scores[i - 1] if i else -9.0, scores[i + 1] if i + 1 < len(scores) else -9.0,
        float(len(inside)), sum(inside) / len(inside), min(inside), max(inside), sum(inside),
        scores[first - 1] if first else -9.0,
        scores[last + 1] if last + 1 < len(scores) else -9.0,
    ]  # fmt: skip


def _joint(article: Article, first: int, last: int, topics: Topics) -> list[float]:
    """What the run as a whole shares with the rest, within itself, and over its head."""
    n = len(article)
    run = ((1 << (last + 1)) - 1) ^ ((1 << first) - 1)
    edges = ((1 << first) >> 1) | ((1 << (last + 1)) if last + 1 < n else 0)
    rest = ((1 << n) - 1) & ~run
    blocks = range(first, last + 1)
    far = met = near = inner = alone = 0.0
    total = sum([sum(article.alone[block]) for block in blocks])
    count = sum([len(article.alone[block]) for block in blocks])
    llr = UNMET * count
    terms = article.union(blocks) if last > first else article.shared[first]
    for _, weight, mask, gain in terms:
        total += weight
        if mask & rest:
            met += weight
            if mask & rest & ~edges:
                far += weight
            if mask & edges:
                near += weight
            llr += gain
        else:
            llr += UNMET
        own = mask & run
        if own & (own - 1):
            inner += weight
            if not mask & rest:
                alone += weight
    count += len(terms)
    title = article.titled(run)
    names = {name for bag in article.bags[first : last + 1] for name in bag.names}
    known = sum(1 for name in names if article.masks.get(name, 0) & rest)
    scale = total or 1.0
    words = sum(bag.words for bag in article.bags[first : last + 1])
    return [
        float(words), far / scale, met / scale, llr, llr / (count or 1),
        title / scale if article.title else -1.0, inner / scale, alone / scale,
        bridge(article, first, last), float(len(names)), known / len(names) if names else -1.0,
        near / scale, float(article.headings[first]),
        float(first == 0) + float(last + 1 == n), *topics.of(first, last),
        *_keys(article, run, rest),
    ]  # fmt: skip


def _keys(article: Article, run: int, rest: int) -> list[float]:
    """How much of what the rest is about the run holds: count and share."""
    count = held = total = 0.0
    for _, weight, mask, _ in article.keys:
        value = weight * max((mask & rest).bit_count() - 1, 0)
        total += value
        if mask & run and value:
            count += 1
            held += value
    return [count, held / total if total else -1.0]


def bridge(article: Article, first: int, last: int) -> float:
    """How much the blocks on both sides of a run share over it, of the lesser one's weight.

    -1 where one side has none.
    """
    if first == 0 or last + 1 >= len(article):
        return -1.0
    after = 1 << (last + 1)
    shared = sum([t[1] for t in article.shared[first - 1] if t[2] & after])
    least = min(article.totals[first - 1], article.totals[last + 1])
    return shared / least if least else 0.0
