"""The images of an article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Item, Kind, Node, Picture
from cleaner.reading.page.addresses import IMAGES, safe_address
from cleaner.reading.page.evidence import Line, Surroundings, own_elements
from cleaner.reading.page.index import PageIndex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Where the address stands: pages that load images late keep a placeholder in ``src``.
_SOURCES = ("data-src", "data-lazy-src", "data-original", "src")
_SOURCE_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
#: Images of so few pixels are icons and counters.
_SMALL = 50
#: Elements that hold what is beside the text.
_BESIDE = frozenset({"aside", "button", "footer", "form", "nav"})
_LONGEST_WORDS = 500
#: A page of more images is a gallery, and the rest is left out.
_MOST = 1000


class Pictures(NamedTuple):
    """What images are looked for in: the page with their places, its lines, and its base.

    ``above`` gives the path of the elements that an image stands in.
    """

    page: PageIndex
    found: Surroundings
    lines: Sequence[Line]
    base: str | None
    above: Callable[[Sequence[HtmlElement]], tuple[Node, ...]]


def with_pictures(items: Sequence[Item], pictures: Pictures) -> Iterator[Item]:
    """The items, each followed by the images that stand behind it in the page."""
    placed = sorted(
        (line.place.start, line.block.index) for line in pictures.lines if line.place is not None
    )
    behind: dict[int, list[Item]] = {}
    if placed:
        for start, item in _in_article(pictures, placed[0][0], placed[-1][0]):
            number = bisect_left(placed, start, key=lambda one: one[0]) - 1
            behind.setdefault(placed[number][1] if number >= 0 else -1, []).append(item)
    yield from behind.get(-1, ())
    for item in items:
        yield item
        yield from behind.get(item.block, ())


def _in_article(pictures: Pictures, first: int, last: int) -> Iterator[tuple[int, Item]]:
    """The images between the first and the last line, and those before in figures.

    The number is the letter that an image stands before.
    """
    index, found = pictures.page, pictures.found
    boxes = _boxes(pictures)
    depth = len(found.inner)
    seen: set[str] = set()
    rows = [line.chain for line in pictures.lines if line.block.kind is Kind.TABLE]
    tables = {one for chain in rows for one in chain if one.tag == "table"}
    for piece in index.pieces(0, index.length + 1):
        if piece.element.tag != "img" or len(seen) >= _MOST:
            continue
        chain = index.chain(piece.element)
        if depth and chain[depth - 1 : depth] != found.inner[-1:]:
            continue
        own = own_elements(chain, found.inner)
        figure = next((n for n, one in enumerate(own) if one.tag == "figure"), None)
        box = next((boxes[one] for one in reversed(own[:figure]) if one in boxes), None)
        between = first <= piece.start <= last
        if not between and (box is None) and (figure is None or piece.start > last or not depth):
            continue
        if (
            not tables.isdisjoint(own)
            or not _BESIDE.isdisjoint(one.tag for one in own)
            or found.groups(own[:-1]) - {"caption"}
        ):
            continue
        address = _address(piece.element, pictures.base)
        if address and address not in seen:
            seen.add(address)
            words = " ".join((piece.element.get("alt") or "").split())[:_LONGEST_WORDS]
            picture = Picture(address, words, *(box or (0, len(pictures.lines))))
            path = (*pictures.above(chain), Node("img", len(seen)))
            yield piece.start, Item(path, picture=picture)


def _boxes(pictures: Pictures) -> dict[HtmlElement, tuple[int, int]]:
    """The first and the last line in each element below the container."""
    boxes: dict[HtmlElement, tuple[int, int]] = {}
    for line in pictures.lines:
        for element in own_elements(line.chain, pictures.found.inner):
            first, _ = boxes.get(element, (line.block.index, 0))
            boxes[element] = first, line.block.index
    return boxes


def _address(image: HtmlElement, base: str | None) -> str:
    """The address of an image that is no icon; empty where it has none that is safe."""
    for side in ("width", "height"):
        value = (image.get(side) or "").removesuffix("px")
        if value.isdecimal() and value.isascii() and int(value[:6]) < _SMALL:
            return ""
    candidates = [image.get(name) for name in _SOURCES]
    candidates += [(image.get(name) or "").split(",")[0].split(" ")[0] for name in _SOURCE_SETS]
    found = (safe_address(one, base, IMAGES) for one in candidates)
    return next((address for address in found if address), "")
