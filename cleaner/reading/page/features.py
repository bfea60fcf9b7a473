"""What the page model asks of an extracted line: its place on the page, its names, its shape.

Numbers alone, so that the model can be trained on one language's pages and asked about another's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Block, Dom, Kind
from cleaner.reading.page.boxes import FAR, Box, boxes_of, of_boxes
from cleaner.reading.page.evidence import Line, Surroundings
from cleaner.reading.page.groups import GROUPS
from cleaner.reading.page.looks import confirmed_article, is_stated, of_looks, of_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = {
    tag: number
    for number, tags in enumerate(
        (
            "p",
            "li",
            "h1 h2 h3 h4 h5 h6",
            "div section article main body",
            "td th tr dd dt",
            "blockquote q",
            "span a strong b em i",
        )
    )
    for tag in tags.split()
}
_KINDS = {kind: number for number, kind in enumerate(Kind)}
#: Elements whose presence around a line tells something of it.
_AROUND = (
    *("aside", "footer", "nav", "form", "header", "figure", "figcaption", "table", "li"),
    *("blockquote", "article", "section", "address", "time", "button", "details"),
)
_WORD = re.compile(r"[^\W\d_]+")
#: Notes and references begin with their number.
_NUMBERED = re.compile(r"\W{0,3}\d")
#: Where more of the extracted letters lies outside the main container, or there is none, the
#: article is cut into sections and the model would judge it by the shape of its lines.
_OUTSIDE = 0.2
#: A paragraph of the body with so many of its letters in links may lead elsewhere.
_LINKS = 0.3
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_GROUPS = tuple(GROUPS)
#: Names of the features in the order in which they are given.
NAMES = (
    *("inside", "below_container", "depth", "tag", "kind"),
    *(f"in_{tag}" for tag in _AROUND),
    *(f"named_{group}" for group in GROUPS),
    *("groups", "link_density", "words", "closed", "colon", "ellipsis", "lower", "capitals"),
    *("digits", "marks", "word_length", "year", "sign", "address", "bar", "question"),
    *("place", "place_on_page", "to_text_before", "to_text_after", "lead", "tail", "between"),
    *(
        f"{side}_{name}"
        for side in ("before", "after")
        for name in ("words", "closed", "links", "inside", "groups", "skipped")
    ),
    *("same_parent", "same_shape", "siblings", "copies", "title", "lines", "running", "extracted"),
    *("list_links", "list_lines", "box_share", "box_lines", "linked_whole", "bold", "italic"),
    *("label", "symbol", "shouted", "stated", "news"),
)


class Told(NamedTuple):
    """What the page's data tell: the title, the article's text, how far it says that it is news.

    ``article`` is empty where they do not state it. ``news`` is 1 for a news article, .5 for an
    article, 0 where nothing tells: on news pages lists of links are other stories, in guides and
    blogs they are the author's.
    """

    title: str | None = None
    article: str = ""
    news: float = 0.0


class Whole(NamedTuple):
    """What is counted once a page: letters of running text by parent and by shape, and so on.

    ``doms`` is the evidence of its lines.
    """

    doms: Sequence[Dom | None]
    running: tuple[int, ...]
    length: int
    parents: Counter[HtmlElement | None]
    shapes: Counter[tuple[str | None, ...]]
    siblings: Counter[HtmlElement | None]
    copies: Counter[str]
    title: frozenset[str]
    share: float
    boxes: Mapping[HtmlElement, Box]
    letters: int
    stated: str
    news: float


def features_of(
    doms: Sequence[Dom | None], found: Surroundings, told: Told
) -> list[tuple[float, ...]]:
    """A row for each line that the model may be asked about, an empty one for the rest.

    ``doms`` is the evidence of the lines of ``found``.
    """
    rows: list[tuple[float, ...]] = [()] * len(doms)
    if found.outside > _OUTSIDE:
        return rows
    asked = [
        number
        for number, (line, dom) in enumerate(zip(found.lines, doms, strict=True))
        if dom is not None and _asked(line.block, dom)
    ]
    if asked:
        whole = _count(doms, found, told)
        for number in asked:
            rows[number] = _row(number, found, whole)
    return rows


def _asked(block: Block, dom: Dom) -> bool:
    """Tables, notes and references are not asked about.

    Nor are paragraphs and subheadings of the body, unless names or links around them speak of
    something else.
    """
    if block.protected or "references" in dom.groups or _NUMBERED.match(block.text):
        return False
    body = dom.inside and (block.body_like or dom.element in _HEADINGS)
    return not body or bool(dom.groups) or dom.link_density >= _LINKS


def _count(doms: Sequence[Dom | None], found: Surroundings, told: Told) -> Whole:
    lines = found.lines
    running = [
        number
        for number, line in enumerate(lines)
        if line.place is not None and line.block.body_like and found.inside(line.chain) is not False
    ]
    parents: Counter[HtmlElement | None] = Counter()
    shapes: Counter[tuple[str | None, ...]] = Counter()
    length = 0
    for number in running:
        line = lines[number]
        own = len(line.block.text)
        parents[_parent(line)] += own
        shapes[_shape(line)] += own
        length += own
    letters = sum(line.place.end - line.place.start for line in lines if line.place)
    return Whole(
        doms,
        tuple(running),
        max(1, length),
        parents,
        shapes,
        Counter(map(_parent, lines)),
        Counter([line.block.folded for line in lines]),
        frozenset(_WORD.findall((told.title or "").lower())),
        letters / max(1, found.page.letters),
        boxes_of(doms, found),
        max(1, letters),
        confirmed_article(found, told.article),
        told.news,
    )


def _parent(line: Line) -> HtmlElement | None:
    return line.chain[-2] if len(line.chain) > 1 else None


def _shape(line: Line) -> tuple[str | None, ...]:
    """What the line's element and the one around it look like."""
    return tuple([part for one in line.chain[-2:] for part in (str(one.tag), one.get("class"))])


def _row(number: int, found: Surroundings, whole: Whole) -> tuple[float, ...]:
    line, dom = found.lines[number], whole.doms[number]
    assert dom is not None
    block, parent = line.block, _parent(line)
    own = found.around(line.chain).elements
    return (
        -1 if dom.inside is None else int(dom.inside),
        len(own),
        len(line.chain),
        _TAGS.get(dom.element, len(_TAGS)),
        _KINDS[block.kind],
        *_among(_AROUND, dom.elements),
        *_among(_GROUPS, dom.groups),
        *of_text(block, dom),
        *_of_order(number, line, found, whole),
        *_of_neighbour(number, -1, found, whole),
        *_of_neighbour(number, 1, found, whole),
        whole.parents[parent] / whole.length,
        whole.shapes[_shape(line)] / whole.length,
        min(FAR, whole.siblings[parent]),
        min(FAR, whole.copies[block.folded]),
        _shared(_WORD.findall(block.folded), whole.title),
        min(300, len(found.lines)),
        whole.length,
        whole.share,
        *of_boxes(own, whole.boxes, whole.letters),
        *of_looks(line, block),
        is_stated(line, found.page, whole.stated),
        whole.news,
    )


@lru_cache(maxsize=4096)
def _among(names: tuple[str, ...], found: frozenset[str]) -> tuple[bool, ...]:
    """Which of the names were found; lines that stand together have the same around them."""
    return tuple([name in found for name in names])


def _of_order(number: int, line: Line, found: Surroundings, whole: Whole) -> Iterable[float]:
    running = whole.running
    before, after = bisect_left(running, number) - 1, bisect_right(running, number)
    gap = number - running[before] if before >= 0 else FAR
    ahead = running[after] - number if after < len(running) else FAR
    start = line.place.start if line.place else 0
    return (
        number / len(found.lines),
        start / max(1, found.page.letters),
        min(FAR, gap),
        min(FAR, ahead),
        before < 0,
        after == len(running),
        min(FAR, gap + ahead),
    )


def _of_neighbour(number: int, step: int, found: Surroundings, whole: Whole) -> Iterable[float]:
    other = number + step
    if not 0 <= other < len(found.lines) or (dom := whole.doms[other]) is None:
        return (-1,) * 6
    one, two = found.lines[min(number, other)].place, found.lines[max(number, other)].place
    skipped = max(-1, two.start - one.end) if one and two else -1
    inside = -1 if dom.inside is None else int(dom.inside)
    block = found.lines[other].block
    return block.words, block.closed, dom.link_density, inside, len(dom.groups), min(2000, skipped)


def _shared(words: Sequence[str], title: frozenset[str]) -> float:
    """Which share of the words the title has, too."""
    own = set(words)
    return len(own & title) / len(own) if own else 0.0
