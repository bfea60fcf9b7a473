"""The page's own name, as the address tells it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cleaner import Cleaner, Settings
from cleaner.detectors.house import house_of, is_named

BODY = (
    "The harbour was closed for two hours on Tuesday morning after a barge lost part of its load "
    "of gravel near the eastern pier."
)
CALL = "Try Pier Works to get the gravel out of your fairway"


@pytest.mark.parametrize(
    ("url", "house"),
    [
        ("https://www.pierworks.com/blog/piers", "pierworks"),
        ("https://blog.pier-works.co.uk/", "pierworks"),
        ("https://co.uk", "co"),
        ("https://localhost/piers", ""),
        ("piers", ""),
        (None, ""),
    ],
)
def test_the_host_tells_the_name(url: str | None, house: str) -> None:
    assert house_of(url) == house


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ask Pier Works today", True),
        ("Ask PierWorks today", True),
        ("Ask Pierworks' divers today", True),
        ("Ask Pier Works of Kent today", True),
        ("Ask the pier works today", False),
        ("Ask Pier Post today", False),
        ("Ask Pier", False),
    ],
)
def test_a_name_says_what_the_host_says(text: str, named: bool) -> None:
    assert is_named("pierworks", text) is named


def test_a_host_that_is_cut_off_is_known_by_its_beginning() -> None:
    assert is_named("advantagefit", "Ask Advantage Fitness today")


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://pierworks.com/a", BODY),
        ("https://pier.com/a", BODY),
        ("https://valleypost.com/a", f"{BODY}\n\n{CALL}"),
        ("https://pw.com/a", f"{BODY}\n\n{CALL}"),
        (None, f"{BODY}\n\n{CALL}"),
    ],
)
def test_a_call_goes_where_the_page_is_the_firms(url: str | None, text: str) -> None:
    rules = [rule for rule in Cleaner().rules if rule.code == "PRO202"]
    cleaner = Cleaner(Settings(unsafe=True), rules=rules)
    assert cleaner.clean(f"{BODY}\n\n{CALL}", url=url, language="en").text == text


def test_a_rule_without_needs_is_tried_on_every_named_line() -> None:
    rules = [replace(rule, needs=()) for rule in Cleaner().rules if rule.code == "PRO202"]
    cleaner = Cleaner(Settings(unsafe=True), rules=rules)
    text = cleaner.clean(f"{BODY}\n\n{CALL}", url="https://pierworks.com/a", language="en").text
    assert text == BODY
