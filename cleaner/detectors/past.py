"""What a text has spoken of before a place in it."""

from __future__ import annotations

from functools import cached_property
from math import inf

from cleaner.detectors.base import View
from cleaner.detectors.edges import is_edge, places_at_edge
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
    return any(is_edge(text, end) for end in places_at_edge(text, word))
