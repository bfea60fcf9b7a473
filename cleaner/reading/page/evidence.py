"""From the lines of an extraction and the page's tree to each line's DOM evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Block, Dom
from cleaner.reading.page.container import main_container
from cleaner.reading.page.groups import CONSENT, groups_of
from cleaner.reading.page.index import INLINE, PageIndex, Place, keys_of
from cleaner.reading.page.words import words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: A group that so much of the running text stands under says nothing of what else does.
_COMMON = 0.25
#: Pages of more lines get no paths: each counts the siblings before it, which is quadratic.
_MANY = 3000


class Line(NamedTuple):
    """A block with its place in the page, where it has one, and the elements around it."""

    block: Block
    place: Place | None
    chain: tuple[HtmlElement, ...]


class Surroundings(NamedTuple):
    """What is known of a page once its lines have been found in it.

    ``inner`` are the main container and what it stands in, from the root down; ``common`` the
    groups that much of the running text stands under.
    """

    page: PageIndex
    lines: tuple[Line, ...]
    inner: tuple[HtmlElement, ...]
    words: Words
    common: frozenset[str]

    @property
    def outside(self) -> float:
        """The share of the extracted letters that lies outside the main container (1: none)."""
        if not self.inner:
            return 1.0
        return 1 - _held(self.lines, self.inner) / max(1, _held(self.lines, ()))

    def groups(self, chain: Sequence[HtmlElement]) -> frozenset[str]:
        """What the names of the elements speak of, as far as that tells them from the text."""
        return groups_of(self.words.of(own_elements(chain, self.inner))) - self.common


def locate(blocks: Sequence[Block], index: PageIndex) -> Surroundings:
    """Find each block in the page that it was extracted from."""
    keys = keys_of([block.text for block in blocks])
    lines = tuple(_line(*pair, index) for pair in zip(blocks, keys, strict=True))
    words = Words()
    running = [line for line in lines if _is_running(line)]
    shown = _without_windows(lines, words)
    placed = ((line.chain[:-1], len(line.block.text)) for line in shown if _is_running(line))
    container = main_container(placed)
    inner = index.chain(container) if container is not None else ()
    if 2 * _held(shown, inner) < _held(shown, ()):
        # Little more than a paragraph in a page of lists: what lies outside it may be the article.
        inner = ()
    return Surroundings(index, lines, inner, words, _common_groups(running, inner, words))


def _is_running(line: Line) -> bool:
    return line.place is not None and line.block.body_like


def _without_windows(lines: Sequence[Line], words: Words) -> Sequence[Line]:
    """The lines outside of windows that ask for consent, where those hold running text beside it.

    Where all running text is in them, they are no windows.
    """
    rest = [line for line in lines if CONSENT.isdisjoint(words.of(line.chain))]
    kept = sum(map(_is_running, rest))
    return rest if 0 < kept < sum(map(_is_running, lines)) else lines


def _held(lines: Sequence[Line], inner: Sequence[HtmlElement]) -> int:
    """How many of the extracted letters lie in the element that ends ``inner``, or in the page."""
    depth = len(inner)
    return sum(
        line.place.end - line.place.start
        for line in lines
        if line.place is not None and (not depth or line.chain[depth - 1 : depth] == inner[-1:])
    )


def with_evidence(found: Surroundings) -> tuple[Block, ...]:
    """The blocks, each with what stands around its place."""
    return tuple(
        line.block if line.place is None else replace(line.block, dom=_dom(line, line.place, found))
        for line in found.lines
    )


def block_chain(chain: tuple[HtmlElement, ...]) -> tuple[HtmlElement, ...]:
    """The chain up to the innermost element that makes a block of its own."""
    while len(chain) > 1 and chain[-1].tag in INLINE:
        chain = chain[:-1]
    return chain


class Words:
    """The words of elements, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[HtmlElement, frozenset[str]] = {}

    def of(self, elements: Sequence[HtmlElement]) -> frozenset[str]:
        """The words of all the elements together."""
        found: frozenset[str] = frozenset()
        for element in elements:
            words = self._known.get(element)
            if words is None:
                words = self._known[element] = words_of(element)
            if words:
                found |= words
        return found


def _line(block: Block, key: str, index: PageIndex) -> Line:
    place = index.find(key)
    if place is None:
        return Line(block, None, ())
    return Line(block, place, block_chain(index.chain(place.element)))


def own_elements(
    chain: Sequence[HtmlElement], inner: Sequence[HtmlElement]
) -> Sequence[HtmlElement]:
    """What is left of the chain below the elements that it shares with the container's."""
    shared = 0
    for one, other in zip(chain, inner, strict=False):
        if one is not other:
            break
        shared += 1
    return chain[shared:]


def _common_groups(
    running: Sequence[Line], inner: Sequence[HtmlElement], words: Words
) -> frozenset[str]:
    lengths: dict[str, int] = {}
    total = 0
    for line in running:
        length = len(line.block.text)
        total += length
        for group in groups_of(words.of(own_elements(line.chain, inner))):
            lengths[group] = lengths.get(group, 0) + length
    return frozenset(name for name, length in lengths.items() if length >= _COMMON * total)


def _dom(line: Line, place: Place, found: Surroundings) -> Dom:
    own = own_elements(line.chain, found.inner)
    tokens = found.words.of(own)
    element = line.chain[-1]
    inside = len(own) == len(line.chain) - len(found.inner) if found.inner else None
    return Dom(
        path=_path(element) if len(found.lines) <= _MANY else "",
        tokens=tokens,
        link_density=found.page.linked(place) / (place.end - place.start),
        inside=inside,
        element=element.tag,
        elements=frozenset(one.tag for one in own),
        groups=groups_of(tokens) - found.common if tokens else tokens,
    )


def _path(element: HtmlElement) -> str:
    return str(element.getroottree().getpath(element).lstrip("/"))
