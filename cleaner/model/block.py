"""A block: the smallest part of a document that is kept or removed as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cleaner.model.dom import Dom
from cleaner.model.span import Span


class Kind(StrEnum):
    """The role that the source gives a block."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    RULE = "rule"
    CODE = "code"
    TABLE = "table"
    HTML = "html"
    OTHER = "other"


#: Kinds that stand in a document so that neighbours know of them, and are never read or removed.
PROTECTED = frozenset({Kind.CODE, Kind.TABLE, Kind.HTML, Kind.OTHER})


class Segment(NamedTuple):
    """A stretch of a block's visible text and where it stands in the document's text.

    Visible code points ``start`` … ``start + length`` are the document's ``at`` … ``at + length``.
    """

    start: int
    at: int
    length: int


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item … with what reading found out about it.

    ``start`` and ``end`` bound what goes when the block goes, markup included, in code points of
    the document's text. ``text`` is what a reader of the article sees; ``folded`` is the same text,
    code point for code point, in lower case with plain quotes, dashes and spaces. ``key`` is
    ``folded`` without the punctuation and symbols around it and with single spaces: what whole-line
    phrases are looked up by. ``words`` counts white-space separated words (for scripts without
    spaces, pairs of characters). ``closed`` tells whether the text ends a sentence. ``level`` is
    the depth of a heading (0: unknown). ``fixed`` blocks are reported on, never removed.
    """

    index: int
    kind: Kind
    start: int
    end: int
    text: str
    folded: str
    key: str
    words: int
    closed: bool
    level: int = 0
    fixed: bool = False
    segments: tuple[Segment, ...] | None = None
    dom: Dom | None = None

    @property
    def span(self) -> Span:
        """Where the block stands in the document's text."""
        return Span(self.start, self.end)

    @property
    def protected(self) -> bool:
        """Whether the block must be left alone: code, tables, raw HTML and their like."""
        return self.kind in PROTECTED

    @property
    def quoted(self) -> bool:
        """Whether a line of some words stands in quotation marks from end to end.

        An article that quotes a notice speaks of it; what pages leave behind is not quoted.
        Guillemets do not count: pages set them around links.
        """
        return self.words >= 4 and self.text[0] in '"“„' and self.text[-1] in '"”“'

    @property
    def body_like(self) -> bool:
        """Whether the block has the shape of running text: 20 words or more, sentence closed."""
        return self.closed and self.words >= 20 and not self.protected

    def locate(self, start: int, end: int) -> Span | None:
        """The document's span behind visible code points ``start`` … ``end``.

        ``None`` where markup runs through the middle of it, so that it cannot go on its own.
        """
        if self.segments is None:
            return Span(self.start + start, self.start + end)
        for segment in self.segments:
            if segment.start <= start and end <= segment.start + segment.length:
                shift = segment.at - segment.start
                return Span(start + shift, end + shift)
        return None
