"""From the lines of an extraction and the page's tree to each line's DOM evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Block, Dom
from cleaner.reading.page.container import main_container
from cleaner.reading.page.index import INLINE, PageIndex, Place, keys_of
from cleaner.reading.page.names import NOTHING, Around, Names, Windows

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
    names: Names
    common: frozenset[str]

    @property
    def outside(self) -> float:
        """The share of the extracted letters that lies outside the main container (1: none)."""
        if not self.inner:
            return 1.0
        return 1 - _held(self.lines, self.inner) / max(1, _held(self.lines, ()))

    def around(self, chain: Sequence[HtmlElement]) -> Around:
        """The elements below those that they share with the container's, and what they say."""
        return self.names.around(chain[-1]) if chain else NOTHING

    def groups(self, chain: Sequence[HtmlElement]) -> frozenset[str]:
        """What the names of the elements speak of, as far as that tells them from the text."""
        return self.around(chain).groups - self.common

    def inside(self, chain: Sequence[HtmlElement]) -> bool | None:
        """Whether the elements are the container's and more; ``None`` where the page has none."""
        depth = len(self.inner)
        return chain[depth - 1 : depth] == self.inner[-1:] if depth else None


def locate(blocks: Sequence[Block], index: PageIndex) -> Surroundings:
    """Find each block in the page that it was extracted from."""
    keys = keys_of([block.text for block in blocks])
    lines = tuple(_line(*pair, index) for pair in zip(blocks, keys, strict=True))
    running = [line for line in lines if _is_running(line)]
    shown = _without_windows(lines, running)
    placed = ((line.chain[:-1], len(line.block.text)) for line in shown if _is_running(line))
    container = main_container(placed)
    inner = index.chain(container) if container is not None else ()
    if 2 * _held(shown, inner) < _held(shown, ()):
        # Little more than a paragraph in a page of lists: what lies outside it may be the article.
        inner = ()
    names = Names(inner)
    return Surroundings(index, lines, inner, names, _common_groups(running, names))


def _is_running(line: Line) -> bool:
    return line.place is not None and line.block.body_like


def _without_windows(lines: Sequence[Line], running: Sequence[Line]) -> Sequence[Line]:
    """The lines outside of windows that ask for consent, where those hold running text beside it.

    Where all running text is in them, they are no windows.
    """
    windows = Windows()
    held = sum(1 for line in running if windows.hold(line.chain[-1]))
    if not 0 < held < len(running):
        return lines
    return [line for line in lines if not line.chain or not windows.hold(line.chain[-1])]


def _held(lines: Sequence[Line], inner: Sequence[HtmlElement]) -> int:
    """How many of the extracted letters lie in the element that ends ``inner``, or in the page."""
    depth = len(inner)
    return sum(
        line.place.end - line.place.start
        for line in lines
        if line.place is not None and (not depth or line.chain[depth - 1 : depth] == inner[-1:])
    )


def evidence_of(found: Surroundings) -> list[Dom | None]:
    """What stands around each line's place; ``None`` where it has none."""
    return [None if line.place is None else _dom(line, line.place, found) for line in found.lines]


def block_chain(chain: tuple[HtmlElement, ...]) -> tuple[HtmlElement, ...]:
    """The chain up to the innermost element that makes a block of its own."""
    while len(chain) > 1 and chain[-1].tag in INLINE:
        chain = chain[:-1]
    return chain


def _line(block: Block, key: str, index: PageIndex) -> Line:
    place = index.find(key)
    if place is None:
        return Line(block, None, ())
    return Line(block, place, block_chain(index.chain(place.element)))


def own_elements(
    chain: Sequence[HtmlElement], inner: Sequence[HtmlElement]
) -> Sequence[HtmlElement]:
    """What is left of the chain below the elements that it shares with the container's."""
    depth = len(inner)
    if chain[depth - 1 : depth] == inner[-1:]:
        return chain[depth:]
    shared = 0
    for one, other in zip(chain, inner, strict=False):
        if one is not other:
            break
        shared += 1
    return chain[shared:]


def _common_groups(running: Sequence[Line], names: Names) -> frozenset[str]:
    lengths: dict[str, int] = {}
    total = 0
    for line in running:
        length = len(line.block.text)
        total += length
        for group in names.around(line.chain[-1]).groups:
            lengths[group] = lengths.get(group, 0) + length
    return frozenset(name for name, length in lengths.items() if length >= _COMMON * total)


def _dom(line: Line, place: Place, found: Surroundings) -> Dom:
    around = found.around(line.chain)
    element = line.chain[-1]
    return Dom(
        path=_path(element) if len(found.lines) <= _MANY else "",
        tokens=around.words,
        link_density=found.page.linked(place) / (place.end - place.start),
        inside=found.inside(line.chain),
        element=element.tag,
        elements=around.tags,
        groups=around.groups - found.common,
    )


def _path(element: HtmlElement) -> str:
    return str(element.getroottree().getpath(element).lstrip("/"))
