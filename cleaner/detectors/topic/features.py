"""What the first look measures about every block, in numbers: what counting alone can tell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from cleaner.detectors.topic.article import UNMET, Article, bits

_MOST = 65
_LOGS = tuple(math.log(1 + n) for n in range(_MOST + 1))
#: Terms that weigh more tie a block to another one.
_PULLING = 2.0

BASE = (
    "words", "terms", "weight", "far", "near", "all", "prev", "next", "title", "title_cover",
    "central", "llr", "llr_mean", "alone", "known_share",
    "names", "names_far", "names_new", "names_title",
    "heading", "after_heading", "before_heading", "titled_doc", "best",
    "keys", "key_weight", "key_top",
)  # fmt: skip
#: Measured against the document's other blocks (deviation in standard deviations).
_RELATIVE = ("far", "all", "llr_mean", "central", "title", "names_new", "best", "key_weight")
#: The document itself.
_WHOLE = ("blocks", "doc_words", "mean_far", "mean_all")
#: The block's standing among the others.
_STANDING = ("min_rank", "low_gap", "prev_all", "next_all")
FEATURES = BASE + tuple(f"z_{n}" for n in _RELATIVE) + _WHOLE + _STANDING

_ALL, _FAR, _LLR = map(BASE.index, ("all", "far", "llr_mean"))
_COLUMNS = tuple(map(BASE.index, _RELATIVE))


def block_rows(article: Article) -> list[list[float]]:
    """Return one row of ``FEATURES`` per block."""
    rows = [_row(article, i, best) for i, best in enumerate(_pulls(article))]
    n = len(rows)
    columns = [_relative([row[column] for row in rows]) for column in _COLUMNS]
    whole = (
        float(n),
        float(sum([bag.words for bag in article.bags])),
        sum([row[_FAR] for row in rows]) / n,
        sum([row[_ALL] for row in rows]) / n,
    )
    shared = [row[_ALL] for row in rows]
    lowest = [*sorted(shared)[:2], 0.0]
    order = sorted(range(n), key=lambda i: rows[i][_LLR])
    for rank, i in enumerate(order):
        other = lowest[1] if shared[i] == lowest[0] else lowest[0]
        rows[i] += [column[i] for column in columns]
        rows[i] += whole
        rows[i] += (
            rank / n,
            shared[i] - other if n > 1 else shared[i],
            shared[i - 1] if i else -1.0,
            shared[i + 1] if i + 1 < n else -1.0,
        )
    return rows


def _relative(values: Sequence[float]) -> list[float]:
    """Deviation of each block's value from the others' mean, in their standard deviations."""
    others = len(values) - 1
    if others < 2:
        return [0.0] * len(values)
    total, squares = sum(values), sum([v * v for v in values])
    out = []
    for v in values:
        mean = (total - v) / others
        variance = (squares - v * v) / others - mean * mean
        out.append((v - mean) / ((math.sqrt(variance) if variance > 0 else 0.0) + 0.05))
    return out


def _row(article: Article, i: int, best: float) -> list[float]:
    bag, n = article.bags[i], len(article)
    own = 1 << i
    far_bits = ((1 << n) - 1) & ~(own | own >> 1 | own << 1)
    total, count, headings = article.totals[i], article.counts[i], article.headings
    scale = total or 1.0
    far, near, prev, nxt, central, llr = _met(article, i, far_bits)
    alone = sum(article.alone[i])
    title = article.titled(own)
    return [
        float(bag.words), float(count), total, far / scale, near / scale,
        (total - alone) / scale, prev / scale if i else -1.0, nxt / scale if i + 1 < n else -1.0,
        title / scale, title / article.title_weight if article.title_weight else -1.0,
        central / scale, llr, llr / (count or 1), alone, len(article.shared[i]) / (count or 1),
        *_names(article, i, own, far_bits), float(headings[i]),
        float(i > 0 and headings[i - 1]), float(i + 1 < n and headings[i + 1]),
        float(article.title_weight > 0), best / scale, *_keys(article, own),
    ]  # fmt: skip


def _met(article: Article, i: int, far_bits: int) -> tuple[float, ...]:
    """What of the block is met elsewhere: weights, and likelihood."""
    before, after = (1 << i) >> 1, 2 << i
    beside = before | after
    far = near = prev = nxt = central = 0.0
    llr = UNMET * len(article.alone[i])
    for _, weight, mask, gain in article.shared[i]:
        away = mask & far_bits
        if away:
            far += weight
            central += weight * _LOGS[min(away.bit_count(), _MOST)]
            llr += gain
        else:
            llr += UNMET
        if mask & beside:
            near += weight
            if mask & before:
                prev += weight
            if mask & after:
                nxt += weight
    return far, near, prev, nxt, central, llr


def _pulls(article: Article) -> list[float]:
    """For each block the weight that ties it to that far block to which most ties it.

    Weights have two decimals: summed in hundredths they give the same in any order, so that terms
    that stand in the same blocks are taken together.
    """
    by_mask: dict[int, int] = {}
    for _, weight, mask, _ in article.terms:
        if weight > _PULLING:
            by_mask[mask] = by_mask.get(mask, 0) + round(weight * 100)
    by_pair: dict[tuple[int, int], int] = {}
    for mask, weights in by_mask.items():
        for pair in combinations(bits(mask), 2):
            by_pair[pair] = by_pair.get(pair, 0) + weights
    best = [0] * len(article)
    for (i, j), weights in by_pair.items():
        if j - i > 1:
            best[i] = max(best[i], weights)
            best[j] = max(best[j], weights)
    return [weights / 100 for weights in best]


def _keys(article: Article, own: int) -> tuple[float, float, float]:
    """How much of what the rest is about the block holds: count, share, and the surest one."""
    count = held = total = top = 0.0
    for _, weight, mask, value in article.keys:
        if mask & own:
            rest = value - weight
            count += rest > 0
            held += rest
            total += rest
            top = max(top, rest)
        else:
            total += value
    return count, held / total if total > 0 else -1.0, top


def _names(article: Article, i: int, own: int, far_bits: int) -> tuple[float, ...]:
    """Counts of names, and how many of them stand elsewhere."""
    names, masks, head = article.bags[i].names, article.masks, article.title
    if not names:
        return 0.0, -1.0, 0.0, 0.0
    far = new = titled = 0
    for name in names:
        mask = masks.get(name, own)
        far += bool(mask & far_bits)
        if name in head:
            titled += 1
        elif mask == own:
            new += 1
    count = len(names)
    return float(count), far / count, float(new), float(titled)
