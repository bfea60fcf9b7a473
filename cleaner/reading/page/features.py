"""What the page model asks of an extracted line: its place on the page, its names, its shape.

Numbers alone, so that the model can be trained on one language's pages and asked about another's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Block, Kind
from cleaner.reading.page.boxes import FAR, Box, boxes_of, of_boxes
from cleaner.reading.page.evidence import Line, Surroundings, own_elements
from cleaner.reading.page.groups import GROUPS
from cleaner.reading.page.index import PageIndex
from cleaner.reading.page.looks import confirmed_article, is_stated, of_looks, of_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from cleaner.model import Dom

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
    """What is counted once a page: letters of running text by parent and by shape, and so on."""

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
    blocks: Sequence[Block], found: Surroundings, told: Told
) -> list[tuple[float, ...]]:
    """A row for each line that the model may be asked about, an empty one for the rest.

    ``blocks`` are those of ``found`` with their evidence.
    """
    if found.outside > _OUTSIDE:
        return [()] * len(blocks)
    whole = _count(blocks, found, told)
    return [
        _row(number, block, block.dom, found, blocks, whole)
        if block.dom is not None and _asked(block, block.dom)
        else ()
        for number, block in enumerate(blocks)
    ]


def _asked(block: Block, dom: Dom) -> bool:
    """Tables, notes and references are not asked about.

    Nor are paragraphs and subheadings of the body, unless names or links around them speak of
    something else.
    """
    if block.protected or "references" in dom.groups or _NUMBERED.match(block.text):
        return False
    body = dom.inside and (block.body_like or dom.element in _HEADINGS)
    return not body or bool(dom.groups) or dom.link_density >= _LINKS


def _count(blocks: Sequence[Block], found: Surroundings, told: Told) -> Whole:
    running = [
        number
        for number, line in enumerate(found.lines)
        if line.block.body_like and line.place is not None and _inside(line, found) is not False
    ]
    parents: Counter[HtmlElement | None] = Counter()
    shapes: Counter[tuple[str | None, ...]] = Counter()
    for number in running:
        line = found.lines[number]
        parents[_parent(line)] += len(line.block.text)
        shapes[_shape(line)] += len(line.block.text)
    letters = sum(line.place.end - line.place.start for line in found.lines if line.place)
    return Whole(
        tuple(running),
        max(1, sum(len(found.lines[number].block.text) for number in running)),
        parents,
        shapes,
        Counter(_parent(line) for line in found.lines),
        Counter(line.block.folded for line in found.lines),
        frozenset(_WORD.findall((told.title or "").lower())),
        letters / max(1, found.page.letters),
        boxes_of(blocks, found),
        max(1, letters),
        confirmed_article(found, told.article),
        told.news,
    )


def _parent(line: Line) -> HtmlElement | None:
    return line.chain[-2] if len(line.chain) > 1 else None


def _shape(line: Line) -> tuple[str | None, ...]:
    """What the line's element and the one around it look like."""
    return tuple(part for one in line.chain[-2:] for part in (str(one.tag), one.get("class")))


def _inside(line: Line, found: Surroundings) -> bool | None:
    depth = len(found.inner)
    return line.chain[depth - 1 : depth] == found.inner[-1:] if depth else None


def _row(
    number: int,
    block: Block,
    dom: Dom,
    found: Surroundings,
    blocks: Sequence[Block],
    whole: Whole,
) -> tuple[float, ...]:
    line = found.lines[number]
    return (
        *_of_place(line, dom, found),
        *of_text(block, dom),
        *_of_order(number, line, found.page, whole),
        *_of_neighbour(number, -1, found, blocks),
        *_of_neighbour(number, 1, found, blocks),
        whole.parents[_parent(line)] / whole.length,
        whole.shapes[_shape(line)] / whole.length,
        min(FAR, whole.siblings[_parent(line)]),
        min(FAR, whole.copies[block.folded]),
        _shared(_WORD.findall(block.folded), whole.title),
        min(300, len(blocks)),
        whole.length,
        whole.share,
        *of_boxes(line, found, whole.boxes, whole.letters),
        *of_looks(line, block),
        is_stated(line, found.page, whole.stated),
        whole.news,
    )


def _of_place(line: Line, dom: Dom, found: Surroundings) -> Iterable[float]:
    return (
        -1 if dom.inside is None else int(dom.inside),
        len(own_elements(line.chain, found.inner)),
        len(line.chain),
        _TAGS.get(dom.element, len(_TAGS)),
        _KINDS[line.block.kind],
        *(tag in dom.elements for tag in _AROUND),
        *(group in dom.groups for group in GROUPS),
    )


def _of_order(number: int, line: Line, page: PageIndex, whole: Whole) -> Iterable[float]:
    running = whole.running
    before, after = bisect_left(running, number) - 1, bisect_right(running, number)
    gap = number - running[before] if before >= 0 else FAR
    ahead = running[after] - number if after < len(running) else FAR
    start = line.place.start if line.place else 0
    return (
        number / whole.siblings.total(),
        start / max(1, page.letters),
        min(FAR, gap),
        min(FAR, ahead),
        before < 0,
        after == len(running),
        min(FAR, gap + ahead),
    )


def _of_neighbour(
    number: int, step: int, found: Surroundings, blocks: Sequence[Block]
) -> Iterable[float]:
    other = number + step
    if not 0 <= other < len(blocks) or (dom := blocks[other].dom) is None:
        return (-1,) * 6
    one, two = found.lines[min(number, other)].place, found.lines[max(number, other)].place
    skipped = max(-1, two.start - one.end) if one and two else -1
    inside = -1 if dom.inside is None else int(dom.inside)
    block = blocks[other]
    return block.words, block.closed, dom.link_density, inside, len(dom.groups), min(2000, skipped)


def _shared(words: Sequence[str], title: frozenset[str]) -> float:
    """Which share of the words the title has, too."""
    own = set(words)
    return len(own & title) / len(own) if own else 0.0
