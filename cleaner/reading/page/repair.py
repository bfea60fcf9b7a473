"""Putting back what an extraction dropped from the middle of the article.

Extractors throw out single paragraphs, lists and subheadings of the body for a word in a class or
for a link in them. Between the first and the last line that were extracted, inside the main
container, nearly all text is the article's (84 % of such paragraphs, 72 % of such short lines
where a tenth or more was lost; measured on general articles).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Block, Kind
from cleaner.reading.blocks import is_running, make_block
from cleaner.reading.page.evidence import Surroundings, block_chain
from cleaner.reading.page.index import LONG_KEY, keys_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Share of the running text that must have been lost before anything is put back. Below it what
#: is missing is mostly missing on purpose; .05 to .3 were tried.
LOST = 0.1
#: Share of the running text that the dropped paragraphs alone must make. Where only short lines are
#: missing they are as often a list of teasers as they are subheadings.
LOST_PARAGRAPHS = 0.05
#: Where so much of what was dropped was extracted from elsewhere, the page holds it twice. On 42
#: pages with something to put back it was less than .4 on 35 and more than .89 on 7.
TWICE = 0.5
#: Elements that hold what is beside the text.
_BESIDE = frozenset(
    {"address", "aside", "button", "dd", "dl", "dt", "figcaption", "figure", "footer", "form"}
    | {"header", "iframe", "label", "nav", "select", "svg", "table", "td", "th", "time", "tr"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Groups whose names speak of how a box is laid out: running text in one is the body's.
_LAYOUT = frozenset({"card", "dropdown", "embed", "header", "hidden", "navigation", "product"})
#: Shorter stretches of letters are marks and numbers.
_SHORTEST = 3
#: A stretch counts as dropped when no more than this share of it was extracted.
_KEPT = 0.3
#: A stretch with more of its letters in links leads elsewhere.
_LINKS = 0.4


class Dropped(NamedTuple):
    """A stretch of the body that the extraction lacks, in letters of the page."""

    start: int
    end: int
    text: str
    element: HtmlElement


def repaired(text: str, found: Surroundings) -> tuple[str, tuple[Block, ...]] | None:
    """The text and its blocks with what was dropped put back; ``None`` where that is too little."""
    running = sum(len(line.block.text) for line in found.lines if line.block.body_like)
    if not found.inner or _missing(found) < LOST * running:
        return None
    dropped = list(_dropped(found))
    paragraphs = [one for one in dropped if is_running(one.text)]
    if _length(dropped) < LOST * running or _length(paragraphs) < LOST_PARAGRAPHS * running:
        return None
    return None if _stands_twice(dropped, found) else _merged(text, found, dropped)


def _length(dropped: Sequence[Dropped]) -> int:
    return sum(len(one.text) for one in dropped)


def _covered(found: Surroundings) -> list[tuple[int, int]]:
    return sorted((line.place.start, line.place.end) for line in found.lines if line.place)


def _missing(found: Surroundings) -> int:
    """How many letters between the first and the last extracted one were not extracted."""
    missing = place = 0
    for start, end in _covered(found):
        if place and start > place:
            missing += start - place
        place = max(place, end)
    return missing


def _dropped(found: Surroundings) -> Iterator[Dropped]:
    covered = _covered(found)
    for start, end, linked, text, chain in _stretches(found, covered[0][0], covered[-1][1]):
        length = end - start
        if length < _SHORTEST or linked > _LINKS * length:
            continue
        if _overlap(covered, start, end) > _KEPT * length:
            continue
        one = Dropped(start, end, " ".join(text.split()), chain[-1])
        if _is_body(one, chain, found):
            yield one


def _stands_twice(dropped: Sequence[Dropped], found: Surroundings) -> bool:
    """Whether most of what was dropped was extracted from elsewhere.

    Pages hold the same boxes for two sizes of screens, and lines of code are too short for each to
    be found in its place. A short stretch must be a line of its own.
    """
    keys = keys_of([line.block.text for line in found.lines])
    lines, letters = frozenset(keys), "".join(keys)
    again = 0
    for one in dropped:
        own = found.page.letters_of(one.start, one.end)
        again += len(own) if own in (letters if len(own) >= LONG_KEY else lines) else 0
    return again >= TWICE * sum(one.end - one.start for one in dropped)


def _is_body(one: Dropped, chain: Sequence[HtmlElement], found: Surroundings) -> bool:
    """Whether neither elements nor names around a stretch tell that it stands beside the body."""
    if not _BESIDE.isdisjoint(found.around(chain).tags):
        return False
    groups = found.groups(chain)
    # Short texts in a bare div are buttons and labels; text that is meant has an element.
    if groups or one.element.tag == "div":
        return groups <= _LAYOUT and is_running(one.text)
    return True


def _stretches(
    found: Surroundings, first: int, last: int
) -> Iterator[tuple[int, int, int, str, tuple[HtmlElement, ...]]]:
    """The text of each block in the container: from, to, letters in links, text, elements."""
    container, depth = found.inner[-1], len(found.inner)
    current: tuple[int, int, int, str, tuple[HtmlElement, ...]] | None = None
    for piece in found.page.pieces(first, last):
        chain = found.page.chain(piece.element)
        if len(chain) < depth or chain[depth - 1] is not container:
            continue
        chain = block_chain(chain)
        linked = piece.end - piece.start if piece.linked else 0
        if current is not None and current[4][-1] is chain[-1]:
            start, _, before, text, _ = current
            current = start, piece.end, before + linked, text + " " + piece.text, chain
            continue
        if current is not None:
            yield current
        current = piece.start, piece.end, linked, piece.text, chain
    if current is not None:
        yield current


def _overlap(covered: Sequence[tuple[int, int]], start: int, end: int) -> int:
    number = max(0, bisect_right(covered, start, key=lambda one: one[0]) - 1)
    overlap = 0
    while number < len(covered) and covered[number][0] < end:
        overlap += max(0, min(covered[number][1], end) - max(covered[number][0], start))
        number += 1
    return overlap


def _merged(
    text: str, found: Surroundings, dropped: Sequence[Dropped]
) -> tuple[str, tuple[Block, ...]]:
    """Each stretch as a line behind the line that stands before it in the page."""
    behind: dict[int, list[Dropped]] = {}
    placed = sorted((line.place.start, line.block.index) for line in found.lines if line.place)
    for one in dropped:
        number = bisect_right(placed, one.start, key=lambda item: item[0]) - 1
        behind.setdefault(placed[max(number, 0)][1], []).append(one)
    parts: list[str] = []
    blocks: list[Block] = []
    length = place = 0

    def add(part: str) -> None:
        nonlocal length
        parts.append(part)
        length += len(part)

    for line in found.lines:
        block = line.block
        add(text[place : block.start])
        blocks.append(_made(len(blocks), block.kind, length, block.text))
        add(block.text)
        place = block.end
        for one in behind.get(block.index, ()):
            add("\n")
            kind, shown = _shown(one)
            blocks.append(_made(len(blocks), kind, length, shown))
            add(shown)
    add(text[place:])
    return "".join(parts), tuple(blocks)


def _shown(one: Dropped) -> tuple[Kind, str]:
    if one.element.tag in _HEADINGS:
        return Kind.HEADING, one.text
    if one.element.tag == "li":
        return Kind.LIST_ITEM, f"- {one.text}"
    return Kind.PARAGRAPH, one.text


def _made(index: int, kind: Kind, start: int, text: str) -> Block:
    return make_block(index, kind, start, start + len(text), text)
