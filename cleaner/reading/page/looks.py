"""What a line looks like, and whether the page states it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING

from cleaner.model import Block
from cleaner.reading.page.evidence import Line, Surroundings
from cleaner.reading.page.index import INLINE, PageIndex, keys_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from cleaner.model import Dom

#: Marks that sentences begin with.
_OPENING = "\"'“”„«‘‚¿¡([–—-"
#: The article that a page states is this one when it holds so much of the running text.
_CONFIRMED = 0.8
_TAG = re.compile(r"<[^<>]*>")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MARK = re.compile(r"[,;.:!?]")
_UPPER = re.compile(r"[A-Z]")
_DIGIT = re.compile(r"\d")


def of_text(block: Block, dom: Dom) -> Iterable[float]:
    """Numbers of the text alone: its length, marks, capitals, what it holds."""
    text, folded = block.text, block.folded
    length, words = len(text), max(1, block.words)
    return (
        len(dom.groups),
        dom.link_density,
        block.words,
        block.closed,
        text.endswith(":"),
        text.endswith(("…", "...")),
        text[0].islower(),
        len(_UPPER.findall(text)) / length,
        len(_DIGIT.findall(text)) / length,
        len(_MARK.findall(text)) / words,
        length / words,
        block.words < 12 and _YEAR.search(text) is not None,
        "©" in text or "copyright" in folded,
        "@" in text or "http" in folded or "www." in folded,
        "|" in text or "•" in text,
        "?" in text,
    )


def of_looks(line: Line, block: Block) -> Iterable[float]:
    """How the whole line is set, and how it begins."""
    inline = {one.tag for one in _inline_around(line)}
    text = block.text.removeprefix("- ")
    head = text.split(":", 1)[0]
    letters = list(filter(str.isalpha, text[:80]))
    return (
        "a" in inline,
        not inline.isdisjoint(("b", "strong")),
        not inline.isdisjoint(("i", "em")),
        len(head) < len(text) - 1 and len(head.split()) <= 4,
        bool(text) and not text[0].isalnum() and text[0] not in _OPENING,
        sum(map(str.isupper, letters)) / len(letters) if letters else 0,
    )


def _inline_around(line: Line) -> Iterator[HtmlElement]:
    one = line.place.element if line.place is not None else None
    while one is not None and one.tag in INLINE:
        yield one
        one = one.getparent()


def is_stated(line: Line, page: PageIndex, stated: str) -> float:
    """Whether the stated article has the line, -1 where there is none."""
    if not stated or line.place is None:
        return -1
    return page.key(line.place) in stated


def confirmed_article(found: Surroundings, stated: str) -> str:
    """The letters of the stated article, if it is this one and whole."""
    key = keys_of([_TAG.sub(" ", unescape(stated)).replace("\0", " ")])[0] if stated else ""
    if not key:
        return ""
    running = [
        found.page.key(line.place)
        for line in found.lines
        if line.block.body_like and line.place is not None
    ]
    held = sum(len(one) for one in running if one in key)
    return key if held >= _CONFIRMED * sum(map(len, running)) else ""
