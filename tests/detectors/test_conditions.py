"""Conditions that look at what stands around a line."""

from __future__ import annotations

import pytest

from cleaner.detectors.base import View
from cleaner.detectors.conditions import Conditions
from cleaner.model import Kind, Where
from cleaner.reading.read import read

TEXT = "The council will vote on the bridge in March, and the work could begin before the summer."
LONG = (
    "The harbour was closed for two hours on Tuesday after a barge had lost part of its load of "
    "gravel, and the notices that the owner advertised with were all of them torn down."
)


def asked(text: str, line: str) -> tuple[bool, bool]:
    view = View(read(text))
    block = next(block for block in view.live if block.text == line)
    return view.is_between(block), view.is_echoed(block)


@pytest.mark.parametrize(
    ("before", "line", "after", "between", "echoed"),
    [
        (TEXT, "Advertisement", LONG, True, True),
        (TEXT, "Advertisements", LONG, True, True),
        (TEXT, "Sponsored", LONG, True, False),
        (TEXT, "Tuesday notices", LONG, True, True),
        (TEXT, "Tuesday prices", LONG, True, False),
        (TEXT, "Ad", LONG, True, False),
        (TEXT, "Support the keepers of the harbour", LONG, False, False),
        (TEXT, "Share", "Facebook\n\nTwitter", False, False),
        ("Photos", "Share", LONG, False, False),
        ("It was law.", "Barge", "It was lost.", False, False),
    ],
)
def test_what_stands_around_a_line(
    before: str, line: str, after: str, between: bool, echoed: bool
) -> None:
    assert asked(f"{before}\n\n{line}\n\n{after}\n", line) == (between, echoed)


def test_nothing_stands_under_the_last_line() -> None:
    assert asked(f"{LONG}\n\nAdvertisement\n", "Advertisement") == (False, False)


def view_of(text: str) -> View:
    return View(read(text))


def test_items_of_a_list_that_the_text_introduces() -> None:
    view = view_of(
        f"{TEXT}\n\nEach of the buttons said one of two things:\n\nBuy now\n\nRead more\n"
    )
    assert [view.is_listed(block) for block in view.live[2:]] == [True, True]
    view = view_of(f"Read more:\n\nA mill comes back\n\n{TEXT}\n\nRead more\n")
    assert not any(view.is_listed(block) for block in view.live)


def test_what_stands_right_above_a_line() -> None:
    view = view_of(f"{TEXT}\n\nMill Institute\n\nBoard of Wheels\n\nKeepers of the Lamp\n")
    first, second, third = view.live[1:]
    assert [view.follows_text(block) for block in (first, second)] == [True, False]
    assert [view.ends_run(third, most) for most in (1, 2)] == [True, False]


def test_what_one_look_rules_out() -> None:
    view = view_of(f"Mill Institute\n\n{TEXT}\n\n* * *\n\nShare\n")
    institute, text, stars, share = view.live
    for where, left in [
        (Where(), [institute, text, stars, share]),
        (Where(first=True), [institute]),
        (Where(last=True), [share]),
        (Where(kinds=(Kind.RULE,)), [stars]),
        (Where(kinds=(Kind.RULE,), last=True), []),
        (Where(near=("about",)), []),
    ]:
        assert list(Conditions(where).among(view.readable, view)) == left


def test_nothing_is_ruled_out_that_holds() -> None:
    view = view_of(f"Mill Institute\n\n{TEXT}\n\n* * *\n\nShare\n")
    for where in (
        Where(first=False),
        Where(last=True, max_words=2),
        Where(kinds=(Kind.PARAGRAPH, Kind.RULE)),
        Where(first=True, closed=False),
    ):
        conditions = Conditions(where)
        holding = [block for block in view.readable if conditions.hold(block, view)]
        among = conditions.among(view.readable, view)
        assert holding
        assert [block for block in among if conditions.hold(block, view)] == holding
