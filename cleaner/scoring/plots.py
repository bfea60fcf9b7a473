"""``cleaner bench plots``: reports → SVG, readable on light and dark ground."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cleaner.model import ReadError
from cleaner.scoring.audit import SAFE_BOUND, UNSAFE_BOUND
from cleaner.scoring.side_by_side import side_by_side_plot
from cleaner.scoring.svg import Svg

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 880, 280, 190, 64, 36
_SCALE = _WIDTH - _LEFT - _RIGHT


def make_plots(reports: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """File names and SVGs for each report of ``bench html`` or ``bench rules``.

    Raises:
        ReadError: a file is no such report.

    """
    for path in reports:
        report = _report(path)
        sets = "-".join(report["sets"])
        if report["bench"] == "html":
            yield f"before-after-{sets}.svg", before_after_plot(report)
            yield f"extractors-{sets}.svg", side_by_side_plot(report)
        elif report["bench"] == "rules":
            yield f"precision-{sets}.svg", precision_plot(report)
        else:
            reason = f"is a report of bench {report['bench']}, which has no plot"
            raise ReadError(reason, place=str(path), hint="html or rules")


def _report(path: Path) -> dict[str, Any]:
    try:
        report = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(f"cannot be read: {error}", place=str(path)) from error
    if not isinstance(report, dict) or not {"bench", "sets"} <= report.keys():
        raise ReadError("is no report of cleaner bench", place=str(path))
    return report


def before_after_plot(report: Mapping[str, Any]) -> str:
    """Two bars an extractor: F1 before and after, the difference and its interval beside them."""
    rows = report["extractors"]
    drawing = _frame(
        len(rows),
        44,
        "F1 before and after cleaning",
        f"{report['documents']} pages, 4-gram shingles",
    )
    for number, row in enumerate(rows):
        y = _TOP + 44 * number
        drawing.text(_LEFT - 10, y + 21, row["name"], anchor="end")
        for offset, name, inside in ((4, "before", "inside"), (19, "after", "inside strong")):
            drawing.bar(_LEFT, y + offset, _SCALE * row[name]["f1"], 13, name)
            drawing.text(
                _LEFT + _SCALE * row[name]["f1"] - 6,
                y + offset + 10.5,
                f"{row[name]['f1']:.3f}",
                anchor="end",
                style=inside,
            )
        low, high = row["interval"]
        label = f"{row['difference']:+.3f} ({low:+.3f} to {high:+.3f})"
        drawing.text(_LEFT + _SCALE + 8, y + 22, label, style="small")
    _axis(drawing, len(rows) * 44, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0))
    drawing.bar(_WIDTH - 170, 14, 12, 12, "before")
    drawing.text(_WIDTH - 152, 24, "before", style="small")
    drawing.bar(_WIDTH - 90, 14, 12, 12, "after")
    drawing.text(_WIDTH - 72, 24, "after", style="small")
    return drawing.finish()


def precision_plot(report: Mapping[str, Any]) -> str:
    """A row a rule that was judged: its precision, the 95 % interval, and how many hits."""
    rows = [row for row in report["by_rule"] if row["precision"] is not None]
    drawing = _frame(
        len(rows), 18, "Precision of each rule", f"on {', '.join(report['sets'])}; 95 % intervals"
    )
    height = len(rows) * 18
    for bound in (UNSAFE_BOUND, SAFE_BOUND):
        drawing.line(_LEFT + _SCALE * bound, _TOP, _LEFT + _SCALE * bound, _TOP + height, "bound")
    for number, row in enumerate(rows):
        y = _TOP + 18 * number + 9
        low, high = row["interval"]
        drawing.text(
            _LEFT - 10, y + 4, f"{row['name']}  {row['code']}", anchor="end", style="small"
        )
        drawing.line(_LEFT + _SCALE * low, y, _LEFT + _SCALE * high, y, "whisker")
        drawing.dot(_LEFT + _SCALE * row["precision"], y, 4, row["fix"])
        label = f"{row['right']} of {row['right'] + row['wrong']}, {row['fix']}"
        drawing.text(_LEFT + _SCALE + 8, y + 4, label, style="small")
    _axis(drawing, height, (0.0, 0.2, 0.4, 0.6, UNSAFE_BOUND, SAFE_BOUND))
    return drawing.finish()


def _frame(rows: int, row_height: int, title: str, subtitle: str) -> Svg:
    drawing = Svg(_WIDTH, _TOP + rows * row_height + _BOTTOM, title)
    drawing.text(16, 26, title, style="title")
    drawing.text(16, 46, subtitle, style="small")
    return drawing


def _axis(drawing: Svg, height: float, ticks: Sequence[float]) -> None:
    bottom = _TOP + height + 4
    drawing.line(_LEFT, bottom, _LEFT + _SCALE, bottom, "axis")
    for tick in ticks:
        x = _LEFT + _SCALE * tick
        drawing.line(x, bottom, x, bottom + 4, "axis")
        drawing.text(x, bottom + 17, f"{tick:g}", anchor="middle", style="small")
