"""What the boxes around lines hold of the extracted text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Block
from cleaner.reading.page.evidence import Line, Surroundings, own_elements

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: A bound for counts and distances: farther away is far away.
FAR = 60
#: Elements that group lines.
_GROUPING = frozenset({"ul", "ol", "dl", "div", "section", "aside", "table", "blockquote", "nav"})


class Box(NamedTuple):
    """What an element holds of the extracted text: lines, letters, and letters of links."""

    lines: int = 0
    letters: int = 0
    linked: int = 0


def boxes_of(blocks: Sequence[Block], found: Surroundings) -> Mapping[HtmlElement, Box]:
    """What each element below the container holds, by element."""
    boxes: dict[HtmlElement, Box] = {}
    for line, block in zip(found.lines, blocks, strict=True):
        if line.place is None or block.dom is None:
            continue
        letters = line.place.end - line.place.start
        linked = round(block.dom.link_density * letters)
        for element in own_elements(line.chain, found.inner):
            box = boxes.get(element, Box())
            boxes[element] = Box(box.lines + 1, box.letters + letters, box.linked + linked)
    return boxes


def of_boxes(
    line: Line, found: Surroundings, boxes: Mapping[HtmlElement, Box], letters: int
) -> Iterable[float]:
    """Of the list or group that the line stands in, and of the whole box below the container."""
    own = own_elements(line.chain, found.inner)
    group = next((one for one in reversed(own) if one.tag in _GROUPING), own[0] if own else None)
    near = boxes.get(group, Box()) if group is not None else Box()
    far = boxes.get(own[0], Box()) if own else Box()
    return (
        near.linked / near.letters if near.letters else -1,
        min(FAR, near.lines),
        far.letters / letters,
        min(FAR, far.lines),
    )
