from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner, Settings
from cleaner.model import CleanerError, Fix, Rule
from cleaner.scoring.difference import Article, compare, open_cleaner
from tests.scoring.made_up import GOLD, TEXT

ARTICLES = (Article("a", {"text": TEXT}), Article("b", {"text": GOLD}))


def test_a_cleaner_does_not_differ_from_itself(small: Cleaner) -> None:
    difference = compare(small, small, ARTICLES)
    assert (difference.documents, difference.differ, difference.changes) == (2, 0, ())


def test_changes_are_told_by_rule_and_side(rules: tuple[Rule, ...], small: Cleaner) -> None:
    bolder = Cleaner(Settings(fix={"PRO801": Fix.SAFE}, ignore=("HDG801",)), rules=rules)
    difference = compare(small, bolder, ARTICLES)
    assert (difference.documents, difference.differ, difference.texts) == (2, 1, 1)
    assert difference.by_rule() == {"HDG801": {"old": 1, "new": 0}, "PRO801": {"old": 1, "new": 1}}
    deeds = [(change.code, change.side, change.deed) for change in difference.changes]
    assert ("PRO801", "old", "flagged") in deeds
    assert ("PRO801", "new", "removed") in deeds


def test_what_cannot_be_read_is_told(small: Cleaner) -> None:
    difference = compare(small, small, [Article("broken", {"title": "no text"})])
    assert list(difference.failures) == ["broken"]


def test_rule_sets_by_name(tmp_path: Path) -> None:
    assert open_cleaner("shipped").rules
    config = tmp_path / "cleaner.toml"
    config.write_text('ignore = ["HDG"]\n', "utf-8")
    assert open_cleaner(str(config)).settings.ignore == ("HDG",)
    (tmp_path / "rules").mkdir()
    assert open_cleaner(str(tmp_path / "rules")).rules == ()
    with pytest.raises(CleanerError, match="shipped"):
        open_cleaner("nowhere/at/all")
