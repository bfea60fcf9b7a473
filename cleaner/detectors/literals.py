"""Finding many literals in a document in one pass (Aho–Corasick)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View, joined_texts
from cleaner.model import Block


class LiteralIndex:
    """An automaton over folded literals; matches come as (literal's number, block, start, end).

    With ``most_words`` it reads blocks of so many words at the most: most text stands in longer
    ones, so that literals that are common in prose cost little.
    """

    def __init__(self, literals: Sequence[str], most_words: int = 0) -> None:
        self._most_words = most_words
        self._automaton = None
        if literals:
            from ahocorasick_rs import AhoCorasick, Implementation

            self._automaton = AhoCorasick(
                list(literals), implementation=Implementation.ContiguousNFA
            )

    def scan(self, view: View) -> Iterator[tuple[int, Block, int, int]]:
        """All matches, overlapping ones too, in the readable blocks; offsets are of their text."""
        if self._automaton is None:
            return
        blocks: Sequence[Block] = view.readable
        if self._most_words:
            blocks = [block for block in blocks if block.words <= self._most_words]
            joined, starts = joined_texts(blocks)
        else:
            joined, starts = view.folded
        for number, start, end in self._automaton.find_matches_as_indexes(joined, overlapping=True):
            place = bisect_right(starts, start) - 1
            yield number, blocks[place], start - starts[place], end - starts[place]


def stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether the match is not a part of a longer word."""
    before = folded[start - 1 : start]
    after = folded[end : end + 1]
    return not (
        (before.isalnum() and folded[start].isalnum())
        or (after.isalnum() and folded[end - 1].isalnum())
    )
