"""What the boxes around lines hold of the extracted text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.reading.page.evidence import Surroundings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from cleaner.model import Dom

#: A bound for counts and distances: farther away is far away.
FAR = 60
#: Elements that group lines.
_GROUPING = frozenset({"ul", "ol", "dl", "div", "section", "aside", "table", "blockquote", "nav"})


class Box(NamedTuple):
    """What an element holds of the extracted text: lines, letters, and letters of links."""

    lines: int = 0
    letters: int = 0
    linked: int = 0


_EMPTY = Box()


def boxes_of(doms: Sequence[Dom | None], found: Surroundings) -> Mapping[HtmlElement, Box]:
    """What each element below the container holds, by element."""
    counts: dict[HtmlElement, list[int]] = {}
    for line, dom in zip(found.lines, doms, strict=True):
        if line.place is None or dom is None:
            continue
        letters = line.place.end - line.place.start
        linked = round(dom.link_density * letters)
        for element in found.around(line.chain).elements:
            count = counts.setdefault(element, [0, 0, 0])
            count[0] += 1
            count[1] += letters
            count[2] += linked
    return {element: Box(*count) for element, count in counts.items()}


def of_boxes(
    own: Sequence[HtmlElement], boxes: Mapping[HtmlElement, Box], letters: int
) -> Iterable[float]:
    """Of the list or group that a line stands in, and of the whole box below the container.

    ``own`` are the elements around the line, those below the container.
    """
    group = next((one for one in reversed(own) if one.tag in _GROUPING), own[0] if own else None)
    near = boxes.get(group, _EMPTY) if group is not None else _EMPTY
    far = boxes.get(own[0], _EMPTY) if own else _EMPTY
    return (
        near.linked / near.letters if near.letters else -1,
        min(FAR, near.lines),
        far.letters / letters,
        min(FAR, far.lines),
    )
