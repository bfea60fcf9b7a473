"""HTML → blocks of the extracted article, by trafilatura, with one shared parse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.model import Block, Kind, ReadError
from cleaner.reading.blocks import make_block
from cleaner.reading.language import normal_code
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
#: The date is read where the page states it; searching the text for one costs more than extraction.
_DATES = {"extensive_search": False, "original_date": True}
_LINE = re.compile(r"[^\n]+")
_NOT_ALNUM = re.compile(r"[\W_]+")
#: How many elements ahead a line is looked for; extraction merges and drops a few, never many.
_WINDOW = 8


class HtmlReading(NamedTuple):
    """The extracted text, its blocks, and what the page says about itself."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None
    language: str | None
    url: str | None
    metadata: Mapping[str, str]


def read_html(html: str | bytes, *, url: str | None = None, place: str = "") -> HtmlReading:
    """Extract the article of a page.

    Raises:
        ReadError: the input is no HTML, or holds no text that could be an article.

    """
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    tree = load_html(html) if html.strip() else None
    if tree is None:
        raise ReadError("this is not HTML", place=place, hint="--input-format says what it is")
    extracted = bare_extraction(
        tree,
        url=url,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    if extracted is None or isinstance(extracted, dict):
        raise ReadError("the page holds no text to extract", place=place)
    return read_extracted(extracted, language=_page_language(tree), url=url)


def read_extracted(
    extracted: Extracted, *, language: str | None = None, url: str | None = None
) -> HtmlReading:
    """The same for a result of ``trafilatura.bare_extraction`` that the caller has already."""
    text = extracted.text or ""
    metadata = {
        name: value
        for name in ("author", "date", "sitename", "description", "hostname")
        if isinstance(value := getattr(extracted, name), str) and value
    }
    return HtmlReading(
        text,
        tuple(_blocks(text, extracted.body)),
        extracted.title,
        language or normal_code(extracted.language),
        url or extracted.url,
        metadata,
    )


def _page_language(tree: HtmlElement) -> str | None:
    return normal_code(tree.get("lang")) or normal_code(
        next(iter(tree.xpath("//meta[@property='og:locale']/@content")), None)
    )


def _blocks(text: str, body: Any) -> Iterator[Block]:
    """One block a line of the extracted text, its kind from the element that the line came from."""
    elements = list(_elements(body)) if body is not None else []
    cursor = index = 0
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if not line:
            continue
        start = match.start() + match.group().index(line[0])
        kind, cursor = _kind(line, elements, cursor)
        yield make_block(index, kind, start, start + len(line), line)
        index += 1


def _elements(body: Any) -> Iterator[tuple[Kind, str]]:
    """Kind and alphanumeric content of each element that makes a line, in document order."""
    for element in body.iter(*_KINDS):
        content = _NOT_ALNUM.sub("", "".join(element.itertext()))
        if content:
            yield _KINDS[element.tag], content


def _kind(line: str, elements: list[tuple[Kind, str]], cursor: int) -> tuple[Kind, int]:
    if line.startswith("|"):
        return Kind.TABLE, cursor
    content = _NOT_ALNUM.sub("", line)
    if content:
        for place in range(cursor, min(cursor + _WINDOW, len(elements))):
            if elements[place][1] == content:
                return elements[place][0], place + 1
    return guess_kind(line), cursor
