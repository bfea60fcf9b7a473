"""The document of a later pass: what a new call would read from the text so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cleaner.model import Block, Document, Patch
from cleaner.reading.blocks import make_block
from cleaner.reading.read import read
from cleaner.reading.text import line_spans


def reread(document: Document, text: str, change: Patch) -> Document:
    """``document`` after ``change``, which left ``text``.

    Text and Markdown are read again, so that a later pass sees what a new call on the cleaned
    text would. Text extracted from a page is not: its blocks are carried over, with what the page
    told about them.
    """
    if document.format == "html":
        return replace(document, text=text, blocks=_carry_over(document, text, change))
    title = document.title
    again = read(
        text,
        input_format=document.format,
        title=title.text if title and title.source == "given" else None,
        language=document.language,
        url=document.url,
        known={block.text: block for block in document.blocks},
    )
    return replace(again, site_lines=document.site_lines, corpus=document.corpus)


def _carry_over(document: Document, text: str, change: Patch) -> tuple[Block, ...]:
    """The blocks that are left, each a line of the new text, with what was known of them.

    A repair may bring in a line break; then lines and blocks no longer pair up and every block
    behind it would get its neighbour's role, so that the lines are read as plain text.
    """
    left = list(_survivors(document, change))
    spans = list(line_spans(text))
    if len(left) != len(spans):
        return read(text, language=document.language).blocks
    return tuple(
        make_block(
            index,
            block.kind,
            *span,
            text[span.start : span.end],
            level=block.level,
            fixed=block.fixed,
            dom=block.dom,
        )
        for index, (block, span) in enumerate(zip(left, spans, strict=True))
    )


def _survivors(document: Document, change: Patch) -> Iterator[Block]:
    edits = iter(change.edits)
    edit = next(edits, None)
    for block in document.blocks:
        while edit is not None and edit.end <= block.start:
            edit = next(edits, None)
        if edit is None or not (edit.start <= block.start and block.end <= edit.end):
            yield block
