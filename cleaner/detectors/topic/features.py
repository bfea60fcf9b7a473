"""What the topic model measures about one block, in numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cleaner.detectors.topic.article import Article
from cleaner.detectors.topic.places import Vector, cosine, length, subtract

_LOGS = tuple(math.log(1 + n) for n in range(66))

BASE = (
    "words", "terms", "weight", "far", "near", "all", "prev", "next", "title", "title_cover",
    "central", "llr", "llr_mean", "burst", "alone", "known_share",
    "names", "names_far", "names_new", "names_title", "numbers", "numbers_far",
    "bridge", "opening", "heading", "after_heading", "before_heading",
    "titled_doc", "best",
    "topic_far", "topic_all", "topic_title", "topic_prev", "topic_next", "topic_focus",
    "keys", "key_weight", "key_top",
)  # fmt: skip
#: Measured against the document's other blocks (deviation in standard deviations).
_RELATIVE = (
    "far",
    "all",
    "llr_mean",
    "central",
    "title",
    "names_new",
    "best",
    "topic_far",
    "key_weight",
)
#: The document itself.
_WHOLE = ("blocks", "doc_words", "mean_far", "mean_all", "min_rank", "low_gap")
FEATURES = BASE + tuple(f"z_{n}" for n in _RELATIVE) + _WHOLE + ("prev_all", "next_all")


def block_rows(article: Article) -> list[list[float]]:
    """Return one row of ``FEATURES`` per block."""
    rows = [_row(article, i) for i in range(len(article))]
    columns = [_relative(rows, BASE.index(name)) for name in _RELATIVE]
    whole = _whole(article, rows)
    shared = [row[_ALL] for row in rows]
    order = sorted(range(len(rows)), key=lambda i: rows[i][_LLR])
    for rank, i in enumerate(order):
        lowest = shared[i] - min((s for j, s in enumerate(shared) if j != i), default=0.0)
        around = (shared[i - 1] if i else -1.0, shared[i + 1] if i + 1 < len(rows) else -1.0)
        rows[i] += [c[i] for c in columns]
        rows[i] += [*whole, rank / len(rows), lowest, *around]
    return rows


_ALL = BASE.index("all")
_FAR = BASE.index("far")
_LLR = BASE.index("llr_mean")


def _whole(article: Article, rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    n = len(rows)
    return (
        float(n),
        float(sum(bag.words for bag in article.bags)),
        sum(row[_FAR] for row in rows) / n,
        sum(row[_ALL] for row in rows) / n,
    )


def _relative(rows: Sequence[Sequence[float]], column: int) -> list[float]:
    """Deviation of each block's value from the others' mean, in their standard deviations."""
    values = [row[column] for row in rows]
    n, total, squares = len(values), sum(values), sum(v * v for v in values)
    if n < 3:
        return [0.0] * n
    out = []
    for v in values:
        mean = (total - v) / (n - 1)
        spread = math.sqrt(max((squares - v * v) / (n - 1) - mean * mean, 0.0))
        out.append((v - mean) / (spread + 0.05))
    return out


# One pass over the terms for all that is counted in them: most of the stage's time goes here.
def _row(article: Article, i: int) -> list[float]:  # noqa: C901
    bag, terms, n = article.bags[i], article.terms[i], len(article)
    own = 1 << i
    before, after = own >> 1, (own << 1) if i + 1 < n else 0
    far_bits = ((1 << n) - 1) & ~(own | before | after)
    total = far = near = everywhere = prev = nxt = title = central = llr = burst = alone = 0.0
    known = 0
    pulls = [0.0] * n
    for stem, weight, mask, titled, gain in terms:
        total += weight
        if titled:
            title += weight
        others = mask & ~own
        if not others:
            alone += weight
            llr -= 0.4
            if bag.terms[stem] > 1:
                burst += weight
            continue
        everywhere += weight
        known += 1
        away = others & far_bits
        if away:
            far += weight
            central += weight * _LOGS[min(away.bit_count(), 65)]
            llr += gain
            if weight > 2.0:
                while away:
                    low = away & -away
                    pulls[low.bit_length() - 1] += weight
                    away ^= low
        else:
            llr -= 0.4
        if others & before:
            prev += weight
        if others & after:
            nxt += weight
        if others & (before | after):
            near += weight
    scale = total or 1.0
    count = len(terms) or 1
    best = max(pulls, default=0.0)
    return [
        float(bag.words), float(len(terms)), total, far / scale, near / scale, everywhere / scale,
        prev / scale if before else -1.0, nxt / scale if after else -1.0, title / scale,
        title / article.title_weight if article.title_weight else -1.0,
        central / scale, llr, llr / count, burst / scale, alone, known / count,
        *_names(article, i, own, far_bits),
        _bridge(article, i), article.weights.get(bag.opening, 0.0),
        float(article.headings[i]),
        float(i > 0 and article.headings[i - 1]), float(i + 1 < n and article.headings[i + 1]),
        float(article.title_weight > 0), best / scale, *_topics(article, i, scale),
        *_keys(article, i, own),
    ]  # fmt: skip


def _keys(article: Article, i: int, own: int) -> tuple[float, float, float]:
    """How much of what the rest is about the block holds: count, share, and the surest one."""
    count = held = total = top = 0.0
    terms = article.bags[i].terms
    for stem, value in article.keys.items():
        weight = article.weights[stem]
        rest = value - weight if article.masks[stem] & own else value
        total += rest
        if stem in terms:
            count += rest > 0
            held += rest
            top = max(top, rest)
    return count, held / total if total > 0 else -1.0, top


def _topics(article: Article, i: int, weight: float) -> tuple[float, ...]:
    """Cosines of a block's place among the topics with the rest, the title and the neighbours."""
    places, own = article.places, article.places[i]
    if not own:
        return (-2.0, -2.0, -2.0, -2.0, -2.0, 0.0)
    rest = subtract(article.place, own)
    before: Vector = places[i - 1] if i else ()
    after: Vector = places[i + 1] if i + 1 < len(places) else ()
    far = subtract(subtract(rest, before), after)
    return (
        cosine(own, far), cosine(own, rest),
        cosine(own, article.title_place) if article.title_place else -2.0,
        cosine(own, before) if before else -2.0, cosine(own, after) if after else -2.0,
        length(own) / weight,
    )  # fmt: skip


def _names(article: Article, i: int, own: int, far_bits: int) -> tuple[float, ...]:
    """Counts of names and numbers, and how many of them stand elsewhere."""
    bag, masks = article.bags[i], article.masks
    far = new = titled = 0
    for name in bag.names:
        mask = masks.get(name, own)
        far += bool(mask & far_bits)
        titled += name in article.title
        new += mask == own and name not in article.title
    away = sum(bool(masks[n] & far_bits) for n in bag.numbers)
    count = len(bag.names)
    return (float(count), far / count if count else -1.0, float(new), float(titled),
            float(len(bag.numbers)), float(away))  # fmt: skip


def _bridge(article: Article, i: int) -> float:
    """How much the neighbours of a block share with each other over its head (-1: no two)."""
    if i == 0 or i + 1 >= len(article):
        return -1.0
    after = 1 << (i + 1)
    shared = sum([t[1] for t in article.terms[i - 1] if t[2] & after])
    least = min(article.totals[i - 1], article.totals[i + 1])
    return shared / least if least else 0.0
