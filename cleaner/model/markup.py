"""What a page's markup says of the extracted text: enough to write it as Markdown or HTML.

Plain data that no tree hangs on; elements go by numbers that are the same for the same element.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

#: What the text of a cleaned page is kept as.
Keep = Literal["text", "markdown", "html"]


class Mark(NamedTuple):
    """An inline element around text; of a link, ``target`` is the address, which is safe."""

    kind: Literal["a", "strong", "em", "del", "sup", "sub", "code"]
    target: str = ""


class Run(NamedTuple):
    """Code points ``start`` … ``end`` of a block's text, which stand in the same marks.

    The marks are from the outermost inwards.
    """

    start: int
    end: int
    marks: tuple[Mark, ...] = ()


class Node(NamedTuple):
    """A block element that an item stands in.

    ``tag`` is ``ul``, ``ol``, ``li``, ``blockquote`` or ``table``, or, at the end of a path, ``p``,
    ``text`` (right in a list item), ``h1`` … ``h6``, ``pre``, ``tr`` or ``img``. ``number`` is the
    ordinal of an item in its list, the first ordinal of an ordered list, and 1 for a row of heads.
    """

    tag: str
    element: int
    number: int = 0


class Picture(NamedTuple):
    """An image with its address, which is safe, and its alternative text.

    It stands or falls with the blocks ``first`` … ``last``: those in the smallest element that
    holds the image and any text.
    """

    address: str
    words: str
    first: int
    last: int


class Item(NamedTuple):
    """A block, or an image between blocks, with the elements that it stands in.

    ``runs`` cover what is written of the block's text: a list item's bullet is left to the list.
    ``goes_on`` tells that no line was broken in the page between the block and the one before.
    """

    path: tuple[Node, ...]
    block: int = -1
    runs: tuple[Run, ...] = ()
    picture: Picture | None = None
    goes_on: bool = False
