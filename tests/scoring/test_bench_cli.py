from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaner.cli.main import group
from cleaner.scoring.judging import line_hash
from tests.scoring.made_up import GOLD

Writer = Callable[..., Path]
QUICK = ("--isolated", "--select", "HDG001")


def run(*args: object) -> Result:
    result = CliRunner().invoke(group, [str(arg) for arg in args], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result


def noisy() -> str:
    return f"{GOLD}\n\nLatest News"


def test_every_bench_writes_tables_and_json(data_file: Writer) -> None:
    marks = {line_hash("Latest News"): "related"}
    text = data_file("texts.jsonl", {"id": "1", "text": noisy(), "gold_text": GOLD})
    plain = data_file("plain.jsonl", {"id": "1", "text": noisy()})
    labels = data_file("labels.jsonl", {"id": "1", "domain": "a.example", "marks": marks})
    for args in (
        ("text", text),
        ("clean", plain, "-v"),
        ("lines", labels, "--texts", plain, "-v"),
        ("rules", text, plain, "-v"),
    ):
        shown = run("bench", *args, *QUICK)
        assert shown.return_value == 0
        assert "1" in shown.output
        report = json.loads(run("bench", *args, *QUICK, "--json").output)
        assert (report["bench"], report["schema_version"]) == (args[0], 1)


def test_a_folder_means_the_corpus(root: Path) -> None:
    report = json.loads(
        run("bench", root / "corpus/articles", *QUICK, "--ignore", "coherence", "--json").output
    )
    assert report["bench"] == "corpus"
    assert "seed" in run("bench", "corpus", root / "corpus/articles", *QUICK).output


def test_audit_counts_and_keeps_hands(data_file: Writer, tmp_path: Path) -> None:
    text = data_file("texts.jsonl", {"id": "1", "text": noisy(), "gold_text": GOLD})
    out = tmp_path / "audit.jsonl"
    hand = {"document": "far", "line": "ab", "verdict": "right"}
    out.write_text(json.dumps({"code": "HDG001", "hand": [hand]}) + "\n", "utf-8")
    assert run("bench", "audit", text, "-o", out, *QUICK).return_value == 0
    entries = {e["code"]: e for e in map(json.loads, out.read_text("utf-8").splitlines())}
    assert (entries["HDG001"]["fired"], entries["HDG001"]["right"]) == (2, 2)
    assert entries["HDG001"]["hand"] == [hand]


def test_plots_from_reports(data_file: Writer, tmp_path: Path) -> None:
    text = data_file("texts.jsonl", {"id": "1", "text": noisy(), "gold_text": GOLD})
    report = tmp_path / "rules.json"
    report.write_text(run("bench", "rules", text, *QUICK, "--json").output, "utf-8")
    run("bench", "plots", report, "-o", tmp_path / "docs")
    assert (tmp_path / "docs/precision-texts.svg").read_text("utf-8").startswith("<svg")


@pytest.fixture
def two_configs(tmp_path: Path) -> tuple[Path, Path]:
    with_heading, without = (
        tmp_path / "with" / "cleaner.toml",
        tmp_path / "without" / "cleaner.toml",
    )
    for path, more in ((with_heading, ""), (without, 'ignore = ["HDG001"]\n')):
        path.parent.mkdir()
        path.write_text(f'select = ["HDG001", "TTL001"]\n{more}', "utf-8")
    return with_heading, without


def test_diff(two_configs: tuple[Path, Path], data_file: Writer, tmp_path: Path) -> None:
    article = tmp_path / "mill.txt"
    article.write_text(noisy(), "utf-8")
    records = data_file("more.jsonl.gz", {"id": "7", "text": noisy(), "title": "The mill"})
    one, other = two_configs
    found = run("diff", one, other, article, records)
    assert found.return_value == 1
    assert "HDG001: 2 only in old, 0 only in new" in found.output
    assert "more:7" in found.output
    assert run("diff", one, one, article).return_value == 0
    data = json.loads(run("diff", one, other, article, "--json").output)
    assert (data["differ"], data["texts_differ"]) == (1, 1)
    missing = run("diff", one, other, tmp_path / "none.txt", article)
    assert missing.return_value == 2
    assert "no such file" in missing.stderr


def test_explain_without_figures_says_nothing_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from cleaner.scoring import audit

    monkeypatch.setattr(audit, "read_audit", dict)
    assert "Measured" not in run("explain", "HDG001").output
    entries = {"HDG001": audit.Entry("HDG001", 4, 4, 0)}
    monkeypatch.setattr(audit, "read_audit", lambda: entries)
    assert "right in 4 of 4 judged hits" in run("explain", "HDG001").output
