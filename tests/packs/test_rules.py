"""Rule files: the shipped ones hold their proofs; wrong ones are errors with place and hint."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.model import Fix, Rule, RuleError
from cleaner.packs.explain import explain
from cleaner.packs.lint import lint
from cleaner.packs.load import load_rules
from cleaner.packs.proofs import without_proofs
from cleaner.packs.schema import parse_rule, read_rule
from cleaner.packs.tables import Table
from cleaner.scoring.proofs import verify

RULES = load_rules()

GOOD = """code = "USR001"
name = "user-rule"
category = "links"
detector = "phrase"
fix = "safe"
message = "found {match}"
why = "The site of our client puts this line under every single article."
[phrases]
en = ["from our shop"]
[[hits]]
text = "From our shop"
[[leaves]]
text = "From our shop came the bread."
"""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_shipped_rule_holds_its_proofs(rule: object) -> None:
    assert [str(failure) for failure in verify(RULES, [rule.code])] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_nothing_but_proofs_stands_behind_the_first_proof(rule: Rule) -> None:
    source = Path(rule.place).read_text("utf-8")
    whole = parse_rule(Table.from_string(source, rule.place, RuleError), place=rule.place)
    assert replace(whole, fragments=rule.fragments, trusted=True) == rule
    assert "[[hits]]" not in without_proofs(source)


def test_a_wrong_proof_in_a_file_of_ones_own_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD + 'txet = "From our shop"\n')
    with pytest.raises(RuleError, match=r"leaves\[1\]\.txet: unknown key"):
        read_rule(path)


def test_shipped_rules_have_no_faults() -> None:
    assert [str(fault) for fault in lint(RULES)] == []


def test_every_rule_can_be_explained() -> None:
    for rule in RULES:
        text = explain(rule)
        assert rule.code in text
        assert "Fix level" in text


def write(tmp_path: Path, text: str, name: str = "user-rule.toml") -> Path:
    path = tmp_path / name
    path.write_text(text)
    return path


def test_a_user_rule_runs(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    config = tmp_path / "cleaner.toml"
    config.write_text('extend = ["."]\nselect = ["USR"]\n')
    with pytest.raises(RuleError, match=r"cleaner\.toml"):
        Cleaner.from_config(config)
    rules = tmp_path / "rules"
    rules.mkdir()
    (tmp_path / "user-rule.toml").rename(rules / "user-rule.toml")
    config.write_text('extend = ["rules"]\nselect = ["USR"]\n')
    assert Cleaner.from_config(config).clean("A line.\n\nFrom our shop").text == "A line."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('fix = "safe"', 'fixx = "safe"', r"user-rule\.toml:1: fix: is missing"),
        ("[phrases]", "frase = 1\n[phrases]", r"user-rule\.toml:8: frase: unknown key"),
        (
            '"phrase"',
            '"phrases"',
            r":4: detector: 'phrases' is not known \(did you mean 'phrase'\?",
        ),
        ('"links"', '"link"', r":3: category: 'link' is not known .*'links'"),
        ("USR001", "usr1", r":1: code: 'usr1' is no rule code"),
        ('["from our shop"]', '["from our shop", "From our Shop!"]', r":9: .*listed twice"),
        ('["from our shop"]', '["***"]', "holds no word"),
        ('en = ["from', 'english = ["from', "is no language"),
        ("[phrases]\nen", "[patterns]\nen", "does not use them"),
        (
            "[phrases]",
            "[where]\nmax_words = '6'\n[phrases]",
            r":9: where\.max_words: must be a whole",
        ),
        ("[phrases]", "[where]\nkinds = ['headline']\n[phrases]", r"where\.kinds: 'headline'"),
        ("[phrases]", "[options]\ntimes = 2\n[phrases]", r"options\.times: unknown key"),
    ],
)
def test_wrong_rule_files(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(RuleError, match=message):
        read_rule(write(tmp_path, GOOD.replace(old, new)))


def test_two_rules_with_one_code(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD.replace("user-rule", "other-rule"), "other-rule.toml")
    with pytest.raises(RuleError, match="USR001 is taken"):
        load_rules([tmp_path])


def test_lint_finds_missing_proofs_and_bad_patterns(tmp_path: Path) -> None:
    bad = GOOD.replace('detector = "phrase"', 'detector = "pattern"').replace(
        'en = ["from our shop"]', "en = ['''(?:a+)+b''', '''x*''', '''(''']"
    )
    rule = read_rule(write(tmp_path, bad.replace("[phrases]", "[patterns]")))
    faults = "\n".join(str(fault) for fault in lint([rule]))
    for part in ("1 hits", "1 leaves", "backtracks badly", "matches nothing at all", "every block"):
        assert part in faults
    assert "pattern '('" in faults


def test_lint_finds_lists_that_go_without_their_headings() -> None:
    by_code = {rule.code: rule for rule in RULES}
    stronger = replace(by_code["LNK204"], fix=Fix.SAFE)
    faults = [str(fault) for fault in lint([by_code["LNK203"], stronger])]
    assert any("goes where its heading (LNK203) stays" in fault for fault in faults)


def test_a_slow_user_pattern_is_stopped(tmp_path: Path) -> None:
    bad = GOOD.replace('detector = "phrase"', 'detector = "pattern"\nneeds = ["a"]').replace(
        '[phrases]\nen = ["from our shop"]', "[patterns]\nen = ['''(?:(?:a|aa)+)+b''']"
    )
    rule = read_rule(write(tmp_path, bad))
    with pytest.raises(RuleError, match=r"USR001: the pattern took longer than 0\.1 s"):
        Cleaner(rules=[rule]).clean("a" * 5000, language="en")
