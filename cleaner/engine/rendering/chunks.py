"""Chunks of a rendering: what each item adds to it, and where the item's text stands there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from cleaner.engine.rendering.live import Text
from cleaner.model import Mark


class Token(NamedTuple):
    """A piece of a rendering. ``start`` is the place of its text in the source, -1 for markup.

    ``grown`` are the places in the raw text that were written longer than they are, and by how
    many code points all up to there are.
    """

    shown: str
    start: int = -1
    length: int = 0
    grown: tuple[tuple[int, int], ...] = ()

    def at(self, place: int) -> int:
        """Where code point ``place`` of the raw text stands in what is shown."""
        number = bisect_left(self.grown, (place, -1))
        return place + (self.grown[number - 1][1] if number else 0)


class Chunk(NamedTuple):
    """What an item adds: ``before`` it tags, breaks and marks of lists, then its tokens."""

    number: int
    block: int
    before: str
    tokens: tuple[Token, ...]

    def text(self) -> str:
        """All of it."""
        return self.before + "".join(token.shown for token in self.tokens)


class Rendering(NamedTuple):
    """Chunks in their order, and what closes the last one."""

    chunks: tuple[Chunk, ...]
    end: str

    def text(self) -> str:
        """All of it."""
        return "".join(chunk.text() for chunk in self.chunks) + self.end


def escaped(text: Text, pattern: re.Pattern[str], how: Callable[[str], str]) -> Token:
    """The text with ``how`` done to all that ``pattern`` finds in it."""
    parts: list[str] = []
    grown: list[tuple[int, int]] = []
    place = more = 0
    for match in pattern.finditer(text.raw):
        new = how(match.group())
        parts += (text.raw[place : match.start()], new)
        place = match.end()
        if len(new) != match.end() - match.start():
            more += len(new) - (match.end() - match.start())
            grown.append((match.start(), more))
    parts.append(text.raw[place:])
    return Token("".join(parts), text.start, len(text.raw), tuple(grown))


def by_mark(texts: Sequence[Text], depth: int) -> Iterator[tuple[Mark | None, list[Text]]]:
    """Runs of texts that share their mark at a depth; ``None`` where they have none."""

    def mark(text: Text) -> Mark | None:
        return text.marks[depth] if depth < len(text.marks) else None

    for kind, group in groupby(texts, mark):
        yield kind, list(group)
