"""HTML → blocks of the extracted article, by trafilatura, with one shared parse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.model import Block, Item, Kind, ReadError
from cleaner.reading.blocks import make_block, with_dom
from cleaner.reading.language import normal_code
from cleaner.reading.page.crowds import flatten_crowds
from cleaner.reading.page.evidence import Surroundings, evidence_of, locate
from cleaner.reading.page.extraction import (
    drop_unread,
    extract_article,
    extract_comments,
    paragraphs_of,
)
from cleaner.reading.page.features import Told, features_of
from cleaner.reading.page.index import PageIndex, keys_of
from cleaner.reading.page.limits import (
    DEFAULT,
    Limits,
    check_size,
    without_attribute_floods,
)
from cleaner.reading.page.markup import markup_of, markup_of_blocks
from cleaner.reading.page.metadata import read_metadata
from cleaner.reading.page.parsing import parse
from cleaner.reading.page.repair import repaired
from cleaner.reading.text import guess_kind

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document as Extracted

_KINDS = {
    "head": Kind.HEADING,
    "p": Kind.PARAGRAPH,
    "item": Kind.LIST_ITEM,
    "quote": Kind.QUOTE,
    "code": Kind.CODE,
    "row": Kind.TABLE,
}
_LINE = re.compile(r"[^\n]+")
#: How many elements ahead a line is looked for; extraction merges and drops a few, never many.
_WINDOW = 8


class Extras(NamedTuple):
    """What is read of a page beside its text: the markup, the readers' comments."""

    markup: bool = False
    comments: bool = False


NOTHING = Extras()


class HtmlReading(NamedTuple):
    """The extracted text, its blocks, and what the page says about itself."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None
    language: str | None
    url: str | None
    metadata: Mapping[str, str]
    items: tuple[Item, ...] = ()
    comments: tuple[str, ...] = ()


def read_html(
    html: str | bytes,
    *,
    url: str | None = None,
    place: str = "",
    limits: Limits = DEFAULT,
    extras: Extras = NOTHING,
) -> HtmlReading:
    """Extract the article of a page, and what else is asked for.

    Raises:
        ReadError: the input is no HTML, is larger than ``limits`` allow, or holds no text that
            could be an article.

    """
    tree = _parse(html, limits, place)
    if tree is None:
        raise ReadError("this is not HTML", place=place, hint="--input-format says what it is")
    found = read_metadata(tree, url=url)
    drop_unread(tree)
    index = PageIndex(tree)
    # Where there are fewer stretches of text on the whole page no block has as many.
    if index.stretches > limits.inline and flatten_crowds(tree, limits.inline):
        index = PageIndex(tree)
    extracted = extract_article(tree, index, url)
    if extracted is None:
        raise ReadError("the page holds no text to extract", place=place)
    text, lines = _in_page(index, extracted.text or "", tuple(_blocks(extracted)))
    return HtmlReading(
        text,
        _known_blocks(lines, Told(found.title, found.article, found.news)),
        found.title,
        found.language,
        found.url,
        found.values,
        markup_of(tree, lines, found.url) if extras.markup else (),
        extract_comments(tree) if extras.comments else (),
    )


def _parse(html: str | bytes, limits: Limits, place: str) -> HtmlElement | None:
    from trafilatura.utils import decode_file

    check_size(html, limits, place)
    if isinstance(html, bytes):
        # What is packed may be larger than it looks, so that the text is measured again.
        html = decode_file(html, limits.size)
        check_size(html, limits, place)
    tree = parse(without_attribute_floods(html))
    # Of something else the parser makes a page that is one paragraph.
    return None if tree is None or tree.find(".//*") is None else tree


def _in_page(index: PageIndex, text: str, blocks: tuple[Block, ...]) -> tuple[str, Surroundings]:
    """The text with what was dropped, and its lines found in the page."""
    found = locate(blocks, index)
    more = repaired(text, found)
    if more is not None:
        text, blocks = more
        index.rewind()
        found = locate(blocks, index)
    return text, found


def _known_blocks(found: Surroundings, told: Told) -> tuple[Block, ...]:
    """The blocks with what the page tells about them."""
    doms = evidence_of(found)
    rows = features_of(doms, found, told)
    return tuple(
        with_dom(line.block, replace(dom, features=row) if row else dom) if dom else line.block
        for line, dom, row in zip(found.lines, doms, rows, strict=True)
    )


def read_extracted(extracted: Extracted, extras: Extras = NOTHING) -> HtmlReading:
    """The same for a result of ``trafilatura.bare_extraction`` that the caller has already.

    The page itself is gone by then, so that the blocks carry no evidence of it; of the markup
    headings and lists are left. Comments are there if that extraction looked for them.
    """
    text = extracted.text or ""
    blocks = tuple(_blocks(extracted))
    metadata = {
        name: value
        for name in ("author", "date", "sitename", "description", "hostname")
        if isinstance(value := getattr(extracted, name), str) and value
    }
    return HtmlReading(
        text,
        blocks,
        extracted.title,
        normal_code(extracted.language),
        extracted.url,
        metadata,
        markup_of_blocks(blocks) if extras.markup else (),
        paragraphs_of(extracted.comments) if extras.comments else (),
    )


def _blocks(extracted: Extracted) -> Iterator[Block]:
    """One block a line of the extracted text, its kind from the element that the line came from."""
    elements = _elements(extracted.body) if extracted.body is not None else []
    text = (extracted.text or "").replace("\0", " ")
    lines = [(m.start(), line) for m in _LINE.finditer(text) if (line := m.group().strip())]
    cursor = 0
    for index, ((place, line), key) in enumerate(
        zip(lines, keys_of([line for _, line in lines]), strict=True)
    ):
        start = text.index(line[0], place)
        kind, cursor = _kind(line, key, elements, cursor)
        yield make_block(index, kind, start, start + len(line), line)


def _elements(body: Any) -> list[tuple[Kind, str]]:
    """Kind and alphanumeric content of each element that makes a line, in document order."""
    elements = list(body.iter(*_KINDS))
    keys = keys_of(["".join(element.itertext()) for element in elements])
    pairs = zip(elements, keys, strict=True)
    return [(_KINDS[element.tag], key) for element, key in pairs if key]


def _kind(line: str, key: str, elements: list[tuple[Kind, str]], cursor: int) -> tuple[Kind, int]:
    if line.startswith("|"):
        return Kind.TABLE, cursor
    if key:
        for place in range(cursor, min(cursor + _WINDOW, len(elements))):
            if elements[place][1] == key:
                return elements[place][0], place + 1
    return guess_kind(line), cursor
