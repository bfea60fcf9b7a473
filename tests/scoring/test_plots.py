from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from cleaner.model import ReadError
from cleaner.scoring.plots import make_plots

SCORES = {"f1": 0.8, "precision": 0.7, "recall": 0.9}
HTML = {
    "bench": "html",
    "sets": ["pages"],
    "documents": 9,
    "extractors": [
        {
            "name": "some <extractor>",
            "before": SCORES,
            "after": {**SCORES, "f1": 0.85},
            "difference": 0.05,
            "interval": [0.02, 0.08],
            "extract_ms": 20.0,
            "clean_ms": 4.0,
        }
    ],
}
RULE = {"code": "HDG801", "name": "made-up", "fix": "safe", "right": 9, "wrong": 1}
RULES = {
    "bench": "rules",
    "sets": ["a", "b"],
    "by_rule": [
        {**RULE, "precision": 0.9, "interval": [0.6, 0.99]},
        {**RULE, "code": "HDG802", "precision": None, "interval": None},
    ],
}


def save(path: Path, report: dict[str, Any]) -> Path:
    path.write_text(json.dumps(report), "utf-8")
    return path


def test_bars_and_intervals_are_drawn_to_scale(tmp_path: Path) -> None:
    paths = [save(tmp_path / "h.json", HTML), save(tmp_path / "r.json", RULES)]
    plots = dict(make_plots(paths))
    assert list(plots) == ["before-after-pages.svg", "extractors-pages.svg", "precision-a-b.svg"]
    space = {"s": "http://www.w3.org/2000/svg"}
    bars = ElementTree.fromstring(plots["before-after-pages.svg"])
    before, after = (
        float(bars.findall(f"s:rect[@class='{name}']", space)[0].attrib["width"])
        for name in ("before", "after")
    )
    assert after / before == pytest.approx(0.85 / 0.8, abs=0.001)
    words = [element.text for element in bars.iter("{http://www.w3.org/2000/svg}text")]
    assert "some <extractor>" in words
    dots = ElementTree.fromstring(plots["precision-a-b.svg"])
    assert len(dots.findall("s:circle", space)) == 1


def test_other_files_are_errors(tmp_path: Path) -> None:
    for report in ({"bench": "clean", "sets": []}, {"some": "thing"}):
        with pytest.raises(ReadError):
            list(make_plots([save(tmp_path / "x.json", report)]))


def test_extractors_stand_side_by_side_the_best_on_top(tmp_path: Path) -> None:
    (other,) = HTML["extractors"]
    own = {**other, "name": "cleaner", "after": {**SCORES, "f1": 0.9}}
    report = {**HTML, "extractors": [other, own]}
    plots = dict(make_plots([save(tmp_path / "h.json", report)]))
    drawing = ElementTree.fromstring(plots["extractors-pages.svg"])
    space = {"s": "http://www.w3.org/2000/svg"}
    words = [element.text for element in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert words.index("clean_html") < words.index("some <extractor>")
    assert {"0.900", "0.800", "24", "20"} <= set(words)
    bars = [float(one.attrib["width"]) for one in drawing.findall("s:rect", space)]
    assert bars[0] / bars[1] == pytest.approx(24 / 20, abs=0.01)
