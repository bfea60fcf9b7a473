"""Separators, overlaps, the ceiling, settings and selection."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cleaner import Cleaner, Settings
from cleaner.engine.selection import matches
from cleaner.engine.settings import find_settings, read_settings
from cleaner.model import Fix, Match, Rule, SettingsError, Takes, Where
from tests.conftest import BODY, OTHER_BODY


def rule(code: str, *phrases: str, fix: Fix = Fix.SAFE, **more: object) -> Rule:
    """A phrase rule of the test's own."""
    made = Rule(
        code,
        f"rule-{code.lower()}",
        "links",
        "phrase",
        "trim",
        fix,
        "found {match}",
        "why",
        phrases={"any": phrases},
    )
    return replace(made, **more)


def left(source: str, *rules: Rule, **settings: object) -> str:
    return Cleaner(Settings(**settings), rules=rules).clean(source, language="en").text


CUT = rule("CUT001", "cut me", "cut me too")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("one\n\ncut me\n\ntwo\n", "one\n\ntwo\n"),
        ("one\n\ncut me\ntwo\n", "one\n\ntwo\n"),
        ("one\ncut me\n\ntwo\n", "one\n\ntwo\n"),
        ("one\r\n\r\ncut me\r\ncut me too\r\ntwo", "one\r\n\r\ntwo"),
        ("one\n\ncut me\n", "one\n"),
        ("one\n\ncut me", "one"),
        ("cut me\n\none\n", "one\n"),
        ("\n\ncut me\n\n\none", "\n\none"),
        ("cut me\n", "\n"),
        ("one\n\n  cut me\n\n  two", "one\n\n  two"),
    ],
)
def test_the_larger_separator_stays(source: str, expected: str) -> None:
    result = Cleaner(rules=[CUT]).clean(source, language="en")
    assert result.text == expected
    assert result.undo() == source


def test_a_sentence_goes_with_one_space() -> None:
    sentence = rule("CUT002", "read more here", match=Match.LINE, takes=Takes.SENTENCE)
    assert (
        left(f"{BODY} Read more here. {OTHER_BODY}\n\nx", sentence) == f"{BODY} {OTHER_BODY}\n\nx"
    )
    assert left(f"{BODY} Read more here.\n\nx", sentence) == f"{BODY}\n\nx"


def test_overlaps_go_by_fix_level_then_length_then_code() -> None:
    weak = rule("AAA001", "cut me", fix=Fix.DISPLAY)
    strong = rule("BBB001", "cut me")
    stronger_code = rule("BBA001", "cut me")
    report = Cleaner(rules=[weak, strong, stronger_code]).clean("one\n\ncut me").report
    assert [f.code for f in report.findings] == ["BBA001"]
    assert report.findings[0].also == ("BBB001", "AAA001")
    assert {f.code for f in report.shadowed} == {"BBB001", "AAA001"}


def test_the_ceiling_turns_removals_of_running_text_into_flags_all_or_nothing() -> None:
    body = rule("BDY001", "harbour was closed", "divers found", match=Match.WITHIN)
    source = f"{BODY}\n\n{OTHER_BODY}\n\ncut me\n\nA third paragraph that is rather short."
    result = Cleaner(rules=[body, CUT]).clean(source, language="en")
    assert result.text == f"{BODY}\n\n{OTHER_BODY}\n\nA third paragraph that is rather short."
    assert [f.applied for f in result.findings if f.code == "BDY001"] == [False, False]
    again = Cleaner(rules=[body, CUT]).clean(result.text, language="en")
    assert again.text == result.text
    assert left(source, body, CUT, ceiling=1.0) == "A third paragraph that is rather short."


def test_a_section_whose_text_the_ceiling_spares_keeps_its_heading() -> None:
    body = rule("BDY001", BODY.lower().strip("."), match=Match.START)
    heading = rule("HED001", "about the harbour")
    source = f"{OTHER_BODY}\n\nAbout the harbour\n\n{BODY}\n\ncut me"
    kept = source.removesuffix("\n\ncut me")
    assert left(source, body, heading, CUT, ceiling=0.4) == kept
    assert left(source, body, heading, CUT, ceiling=1.0) == OTHER_BODY
    elsewhere = replace(heading, category="headings")
    assert left(source, body, elsewhere, CUT, ceiling=0.4) == f"{OTHER_BODY}\n\n{BODY}"


def test_unsafe_fixes_are_applied_on_request() -> None:
    unsafe = rule("CUT003", "cut me", fix=Fix.UNSAFE)
    assert left("one\n\ncut me", unsafe) == "one\n\ncut me"
    assert left("one\n\ncut me", unsafe, unsafe=True) == "one"


def test_display_is_never_applied() -> None:
    assert left("one\n\ncut me", rule("CUT004", "cut me", fix=Fix.DISPLAY), unsafe=True).endswith(
        "me"
    )


def test_positions_are_relative_to_running_text() -> None:
    tail = rule("CUT005", "cut me", where=Where(position=("tail",)))
    assert left(f"cut me\n\n{BODY}\n\ncut me\n\n{BODY} x.\n\ncut me", tail) == (
        f"cut me\n\n{BODY}\n\ncut me\n\n{BODY} x."
    )


def test_near_wants_a_neighbour_with_evidence() -> None:
    near = rule("NEA001", "share", where=Where(near=("links",)), stage="structure")
    source = f"{BODY}\n\ncut me\n\nshare\n\n{BODY} x.\n\nshare"
    assert left(source, CUT, near) == f"{BODY}\n\n{BODY} x.\n\nshare"


def test_languages_keep_to_themselves() -> None:
    german = rule("GER001", phrases={"de": ("mehr zum thema",)})
    cleaner = Cleaner(rules=[german])
    assert cleaner.clean("one\n\nMehr zum Thema", language="de").text == "one"
    assert cleaner.clean("one\n\nMehr zum Thema", language="en").text != "one"


def test_settings_file(tmp_path: Path) -> None:
    config = tmp_path / "cleaner.toml"
    config.write_text(
        'select = ["HDG001", "TTL001"]\nignore = ["TTL001"]\nceiling = 0.2\nunsafe = true\nlanguages = ["en", "de"]\n'
        '[fix]\nHDG001 = "display"\n[per-site."example.com"]\nignore = ["headings"]\n'
        '[per-path."docs/*"]\nselect = ["title"]\n'
    )
    settings = read_settings(config)
    assert settings.ceiling == 0.2
    assert settings.fix == {"HDG001": Fix.DISPLAY}
    cleaner = Cleaner.from_config(config)
    source = f"{BODY}\n\nLatest News"
    assert [f.fix for f in cleaner.clean(source).findings if f.code == "HDG001"] == [Fix.DISPLAY]
    on_site = cleaner.clean(source, url="https://www.example.com/a").findings
    assert not [f for f in on_site if f.category == "headings"]
    assert not cleaner.clean(source, path="docs/a.txt").findings


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ceiling = 0.2\nselekt = ['A']\n", r"cleaner\.toml:2: selekt: unknown key .*'select'"),
        ("ceiling = 2\n", r"cleaner\.toml:1: ceiling: must be a share"),
        ("unsafe = 1\n", r"cleaner\.toml:1: unsafe: must be true or false"),
        ("[fix]\nHDG001 = 'saef'\n", r"cleaner\.toml:2: fix\.HDG001: 'saef' .*'safe'"),
        ("select = ['headings'\n", r"cleaner\.toml: is not TOML"),
        ("languages = ['english']\n", "is no language"),
    ],
)
def test_settings_errors_name_line_and_nearest(tmp_path: Path, text: str, message: str) -> None:
    config = tmp_path / "cleaner.toml"
    config.write_text(text)
    with pytest.raises(SettingsError, match=message):
        read_settings(config)


def test_a_selector_that_matches_nothing_is_an_error() -> None:
    with pytest.raises(SettingsError, match="'HGD001' matches no rule.*HDG001"):
        Cleaner(Settings(ignore=("HGD001",)))


def test_selectors() -> None:
    assert all(matches(CUT, s) for s in ("CUT001", "CUT", "rule-cut001", "links"))
    assert not any(matches(CUT, s) for s in ("cut", "LNK", "link", "rule"))


def test_the_nearest_settings_are_found_going_up(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.cleaner]\nunsafe = true\n")
    below = tmp_path / "a/b"
    below.mkdir(parents=True)
    found = find_settings(below)
    assert found == tmp_path / "pyproject.toml"
    assert found is not None
    assert read_settings(found).unsafe


def test_a_line_in_quotation_marks_is_quoted_not_left_behind() -> None:
    notice = rule("CUT006", "all rights are reserved here")
    assert left("one\n\nAll rights are reserved here.", notice) == "one"
    quoted = "one\n\n“All rights are reserved here.”"
    assert left(quoted, notice) == quoted
    assert left("one\n\n» All rights are reserved here «", notice) == "one"
