"""What a text has spoken of before a place in it."""

from __future__ import annotations

from functools import cached_property
from math import inf

from cleaner.detectors.base import View
from cleaner.model import Block
from cleaner.reading.blocks import fold


class Past:
    """Where the words of a view's title and live running text stand first; looked for once each."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._first: dict[str, float] = {}

    @cached_property
    def _texts(self) -> list[tuple[int, str]]:
        title = self.view.document.title
        texts = [(-1, fold(title.text))] if title else []
        return texts + [(b.index, b.folded) for b in self.view.live if b.body_like]

    def told_of(self, word: str, block: Block) -> bool:
        """Whether a folded word stands in the title, or in running text before the block."""
        if word not in self._first:
            places = (place for place, text in self._texts if _holds_word(text, word))
            self._first[word] = next(places, inf)
        return self._first[word] < block.index


def _holds_word(text: str, word: str) -> bool:
    r"""Whether ``\b`` would match on both sides of the word somewhere in the text."""
    start = text.find(word)
    while start >= 0:
        if _is_edge(text, start) and _is_edge(text, start + len(word)):
            return True
        start = text.find(word, start + 1)
    return False


def _is_edge(text: str, place: int) -> bool:
    return _in_word(text[:place][-1:]) is not _in_word(text[place : place + 1])


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
