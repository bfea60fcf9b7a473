from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.model import ReadError, SettingsError
from cleaner.scoring import extractors
from cleaner.scoring.clean import bench_clean
from cleaner.scoring.extractors import Extractor, find_extractor, installed_extractors
from cleaner.scoring.html import bench_html
from cleaner.scoring.judging import line_hash
from cleaner.scoring.lines import bench_lines
from cleaner.scoring.rules import bench_rules
from cleaner.scoring.text import bench_text
from tests.scoring.made_up import CALL, FIRST, GOLD, HEADING, SECOND, TEXT

Writer = Callable[..., Path]
PAGE = f"<html><body><article><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"


def test_text(small: Cleaner, data_file: Writer) -> None:
    path = data_file("t.jsonl", {"id": "1", "text": TEXT, "gold_text": GOLD, "title": "The mill"})
    report = bench_text(small, path)
    # The heading goes; the call is only flagged, so that half of what is wrong is removed.
    assert report["before"]["f1"] < report["after"]["f1"] < report["oracle"]["f1"] == 1.0
    assert report["after"]["recall"] == 1.0
    assert report["gold_lost"] == 0.0
    assert report["lines"] == {
        "all": 4,
        "wrong": 2,
        "removed": 1,
        "removed_wrong": 1,
        "precision": 1.0,
        "recall": 0.5,
    }
    gain = report["after"]["f1"] - report["before"]["f1"]
    assert report["difference"] == pytest.approx(gain)
    assert report["interval"] == pytest.approx([gain, gain])


def test_what_cleaning_costs_is_seen(small: Cleaner, data_file: Writer) -> None:
    text = f"{GOLD}\n\n{HEADING}"
    path = data_file("t.jsonl", {"id": "1", "text": text, "gold_text": text})
    report = bench_text(small, path)
    assert report["difference"] < 0
    assert report["gold_lost"] == pytest.approx(4 / len(f"{GOLD} {HEADING}".split()))
    assert report["lines"]["precision"] == 0.0


def test_a_title_that_goes_is_not_lost_for_it_stands_beside_the_text(
    cleaner: Cleaner, data_file: Writer
) -> None:
    text = f"The mill by the river reopens\n\n{GOLD}"
    for title, lost in (("The mill by the river reopens", 0.0), (None, 0.0)):
        path = data_file("t.jsonl", {"id": "1", "text": text, "gold_text": text, "title": title})
        report = bench_text(cleaner, path)
        assert report["lines"]["removed"] == (title is not None)
        assert report["gold_lost"] == lost


def test_html(small: Cleaner, data_file: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(html: str, url: str | None) -> str:
        raise RuntimeError("no parser today")

    made = {
        "lines": Extractor("lines", (), lambda html, url: TEXT),
        "broken": Extractor("broken", (), broken),
        "absent": Extractor("absent", ("no_such_module_anywhere",), broken),
    }
    monkeypatch.setattr(extractors, "EXTRACTORS", made)
    path = data_file(
        "h.jsonl",
        {"id": "1", "html": PAGE, "gold_text": GOLD, "url": "https://mill.example/1"},
        {"id": "2", "html": PAGE, "gold_text": None},
    )
    report = bench_html(small, path)
    lines, failed = report["extractors"]
    assert report["documents"] == 1
    assert (lines["name"], failed["name"]) == ("lines", "broken")
    assert lines["lines"]["removed_wrong"] == 1
    assert lines["clean_ms"] > 0
    assert failed["failures"] == {"1": "RuntimeError: no parser today"}
    assert failed["after"]["recall"] == 0.0
    with pytest.raises(SettingsError, match="not installed"):
        bench_html(small, path, ["absent"])


def test_html_by_our_own_reading(small: Cleaner, data_file: Writer) -> None:
    path = data_file("h.jsonl", {"id": "1", "html": PAGE, "gold_text": GOLD})
    (row,) = bench_html(small, path, ["cleaner"])["extractors"]
    assert row["before"]["f1"] == row["after"]["f1"] == 1.0


def test_extractors_are_known_by_name() -> None:
    assert {"trafilatura", "cleaner"} <= set(installed_extractors())
    with pytest.raises(SettingsError, match="trafilatura"):
        find_extractor("trafilatur")


def test_lines_with_labels(small: Cleaner, data_file: Writer) -> None:
    lines = [FIRST, HEADING, "", SECOND, CALL]
    path = data_file("l.jsonl", {"id": "1", "lines": lines, "labels": [1, 0, 1, 1, 0]})
    report = bench_lines(small, path)
    assert (report["leftovers"], report["removed"], report["flagged"]) == (2, 1, 1)
    assert (report["content"], report["content_removed"], report["precision"]) == (2, 0, 1.0)
    assert report["by_rule"] == {"HDG801": {"removed_right": 1}, "PRO801": {"flagged_right": 1}}


def test_lines_with_marks(small: Cleaner, data_file: Writer) -> None:
    marks = {line_hash(CALL): "unsure", line_hash(SECOND): "caption"}
    labels = data_file("m.jsonl", {"id": "1", "domain": "mill.example", "marks": marks})
    texts = data_file("t.jsonl", {"id": "0", "text": "x"}, {"id": "1", "text": TEXT})
    report = bench_lines(small, labels, texts, show=True)
    # The unsure line is not scored, the caption is missed, and the heading is content here.
    assert report["kinds"] == {"caption": {"all": 1, "removed": 0, "flagged": 0}}
    assert (report["content"], report["content_removed"], report["precision"]) == (2, 1, 0.0)
    assert [line["text"] for line in report["missed_lines"]] == [SECOND]
    assert [line["codes"] for line in report["wrong_lines"]] == [["HDG801"]]
    assert "text" not in bench_lines(small, labels, texts)["wrong_lines"][0]


def test_copies_of_a_line_are_told_apart(small: Cleaner, data_file: Writer) -> None:
    marks = {f"{line_hash(FIRST)}:2": "quote"}
    labels = data_file("m.jsonl", {"id": "1", "domain": "mill.example", "marks": marks})
    texts = data_file("t.jsonl", {"id": "1", "text": f"{FIRST}\n{SECOND}\n{FIRST}"})
    report = bench_lines(small, labels, texts)
    assert (report["kinds"]["quote"]["all"], report["content"]) == (1, 2)


def test_marks_of_a_page_are_of_what_an_extractor_took(small: Cleaner, data_file: Writer) -> None:
    page = f"<body><article><p>{FIRST}</p><p>{SECOND}</p><p>{CALL}</p></article></body>"
    record = {"id": "1", "domain": "mill.example", "extractor": "trafilatura"}
    labels = data_file("m.jsonl", record | {"marks": {line_hash(CALL): "promotion"}})
    report = bench_lines(small, labels, data_file("t.jsonl", {"id": "1", "html": page}))
    assert (report["leftovers"], report["content"]) == (1, 2)


def test_marks_need_their_texts(small: Cleaner, data_file: Writer) -> None:
    marks = {line_hash("Of another text"): "caption"}
    labels = data_file("m.jsonl", {"id": "1", "marks": marks})
    for texts, reason in (
        (None, "--texts"),
        (data_file("none.jsonl", {"id": "0", "text": TEXT}), "1 texts are missing"),
        (data_file("other.jsonl", {"id": "1", "text": TEXT}), "of another text"),
    ):
        with pytest.raises(ReadError, match=reason):
            bench_lines(small, labels, texts)


def test_clean(small: Cleaner, data_file: Writer) -> None:
    path = data_file("c.jsonl", {"id": "1", "text": TEXT}, {"id": "2", "text": GOLD})
    report = bench_clean(small, path)
    assert (report["with_removals"], report["with_repairs"], report["with_findings"]) == (1, 0, 1)
    assert report["by_rule"] == {"HDG801": {"removed": 1}, "PRO801": {"flagged": 1}}
    assert "text" not in report["hits"][0]


def test_rules_over_all_formats(small: Cleaner, data_file: Writer) -> None:
    text = data_file(
        "texts.jsonl", {"id": "1", "domain": "mill.example", "text": TEXT, "gold_text": GOLD}
    )
    lines = data_file("lines.jsonl", {"id": "2", "lines": [FIRST, HEADING], "labels": [1, 1]})
    clean = data_file("clean.jsonl", {"id": "3", "text": TEXT})
    report = bench_rules(small, [text, lines, clean])
    heading, call = report["by_rule"]
    assert (heading["code"], heading["fired"], heading["right"], heading["wrong"]) == (
        "HDG801", 2, 1, 1,
    )  # fmt: skip
    assert heading["cost"] == len(HEADING.split())
    assert heading["by_domain"]["mill.example"]["right"] == 1
    assert heading["by_set"]["clean"]["wrong"] == 1
    assert (call["applied"], call["right"], call["wrong"], call["precision"]) == (0, 1, 0, 1.0)
    assert [hit["set"] for hit in report["wrong_hits"]] == ["lines", "clean", "clean"]


def test_an_unknown_format_is_an_error(small: Cleaner, data_file: Writer) -> None:
    with pytest.raises(ReadError, match="no known format"):
        bench_rules(small, [data_file("x.jsonl", {"words": 3})])
