r"""Where words begin and end, as ``\b`` tells it.

To compile an expression for a word takes a hundred times as long as to look for its letters.
"""

from __future__ import annotations

from collections.abc import Iterator


def is_edge(text: str, place: int) -> bool:
    r"""Whether ``\b`` matches at ``place``.

    >>> [is_edge("a b_c", place) for place in range(6)]
    [True, True, True, False, False, True]
    """
    return _in_word(text[place - 1 : place] if place else "") is not _in_word(
        text[place : place + 1]
    )


def places_at_edge(text: str, letters: str) -> Iterator[int]:
    r"""Where ``\b`` and then ``letters`` match: the ends of the letters, from left to right."""
    start = text.find(letters)
    while start >= 0:
        if is_edge(text, start):
            yield start + len(letters)
        start = text.find(letters, start + 1)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
