"""What writers keep: comments, front matter, allowed phrases."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner, Settings
from cleaner.engine.fingerprints import text_fingerprint
from cleaner.engine.suppression.remove import without_unused
from cleaner.model import Fix
from tests.conftest import BODY, OTHER_BODY

CLEANER = Cleaner(Settings(select=("headings", "social", "LNK001")))


def codes(text: str, input_format: str = "markdown") -> list[str]:
    return [f.code for f in CLEANER.clean(text, input_format=input_format).findings]  # type: ignore[arg-type]


def notes(text: str, input_format: str = "markdown") -> list[str]:
    return [n.message for n in CLEANER.clean(text, input_format=input_format).notes]  # type: ignore[arg-type]


def article(before: str = "", after: str = "", heading: str = "## Latest News") -> str:
    parts = ["# Harbour closed", BODY, OTHER_BODY, before, heading, after]
    return "\n\n".join(part for part in parts if part) + "\n"


KEPT = {
    "off": ("<!-- cleaner off -->", ""),
    "off and on": ("<!-- cleaner off -->", "<!-- cleaner on -->"),
    "next": ("<!-- cleaner off-next -->", ""),
    "next, close above": ("<!-- cleaner off-next HDG -->", ""),
    "category": ("<!-- cleaner off headings -->", ""),
    "file": ("", "<!-- cleaner off-file -->"),
    "reason": ("<!-- cleaner off HDG, SOC -- we mean this one -->", ""),
    "MDX": ("{/* cleaner off-next */}", ""),
}


def test_without_a_comment_it_is_found() -> None:
    assert codes(article())
    assert notes(article()) == []


@pytest.mark.parametrize("name", KEPT)
def test_comments_keep_what_they_speak_of(name: str) -> None:
    text = article(*KEPT[name])
    result = CLEANER.clean(text, input_format="markdown")
    assert result.findings == ()
    assert result.text == text


@pytest.mark.parametrize("comment", ["<!-- cleaner off-next -->", ".. cleaner off HDG"])
def test_comments_work_in_plain_text(comment: str) -> None:
    text = article(comment).replace("#", "").replace("\n ", "\n")
    assert codes(text, "text") == []
    assert codes(text.replace("cleaner", "gardener"), "text")


@pytest.mark.parametrize(
    "before",
    [
        "<!-- cleaner off SOC -->",
        "<!-- cleaner off -->\n\n<!-- cleaner on -->",
        "```\n<!-- cleaner off -->\n```",
        "`<!-- cleaner off -->`",
        "<!-- cleaner off-next -->\n\nA ferry came in.",
    ],
)
def test_what_a_comment_does_not_speak_of_is_found(before: str) -> None:
    assert codes(article(before))


def test_next_covers_all_items_of_a_list() -> None:
    items = "- Latest News\n- Top Stories\n"
    assert codes(article(heading=items))
    assert codes(article("<!-- cleaner off-next -->", heading=items)) == []


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Harbour\ncleaner: {ignore: [headings]}\n---\n\n",
        "---\ncleaner:\n  ignore:\n    - HDG\n---\n\n",
        '+++\n[cleaner]\nignore = ["headings"]\n+++\n\n',
        '{"cleaner": {"ignore": ["headings"]}}\n\n',
    ],
)
def test_front_matter_keeps_what_it_names(front: str) -> None:
    assert codes(front + article()) == []
    assert notes(front + article()) == []
    assert notes(front + article(heading="The ferry waited.")) != []


def test_front_matter_that_cannot_be_understood_is_noted() -> None:
    for value in ("HDG001", "{ignroe: [HDG001]}", "{ignore: HDG001}"):
        text = f"---\ncleaner: {value}\n---\n\n{article()}"
        assert codes(text)
        assert "cleaner" in notes(text)[0]


def test_what_keeps_nothing_is_noted() -> None:
    clean = article(heading="The ferry waited.")
    assert notes("<!-- cleaner off -->\n\n" + clean) == [
        "A suppression (off) that suppresses nothing"
    ]
    assert notes(clean + "\n<!-- cleaner on -->\n") == ["A comment that ends nothing"]
    assert "no SOC" in notes(article("<!-- cleaner off HDG SOC -->"))[0]
    assert "LNK999" in notes(article("<!-- cleaner off-next LNK999 -->"))[0]
    assert "'of'" in notes(article("<!-- cleaner of -->"))[0]


def test_rules_that_do_not_run_are_not_missed() -> None:
    """PRO001 is off in these settings, so that nothing can be said of its suppression."""
    assert notes(article("<!-- cleaner off HDG PRO001 -->")) == []


def test_allowed_phrases_are_found_by_no_rule() -> None:
    allowing = Cleaner(Settings(allow=("latest  NEWS",)))
    assert allowing.clean(article(), input_format="markdown").findings == ()
    other = Cleaner(Settings(allow=("latest new",)))
    assert other.clean(article(), input_format="markdown").findings


def test_known_texts_are_spared_by_every_rule() -> None:
    spare = frozenset({text_fingerprint("##  Latest\nNews")})
    assert CLEANER.clean(article(), input_format="markdown", spare=spare).findings == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\n\n<!-- cleaner off -->\n\nb\n", "a\n\nb\n"),
        ("<!-- cleaner off -->\n\nb\n", "b\n"),
        ("a\n\n<!-- cleaner off -->\n", "a\n\n"),
        ("a\n\n<!-- cleaner off -->\nb\n", "a\n\nb\n"),
        ("a\r\n\r\n<!-- cleaner off -->\r\n\r\nb\r\n", "a\r\n\r\nb\r\n"),
        ("a\n<!-- cleaner off -->\nb\n", "a\n\nb\n"),
        ("a\n\n<!-- cleaner off SOC -->\n\nb\n\n<!-- cleaner on SOC -->\n\nc\n", "a\n\nb\n\nc\n"),
    ],
)
def test_unused_comments_go_with_their_lines(text: str, left: str) -> None:
    found = CLEANER.clean(text, input_format="markdown").notes
    assert without_unused(text, found) == left


def test_comments_of_which_a_part_is_of_use_stay_whole() -> None:
    text = article("<!-- cleaner off HDG SOC -->", f"## The quay\n\n<!-- cleaner on -->\n\n{BODY}")
    found = CLEANER.clean(text, input_format="markdown").notes
    assert [note.fix for note in found] == [Fix.DISPLAY]
    assert without_unused(text, found) == text


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *(p for pair in KEPT.values() for p in pair if p),
                BODY,
                "## Latest News",
                "- Top Stories",
                "Share",
            ]
        ),
        max_size=8,
    )
)
def test_cleaning_with_comments_is_a_fixpoint(parts: list[str]) -> None:
    text = "\n\n".join(["# Harbour closed", BODY, *parts])
    result = CLEANER.clean(text, input_format="markdown")
    assert result.undo() == text
    assert CLEANER.clean(result.text, input_format="markdown").text == result.text
    for comment in (part for part in parts if "cleaner" in part):
        assert result.text.count(comment) == text.count(comment)
