"""The stretch of a block that a rule looks at and takes: block, sentence or match."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from cleaner.model import Block, Evidence, Rule, Span
from cleaner.reading.sentences import sentence_spans

_NO_VALUES: Mapping[str, str] = {}


def sentence_at(block: Block, place: int, language: str | None) -> Span:
    """The sentence of ``block`` that code point ``place`` of its text lies in."""
    spans = sentence_spans(block.text, language)
    number = bisect_right(spans, place, key=lambda span: span.start) - 1
    if number >= 0 and place < spans[number].end:
        return spans[number]
    return Span(0, len(block.text))


def sighting(
    rule: Rule,
    block: Block,
    span: Span | None = None,
    *,
    replacement: str = "",
    score: float | None = None,
    suggested: bool = False,
    values: Mapping[str, str] = _NO_VALUES,
) -> Evidence | None:
    """Evidence on ``span`` of the block's text, or on the whole block.

    ``None`` where markup runs through the span, so that it cannot go on its own.
    """
    if span is None or (not replacement and covers_all(block, span)):
        where: Span | None = block.span
        whole = True
    else:
        where = block.locate(*span)
        whole = False
    if where is None:
        return None
    return Evidence(rule, block.index, where, whole, replacement, score, suggested, values)


def covers_all(block: Block, span: Span) -> bool:
    """Whether nothing but white space and punctuation would be left of the block."""
    left = block.text[: span.start] + block.text[span.end :]
    return not any(map(str.isalnum, left))
