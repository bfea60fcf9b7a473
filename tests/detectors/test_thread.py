"""Where a thread of comments begins, and what begins none."""

from __future__ import annotations

import pytest

from cleaner import Cleaner
from tests.conftest import BODY, OTHER_BODY

CLEANER = Cleaner()
ARTICLE = [BODY, OTHER_BODY, *[f"{BODY[:-1]} again on day {n}." for n in range(3)]]
COMMENT = "I was there and saw it with my own eyes, thanks for writing this."


def found(*lines: str) -> list[str]:
    result = CLEANER.clean("\n\n".join(lines), language="en")
    return [finding.excerpt for finding in result.findings if finding.code == "DIS110"]


def test_what_stands_between_the_marks_is_the_readers() -> None:
    assert found(*ARTICLE, "2 Comments", COMMENT, "Anna Kerr says:", "So did I.") == [
        COMMENT,
        "So did I.",
    ]


def test_a_lone_mark_begins_none() -> None:
    assert found(*ARTICLE, "2 Comments", COMMENT) == []


@pytest.mark.parametrize(("between", "begins"), [(12, True), (13, False)])
def test_marks_stand_close(between: int, *, begins: bool) -> None:
    comments = [f"{COMMENT} It was day {n}." for n in range(between)]
    thread = ["Anna Kerr says:", *comments, "Leave a comment"]
    assert bool(found(*ARTICLE, *ARTICLE, *ARTICLE, *thread)) is begins


def test_the_last_mark_stands_near_the_end() -> None:
    marks = ["2 Comments", COMMENT, "Leave a comment"]
    more = [f"{BODY[:-1]} once more on day {n}." for n in range(13)]
    assert found(*ARTICLE, *marks, *more) == []


def test_marks_above_the_article_begin_none() -> None:
    assert found("2 Comments", "Leave a comment", *ARTICLE) == []
    assert found("2 Comments", BODY, "Leave a comment", OTHER_BODY) == []
