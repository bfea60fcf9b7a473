"""Cleaning again with changed rules touches only the documents that the change affects."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from cleaner import Cleaner, Settings
from cleaner.batch.change import find_change
from cleaner.batch.core import Core
from cleaner.batch.inputs import STATE
from cleaner.batch.records import Place, Record, Row
from cleaner.cli.main import group
from tests.batch.corpora import contents, documents, write_lines
from tests.conftest import BODY, OTHER_BODY

RULE = """
code = "HAR{number}"
name = "harbour-line-{number}"
category = "promotion"
detector = "{detector}"
fix = "safe"
message = "A line of the harbour's: {{match}}"
why = "The harbour's office puts it under every report."
{more}
[[hits]]
text = "x"
[[leaves]]
text = "y"
"""


def rule(folder: Path, number: str, more: str, detector: str = "phrase") -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{number}.toml").write_text(RULE.format(number=number, detector=detector, more=more))


def batch(source: Path, out: Path, rules: Path) -> dict[str, int]:
    config = rules / "cleaner.toml"
    config.write_text(f'extend = ["{rules / "rules"}"]\nselect = ["headings", "promotion"]\n')
    args = ["batch", str(source), "-o", str(out), "--workers", "1", "--config", str(config)]
    result = CliRunner().invoke(group, args, standalone_mode=False)
    assert result.return_value == 0, (result.stderr, result.exception)
    return json.loads((out / STATE / "summary.json").read_text("utf-8"))  # type: ignore[no-any-return]


def corpus(tmp_path: Path) -> Path:
    rows = documents(60)
    for number in range(0, 60, 6):
        rows[number]["text"] += "\n\nAsk the  harbour office"
    for number in range(3, 60, 20):
        rows[number]["text"] += "\n\nTides of the week"
    return write_lines(tmp_path / "a.jsonl", rows)


def rules(tmp_path: Path, name: str, *phrases: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    for number, phrase in enumerate(phrases, 100):
        rule(folder / "rules", str(number), f'[phrases]\nen = ["{phrase}"]')
    return folder


def test_only_the_affected_documents_are_cleaned_again(tmp_path: Path) -> None:
    source = corpus(tmp_path)
    batch(source, tmp_path / "first", rules(tmp_path, "old", "tides of the week"))
    new = rules(tmp_path, "new", "tides of the week", "ask the harbour office")
    counts = batch(tmp_path / "first", tmp_path / "again", new)
    assert counts["documents"] - counts["taken_over"] == 10
    batch(source, tmp_path / "direct", new)
    assert contents(tmp_path / "again") == contents(tmp_path / "direct")
    # And a rule that goes away affects those that it had acted on.
    counts = batch(
        tmp_path / "again", tmp_path / "back", rules(tmp_path, "third", "tides of the week")
    )
    assert counts["documents"] - counts["taken_over"] == 10
    assert contents(tmp_path / "back") == contents(tmp_path / "first")


def test_the_same_rules_touch_nothing(tmp_path: Path) -> None:
    old = rules(tmp_path, "old", "tides of the week")
    batch(corpus(tmp_path), tmp_path / "first", old)
    counts = batch(tmp_path / "first", tmp_path / "again", old)
    assert counts["taken_over"] == 60
    assert contents(tmp_path / "again") == contents(tmp_path / "first")


def test_rules_without_a_sign_affect_every_document(tmp_path: Path) -> None:
    old = rules(tmp_path, "old", "tides of the week")
    batch(corpus(tmp_path), tmp_path / "first", old)
    rule(old / "rules", "200", '[patterns]\nen = ["[Tt]ide.*"]', detector="pattern")
    assert batch(tmp_path / "first", tmp_path / "again", old)["taken_over"] == 0


def test_a_phrase_that_a_removal_may_make_is_no_reason_to_spare(tmp_path: Path) -> None:
    old = rules(tmp_path, "old", "tides of the week")
    more = 'match = "within"\ntakes = "match"\n[phrases]\nen = ["zzz quux"]'
    rule(old / "rules", "300", more)
    text = f"{BODY}\n\n{OTHER_BODY}\n\nAsk the zzz quux harbour office"
    source = write_lines(tmp_path / "a.jsonl", [{"id": "1", "text": text, "language": "en"}])
    batch(source, tmp_path / "first", old)
    rule(old / "rules", "101", '[phrases]\nen = ["ask the harbour office"]')
    cleaner = Cleaner(Settings(extend=(old / "rules",), select=("headings", "promotion")))
    change = find_change([str(tmp_path / "first")], cleaner)
    assert change is not None
    (line,) = (tmp_path / "first/a.jsonl").read_text("utf-8").splitlines()
    row = Core(cleaner, change=change)(Record(Place("a"), json.loads(line)))
    assert isinstance(row, Row)
    assert row.result is not None
    assert row.result.text == f"{BODY}\n\n{OTHER_BODY}"
