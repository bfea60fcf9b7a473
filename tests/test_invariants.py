"""What must hold for any input: undo, fixpoint, spans, fix levels, order of rule files."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import Cleaner, Settings
from cleaner.engine.result import Result
from cleaner.model import Fix, Rule
from cleaner.packs.digest import digest
from cleaner.packs.load import read_folder, shipped_rules
from cleaner.packs.proofs import proofs_of
from tests.conftest import BODY, OTHER_BODY, ROOT

CLEANER = Cleaner()
UNSAFE = Cleaner(Settings(unsafe=True))

#: Lines that rules know, from their own proofs, beside body text and noise.
_PROOF_LINES = sorted(
    {
        line
        for rule in CLEANER.rules
        for proofs in proofs_of(rule)
        for proof in proofs
        for line in proof.text.splitlines()
        if line.strip()
    }
)
_LINES = st.one_of(
    st.sampled_from(_PROOF_LINES),
    st.sampled_from([BODY, OTHER_BODY, "Latest News", "A real subheading", "Share", "* * *"]),
    st.text(max_size=60),
)
_BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", "\n \n\n", "\r", "\n\t"])
SOURCES = st.lists(st.tuples(_LINES, _BREAKS), max_size=14).map(
    lambda parts: "".join(line + gap for line, gap in parts)
)
FORMATS = st.sampled_from(["text", "markdown"])
MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def check(
    cleaner: Cleaner, source: str, input_format: str = "text", title: str | None = None
) -> None:
    """All invariants on one source."""
    known = {"input_format": input_format, "language": "en", "title": title}
    result = cleaner.clean(source, **known)
    assert result.undo() == source
    again = cleaner.clean(result.text, **known)
    assert again.text == result.text
    assert_spans(result, source)
    assert_levels(result, cleaner)


def assert_spans(result: Result, source: str) -> None:
    report = result.report
    for finding in (*report.findings, *report.shadowed, *report.suggested):
        assert 0 <= finding.start <= finding.end <= len(source)
        assert 1 <= finding.line <= finding.end_line
    ends = [edit.end for edit in report.patch.edits]
    starts = [edit.start for edit in report.patch.edits]
    assert all(end < start for end, start in zip(ends, starts[1:], strict=False))
    assert all(source[edit.start : edit.end] == edit.before for edit in report.patch.edits)


def assert_levels(result: Result, cleaner: Cleaner) -> None:
    levels = {rule.code: rule.fix for rule in cleaner.rules}
    for finding in result.findings:
        assert finding.fix == levels[finding.code]
        if finding.applied:
            assert finding.fix in cleaner.settings.fixes


@MANY
@given(SOURCES, FORMATS)
def test_any_source(source: str, input_format: str) -> None:
    check(CLEANER, source, input_format)


@MANY
@given(SOURCES, st.sampled_from([None, "Harbour closed after barge loses its load"]))
def test_any_source_unsafe(source: str, title: str | None) -> None:
    check(UNSAFE, source, title=title)


@pytest.mark.parametrize(
    "path",
    sorted(p for p in (ROOT / "corpus/articles").iterdir() if p.suffix in (".txt", ".md")),
    ids=lambda path: path.name,
)
def test_corpus(path: Path) -> None:
    input_format = "markdown" if path.suffix == ".md" else "text"
    source = path.read_text("utf-8")
    check(CLEANER, source, input_format)
    check(UNSAFE, source, input_format)


def _mixed_up(rules: list[Rule]) -> list[Rule]:
    mixed = list(rules)
    random.Random(7).shuffle(mixed)
    return mixed


def test_loading_twice_gives_equal_sets() -> None:
    first = read_folder(shipped_rules(), trusted=True)
    second = read_folder(shipped_rules(), trusted=True)
    assert first == second
    assert first[0] is not second[0]
    assert digest(first) == digest(second)


def test_the_order_of_rule_files_does_not_matter(seed: str) -> None:
    rules = read_folder(shipped_rules(), trusted=True)
    mixed = _mixed_up(rules)
    assert mixed != rules
    assert digest(rules) == digest(mixed)
    straight = Cleaner(rules=rules).clean(seed)
    crossed = Cleaner(rules=mixed).clean(seed)
    assert straight.report == crossed.report


def test_another_rule_set_has_another_digest() -> None:
    rules = read_folder(shipped_rules(), trusted=True)
    other = Fix.SAFE if rules[0].fix is Fix.DISPLAY else Fix.DISPLAY
    changed = [replace(rules[0], fix=other), *rules[1:]]
    assert digest(rules) != digest(changed)
    assert digest(rules) != digest(rules[1:])
