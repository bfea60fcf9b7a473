"""Comments that switch the cleaner off and on: ``<!-- cleaner off LNK001 -->`` and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from cleaner.model import Document, Kind, Span
from cleaner.reading.title import title_in_text

#: ``-- why`` behind the selectors is for people.
_BODY = r"cleaner[ \t]+(?P<{0}>[\w-]+(?:[ \t,]+[\w-]+)*?)(?:[ \t]+--[ \t][^\r\n]*?)?"
_COMMENT = re.compile(
    rf"<!--[ \t]*{_BODY.format('html')}[ \t]*-->"
    rf"|\{{/\*[ \t]*{_BODY.format('mdx')}[ \t]*\*/\}}"
    rf"|^\.\.[ \t]+{_BODY.format('rst')}[ \t]*$",
    re.MULTILINE,
)

#: What a comment can say.
VERBS = ("off", "on", "off-next", "off-file")


class Directive(NamedTuple):
    """One comment: its verb, the rules it names (none: all), its block and where it stands."""

    verb: str
    selectors: tuple[str, ...]
    block: int
    span: Span


def with_directives(document: Document) -> tuple[Document, list[Directive]]:
    """The document with its directives sealed, so that they are never read or removed, and them.

    Only comments that Markdown itself takes for HTML or an expression count, so that one in a
    code block is an example; in plain text they stand on a line of their own.
    """
    if "cleaner" not in document.text or document.format == "html":
        return document, []
    if document.format == "text":
        document = _sealed(document)
    return document, list(_directives(document))


def _sealed(document: Document) -> Document:
    """The document with lines that are directives as blocks of HTML."""
    blocks = tuple(
        replace(block, kind=Kind.HTML) if _COMMENT.fullmatch(block.text) else block
        for block in document.blocks
    )
    if blocks == document.blocks:
        return document
    title = document.title
    if title is not None and title.source == "first line":
        title = title_in_text([block for block in blocks if not block.protected])
    return replace(document, blocks=blocks, title=title)


def _directives(document: Document) -> Iterator[Directive]:
    for block in document.blocks:
        if block.kind not in (Kind.HTML, Kind.OTHER):
            continue
        for match in _COMMENT.finditer(document.text, block.start, block.end):
            said = match["html"] or match["mdx"] or match["rst"]
            verb, *selectors = re.split(r"[ \t,]+", said)
            yield Directive(verb, tuple(selectors), block.index, Span(*match.span()))
