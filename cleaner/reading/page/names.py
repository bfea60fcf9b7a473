"""What the names of a page's elements say, each element looked at once."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.reading.page.groups import CONSENT, groups_of
from cleaner.reading.page.words import words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Around(NamedTuple):
    """An element and those around it, from the outermost inwards: words, groups, tags of all."""

    elements: tuple[HtmlElement, ...] = ()
    words: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()


NOTHING = Around()


class Names:
    """What elements and those around them say, below the elements ``shared`` that all stand in."""

    def __init__(self, shared: Sequence[HtmlElement] = ()) -> None:
        self._around: dict[HtmlElement, Around] = dict.fromkeys(shared, NOTHING)

    def around(self, element: HtmlElement) -> Around:
        """What the element and those around it say."""
        new, outer = _climb(element, self._around)
        found = NOTHING if outer is None else self._around[outer]
        for one in new:
            found = self._around[one] = _with(found, one)
        return found


def _with(outer: Around, element: HtmlElement) -> Around:
    elements, words, groups, tags = outer
    own, tag = words_of(element), element.tag
    if own:
        words, groups = words | own, groups | groups_of(own)
    if tag not in tags:
        tags |= {tag}
    return Around((*elements, element), words, groups, tags)


class Windows:
    """Which elements stand in a window that asks for consent."""

    def __init__(self) -> None:
        self._asking: dict[HtmlElement, bool] = {}

    def hold(self, element: HtmlElement) -> bool:
        """Whether the element or one around it is named like such a window."""
        new, outer = _climb(element, self._asking)
        asking = outer is not None and self._asking[outer]
        for one in new:
            asking = self._asking[one] = asking or not CONSENT.isdisjoint(words_of(one))
        return asking


def _climb(
    element: HtmlElement, known: Container[HtmlElement]
) -> tuple[list[HtmlElement], HtmlElement | None]:
    """The element and those around it that are not known, the outermost first; the known one."""
    new: list[HtmlElement] = []
    one: HtmlElement | None = element
    while one is not None and one not in known:
        new.append(one)
        one = one.getparent()
    new.reverse()
    return new, one
