r"""Words are found where expressions with ``\b`` find them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cleaner.detectors.base import ECHO_LETTERS, _taken_up
from cleaner.detectors.edges import is_edge, places_at_edge

TEXTS = st.text("ab s_-é'€ßt ", max_size=14)


@given(TEXTS)
def test_edges(text: str) -> None:
    edges = {match.start() for match in re.finditer(r"\b", text)}
    assert {place for place in range(len(text) + 1) if is_edge(text, place)} == edges


@given(TEXTS, TEXTS)
def test_places(text: str, letters: str) -> None:
    found = [match.end(1) for match in re.finditer(rf"\b(?=({re.escape(letters)}))", text)]
    assert list(places_at_edge(text, letters)) == found


@given(TEXTS, TEXTS)
def test_what_is_taken_up(text: str, word: str) -> None:
    ending = "" if len(word) > ECHO_LETTERS else r"s?\b"
    expected = re.search(rf"\b{re.escape(word[:ECHO_LETTERS])}{ending}", text) is not None
    assert _taken_up(word, text) is expected
