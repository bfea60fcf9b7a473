"""Who sent a text: names in its source line, else the hosts of its addresses."""

from __future__ import annotations

import pytest

from cleaner import Cleaner
from cleaner.detectors.sender import Senders, words_of

BODY = (
    "The harbour was closed for two hours on Tuesday morning after a barge lost part of its load "
    "of gravel near the eastern pier.\n\nDivers went down in the afternoon and found that the "
    "gravel had spread over the whole of the fairway, as far as the second buoy."
)
ABOUT = (
    "About Pier Works\n\nPier Works lifts, moves and stores whatever comes by sea, and has cranes "
    "in four towns of the coast, in whose yards 300 people work."
)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Pier Works", True),
        ("The Pier Works Company", True),
        ("Pier Works in the North", True),
        ("Pier", True),
        ("Pier Post", False),
        ("Works", False),
        ("Inc.", False),
    ],
)
def test_a_name_is_known_by_how_it_begins(name: str, known: bool) -> None:
    senders = Senders(frozenset({words_of("Pier Works, Inc.")}), frozenset({"other"}))
    assert senders.know(words_of(name)) is known


@pytest.mark.parametrize(
    ("name", "host", "known"),
    [
        ("Pier Works", "pierworks", True),
        ("Pier Works of Kent", "pierworks", True),
        ("American Society of Boatmen", "asb", True),
        ("Pier Works", "pw", False),
        ("Pier Works", "harbour", False),
    ],
)
def test_without_a_line_hosts_are_asked(name: str, host: str, known: bool) -> None:
    assert Senders(frozenset(), frozenset({host})).know(words_of(name)) is known


def left(text: str) -> str:
    return Cleaner().clean(text, language="en").text


def test_the_section_on_the_sender_goes_and_what_follows_it_stays() -> None:
    study = "About the Gravel\n\nGravel of this kind is dug in the north and is used for roads."
    text = f"{BODY}\n\n{ABOUT}\n\n{study}\n\nSOURCE Pier Works, Inc."
    assert left(text) == f"{BODY}\n\n{study}"


def test_shared_hosts_name_nobody() -> None:
    text = f"{BODY}\n\n{ABOUT.replace('Pier Works', 'Twitter')}\n\nFollow us: twitter.com/pier"
    assert "About Twitter" in left(text)


def test_without_a_sender_the_section_stays() -> None:
    assert left(f"{BODY}\n\n{ABOUT}") == f"{BODY}\n\n{ABOUT}"
