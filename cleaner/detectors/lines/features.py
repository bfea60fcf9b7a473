"""What is measured on the lines of raw page text: shape, words, place, and the same around."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from cleaner.detectors.lines.grams import gram_score
from cleaner.detectors.lines.page import Page
from cleaner.model import Block, Kind

_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_HAN = re.compile(r"[\u3400-\u9fff]{2}")
_DIGIT = re.compile(r"\d")
_SYMBOLS = re.compile(r"[|»›→·•/@#©+]")
_INNER_END = re.compile(r"[.!?…][\"')\]”’»]*\s|[。！？]")
#: Windows of lines on each side.
NEAR, FAR = 3, 10
#: Further than this nothing is near.
_HORIZON = 60
#: What an open line costs in the search for the run of lines that holds most running text.
_OPEN_COST = 6.0

OWN = (
    "words", "length", "closed", "heading", "item", "capitals", "uppercase", "digits", "commas",
    "colon", "symbols", "lower_start", "inner_ends", "short_words", "quotes", "repeats",
    "title", "grams", "affinity",
)  # fmt: skip
AROUND = tuple(
    f"{name}_{side}{distance}"
    for side in ("before", "after")
    for distance in (1, 2)
    for name in ("words", "closed", "grams", "capitals")
)
WINDOWS = tuple(
    f"{name}_{side}_{size}"
    for side in ("before", "after")
    for size in ("near", "far")
    for name in ("text", "open", "grams", "gone")
)
PLACE = (
    "text_before", "text_after", "to_text_before", "to_text_after", "from_start", "from_end",
    "run_before", "run_after", "run_depth",
)  # fmt: skip
WHOLE = ("lines", "text_share", "open_share", "text_lines", "gone_share")
FEATURES = (*OWN, *AROUND, *WINDOWS, *PLACE, *WHOLE)


def line_rows(page: Page, weights: Sequence[int]) -> list[list[float]]:
    """One row of ``FEATURES`` for each line."""
    own = list(_own_rows(page, weights))
    around = _around(own)
    windows = _windows(page, own)
    place, whole = _places(page), _whole(page)
    return [[*own[i], *around[i], *windows[i], *place[i], *whole] for i in range(len(own))]


def _own_rows(page: Page, weights: Sequence[int]) -> Iterator[list[float]]:
    copies = Counter(line.key for line in page.lines)
    title = frozenset(_terms(page.title.lower()))
    terms = [frozenset(_terms(line.folded)) for line in page.lines]
    spread = Counter(
        term for line, own in zip(page.lines, terms, strict=True) if line.body_like for term in own
    )
    for line, own in zip(page.lines, terms, strict=True):
        least = 2 if line.body_like else 1
        met = sum(1 for term in own if spread[term] >= least)
        titled = len(own & title)
        n = len(own) or 1
        yield [
            *_shape(line),
            float(min(copies[line.key], 9)),
            titled / n,
            gram_score(line.folded, weights),
            met / n if own else -1.0,
        ]


def _terms(folded: str) -> list[str]:
    return [word[:6] for word in _LONG_WORD.findall(folded)] + _HAN.findall(folded)


def _shape(line: Block) -> list[float]:
    text = line.text
    words = text.split()
    count, size = len(words) or 1, len(text) or 1
    capitals = sum(1 for word in words if word[0].isupper())
    return [
        math.log1p(line.words),
        size / count,
        float(line.closed),
        float(line.kind is Kind.HEADING),
        float(line.kind is Kind.LIST_ITEM),
        capitals / count,
        float(text.isupper()),
        len(_DIGIT.findall(text)) / size,
        (text.count(",") + text.count(";") + text.count("，") + text.count("、")) / count,
        float(text[-1] in ":："),
        len(_SYMBOLS.findall(text)) / count,
        float(text[0].islower()),
        float(min(len(_INNER_END.findall(text)), 9)),
        sum(1 for word in words if len(word) <= 3) / count,
        float(min(line.folded.count('"'), 4)),
    ]


_W, _C, _G, _K = (OWN.index(name) for name in ("words", "closed", "grams", "capitals"))
_EDGE = [-1.0, -1.0, 0.0, -1.0]


def _around(own: Sequence[Sequence[float]]) -> list[list[float]]:
    short = [[row[_W], row[_C], row[_G], row[_K]] for row in own]
    padded = [_EDGE, _EDGE, *short, _EDGE, _EDGE]
    return [[*padded[i + 1], *padded[i], *padded[i + 3], *padded[i + 4]] for i in range(len(own))]


def _windows(page: Page, own: Sequence[Sequence[float]]) -> list[list[float]]:
    """Sums over the lines before and after: words of text, open lines, grams, lines gone."""
    n = len(own)
    text = _sums(math.log1p(b.words) if b.body_like else 0.0 for b in page.lines)
    opened = _sums(float(not b.closed) for b in page.lines)
    grams = _sums(row[_G] for row in own)
    gone = _sums(float(count) for count in page.gone)
    rows = []
    for i in range(n):
        row = []
        for size in (NEAR, FAR):
            start = max(i - size, 0)
            row += [s[i] - s[start] for s in (text, opened, grams)]
            row.append(gone[i + 1] - gone[start])
        for size in (NEAR, FAR):
            stop = min(i + 1 + size, n)
            row += [s[stop] - s[i + 1] for s in (text, opened, grams)]
            row.append(gone[stop + 1] - gone[i + 1])
        rows.append(row)
    return rows


def _sums(values: Iterator[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))


def _places(page: Page) -> list[list[float]]:
    n = len(page.lines)
    text = _sums(float(b.words) if b.body_like else 0.0 for b in page.lines)
    total = text[-1] or 1.0
    before = _distances([b.body_like for b in page.lines])
    after = _distances([b.body_like for b in reversed(page.lines)])[::-1]
    first, last = densest_run(page.lines)
    return [
        [
            text[i] / total,
            (total - text[i + 1]) / total,
            before[i],
            after[i],
            i / n,
            (n - 1 - i) / n,
            float(min(max(first - i, 0), _HORIZON)),
            float(min(max(i - last, 0), _HORIZON)),
            float(min(i - first, last - i, _HORIZON)) if first <= i <= last else -1.0,
        ]
        for i in range(n)
    ]


def _distances(text: Sequence[bool]) -> list[float]:
    """How many lines back the last one of text stands."""
    found, distance = [], float(_HORIZON)
    for is_text in text:
        distance = min(distance + 1.0, float(_HORIZON))
        found.append(distance)
        if is_text:
            distance = 0.0
    return found


def densest_run(lines: Sequence[Block]) -> tuple[int, int]:
    """The first and last line of the run that holds most words in closed lines.

    Kadane's maximum sum, where an open line costs; raw page text keeps its article together.
    """
    best, found, total, start = 0.0, (0, len(lines) - 1), 0.0, 0
    for i, line in enumerate(lines):
        if total <= 0:
            total, start = 0.0, i
        total += float(min(line.words, 120)) if line.closed and line.words > 5 else -_OPEN_COST
        if total > best:
            best, found = total, (start, i)
    return found


def _whole(page: Page) -> list[float]:
    n = len(page.lines) or 1
    gone = sum(page.gone)
    words = sum(b.words for b in page.lines) or 1
    return [
        math.log1p(n),
        sum(b.words for b in page.lines if b.body_like) / words,
        sum(1 for b in page.lines if not b.closed) / n,
        math.log1p(sum(1 for b in page.lines if b.body_like)),
        gone / (n + gone),
    ]
