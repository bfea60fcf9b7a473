"""Rows of lines of one shape."""

from __future__ import annotations

import pytest

from cleaner import Cleaner

BODY = (
    "The harbour was closed for two hours on Tuesday morning after a barge lost part of its load "
    "of gravel near the eastern pier.\n\nDivers went down in the afternoon and found that the "
    "gravel had spread over the whole of the fairway, as far as the second buoy."
)
TEASERS = (
    "Every spring the ferries are painted and...",
    "Letting the river do the work of men...",
    "For many skippers, winter brings a familiar...",
)
RULES = ("• Keep your comments civil.", "• Do not insult other readers.")


CLEANER = Cleaner(rules=[rule for rule in Cleaner().rules if rule.code in {"LNK206", "DIS201"}])


def left(*lines: str) -> str:
    return CLEANER.clean("\n\n".join((BODY, *lines)), language="en").text


@pytest.mark.parametrize("row", [TEASERS, RULES])
def test_a_row_goes(row: tuple[str, ...]) -> None:
    assert left(*row) == BODY


@pytest.mark.parametrize("row", [TEASERS[:2], RULES[:1]])
def test_what_is_too_short_to_be_a_row_stays(row: tuple[str, ...]) -> None:
    assert left(*row).endswith(row[-1])


def test_a_line_of_another_shape_parts_the_row() -> None:
    assert TEASERS[0] in left(*TEASERS[:2], "The ferry sails at noon.", TEASERS[2])


def test_only_a_closing_row_stands_at_the_end() -> None:
    assert TEASERS[0] in left(*TEASERS, "The ferry sails at noon.")
    assert RULES[0] not in left(*RULES, "The ferry sails at noon.")
