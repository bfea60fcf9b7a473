"""Plain text → blocks: lines, wrapped paragraphs, and text without line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from cleaner.model import Block, Kind, Span
from cleaner.reading.blocks import fold, is_closed, make_block, moved
from cleaner.reading.sentences import sentence_spans

# From the first to the last code point of a line that is no white space.
_LINE = re.compile(r"[^\s](?:[^\r\n]*[^\s])?")
_BULLET = re.compile(r"(?:[-*•·‣▪–]|\d{1,3}[.)])\s+\S")
_LETTER = re.compile(r"[^\W\d_]")

#: A line without a break is read as sentences from this many words on; below, it is one paragraph.
SENTENCE_WORDS = 60
#: Lines of text wrapped by an editor or a mail program are this long (columns 45 to 110).
_WRAPPED = range(45, 111)
#: Headings are short; the longest newspaper headlines have some 20 words.
_HEADING_WORDS = 20


def read_text(
    text: str, language: str | None = None, known: Mapping[str, Block] | None = None
) -> tuple[Block, ...]:
    """The blocks of a plain text.

    ``known`` are blocks by their texts whose features need not be worked out again.

    Every line is a block, as extractors write them, except that lines of a hard-wrapped paragraph
    are one block, and that a long text without any line break is read as one block a sentence.
    """
    lines = list(line_spans(text))
    if len(lines) == 1 and len(text.split()) >= SENTENCE_WORDS:
        spans = _sentences(text, lines[0], language)
    else:
        spans = [span for group in _groups(text, lines) for span in _join(text, group)]
    folded = fold(text)
    if not known:
        return tuple(_block(index, text, folded, span) for index, span in enumerate(spans))
    blocks = []
    for index, span in enumerate(spans):
        like = known.get(text[span.start : span.end])
        block = moved(like, index, *span) if like else _block(index, text, folded, span)
        blocks.append(block)
    return tuple(blocks)


def line_spans(text: str) -> Iterator[Span]:
    """The lines that hold anything, without the white space around them."""
    if "\r" in text:
        for match in _LINE.finditer(text):
            yield Span(*match.span())
        return
    start = 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            first = start + line.index(body[0])
            yield Span(first, first + len(body))
        start += len(line) + 1


def _sentences(text: str, line: Span, language: str | None) -> list[Span]:
    found = sentence_spans(text[line.start : line.end], language)
    return [Span(line.start + start, line.start + end) for start, end in found]


def _groups(text: str, lines: list[Span]) -> Iterator[list[Span]]:
    """Lines that stand together without an empty line between them."""
    group: list[Span] = []
    for line in lines:
        if group and _breaks(text[group[-1].end : line.start]) > 1:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _breaks(gap: str) -> int:
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n")


def _join(text: str, group: list[Span]) -> list[Span]:
    """One span for a hard-wrapped paragraph, else the lines as they are.

    Wrapped: all lines but the last are of a text column's width, and at least one of them breaks
    off in the middle of a sentence.
    """
    *body, _ = group
    if not body or any(line.end - line.start not in _WRAPPED for line in body):
        return group
    for line, after in pairwise(group):
        if text[after.start].islower() and not is_closed(text[line.start : line.end]):
            return [Span(group[0].start, group[-1].end)]
    return group


def _block(index: int, text: str, folded: str, span: Span) -> Block:
    body = text[span.start : span.end]
    kind = guess_kind(body)
    return make_block(index, kind, *span, body, folded=folded[span.start : span.end])


def guess_kind(line: str) -> Kind:
    """The role that the shape of a plain line suggests.

    >>> [str(guess_kind(t)) for t in ("Looking for an edge", "- two eggs", "* * *", "He left.")]
    ['heading', 'list_item', 'rule', 'paragraph']
    """
    if len(line) > 200:
        return Kind.PARAGRAPH
    if not any(map(str.isalnum, line)):
        return Kind.RULE
    if _BULLET.match(line):
        return Kind.LIST_ITEM
    letter = _LETTER.search(line)
    if letter is None:
        return Kind.PARAGRAPH
    short = len(line.split()) <= _HEADING_WORDS
    if short and not is_closed(line) and line[-1] not in ",;:" and not letter.group().islower():
        return Kind.HEADING
    return Kind.PARAGRAPH
