"""Which lines are a list of contents, and which are headings, labels or verse."""

from __future__ import annotations

from itertools import chain

from cleaner import Cleaner, Settings
from tests.conftest import BODY, OTHER_BODY

CLEANER = Cleaner()
HEADINGS = ["Why the bridge was closed", "What the engineers found", "When the work begins"]
SECTIONS = list(chain.from_iterable((heading, BODY) for heading in HEADINGS))


def found(*lines: str) -> list[str]:
    result = CLEANER.clean("\n\n".join(lines), language="en")
    return [finding.excerpt for finding in result.findings if finding.code == "INT109"]


def test_the_list_goes_and_the_headings_stay() -> None:
    lines = [OTHER_BODY, *HEADINGS, *SECTIONS]
    result = Cleaner(Settings(unsafe=True)).clean("\n\n".join(lines), language="en")
    assert [f.excerpt for f in result.findings if f.code == "INT109"] == HEADINGS
    assert result.text.count(HEADINGS[0]) == 1
    assert result.text.index(HEADINGS[0]) > result.text.index(OTHER_BODY)


def test_numbers_before_headings_do_not_count() -> None:
    numbered = [
        f"{place // 2 + 1}. {line}" if line in HEADINGS else line
        for place, line in enumerate(SECTIONS)
    ]
    assert found(OTHER_BODY, *HEADINGS, *numbered) == HEADINGS


def test_two_lines_are_no_list() -> None:
    assert found(OTHER_BODY, *HEADINGS[:2], *SECTIONS) == []


def test_another_order_is_no_list() -> None:
    assert found(OTHER_BODY, *reversed(HEADINGS), *SECTIONS) == []


def test_labels_stand_more_often_than_twice() -> None:
    assert found(OTHER_BODY, *HEADINGS, *SECTIONS, *SECTIONS) == []


def test_a_refrain_is_no_list() -> None:
    assert found(OTHER_BODY, *HEADINGS, *HEADINGS, BODY) == []
