"""A plot of extractors side by side: how good their texts are, and what a page costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import floor
from typing import Any, NamedTuple

from cleaner.scoring.svg import Svg

_WIDTH, _LEFT, _TOP, _ROW = 880, 170, 76, 30
_QUALITY, _GAP, _COST = 400, 70, 170
#: The name of the cleaner's own reading in reports; what is made of it is what people get.
_OWN = "cleaner"


class _Bar(NamedTuple):
    name: str
    quality: float
    cost: float
    own: bool


def side_by_side_plot(report: Mapping[str, Any]) -> str:
    """A row an extractor, the best on top: F1 of its text, and CPU milliseconds a page.

    The cleaner's row is what ``clean_html`` gives: its reading and the cleaning of that.
    """
    bars = sorted(_bars(report), key=lambda bar: (-bar.quality, bar.name))
    title = "Extractors: F1 and CPU time"
    height = _TOP + _ROW * len(bars) + 36
    drawing = Svg(_WIDTH, height, title)
    drawing.text(16, 26, title, style="title")
    pages = f"{report['documents']} pages of {', '.join(report['sets'])}, 4-gram shingles, one run"
    drawing.text(16, 46, pages, style="small")
    # The worst would leave the best no room to differ in, if the axis began at 0.
    low = floor(10 * min(bar.quality for bar in bars)) / 10
    most = max(bar.cost for bar in bars)
    right = _LEFT + _QUALITY + _GAP
    drawing.text(_LEFT, _TOP - 10, "F1", style="small")
    drawing.text(right, _TOP - 10, "CPU ms a page", style="small")
    for number, bar in enumerate(bars):
        y = _TOP + _ROW * number
        look = "after" if bar.own else "before"
        drawing.text(_LEFT - 10, y + 19, bar.name, anchor="end")
        x = _LEFT + _QUALITY * (bar.quality - low) / (1 - low)
        drawing.line(_LEFT, y + 15, x, y + 15, "axis")
        drawing.dot(x, y + 15, 6, look)
        drawing.text(x + 12, y + 19, f"{bar.quality:.3f}", style="small")
        drawing.bar(right, y + 8, _COST * bar.cost / most, 14, look)
        drawing.text(right + _COST * bar.cost / most + 6, y + 19, f"{bar.cost:.0f}", style="small")
    bottom = _TOP + _ROW * len(bars) + 4
    drawing.line(_LEFT, bottom, _LEFT + _QUALITY, bottom, "axis")
    for tick in range(round(10 * low), 11):
        x = _LEFT + _QUALITY * (tick / 10 - low) / (1 - low)
        drawing.line(x, bottom, x, bottom + 4, "axis")
        drawing.text(x, bottom + 17, f"{tick / 10:g}", anchor="middle", style="small")
    return drawing.finish()


def _bars(report: Mapping[str, Any]) -> Iterator[_Bar]:
    for row in report["extractors"]:
        if row["name"] == _OWN:
            cost = row["extract_ms"] + row["clean_ms"]
            yield _Bar("clean_html", row["after"]["f1"], cost, own=True)
        else:
            yield _Bar(row["name"], row["before"]["f1"], row["extract_ms"], own=False)
