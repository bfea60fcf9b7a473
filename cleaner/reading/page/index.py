"""Where a page's text stands in its tree, and finding an extracted line there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Elements that do not make a block of their own.
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font"}
    | {"i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong"}
    | {"sub", "sup", "tt", "u", "var"}
)
#: Elements whose text is not shown.
_UNSEEN = frozenset(
    {"head", "noscript", "option", "script", "style", "svg", "template", "textarea", "title"}
)
#: The signs of ASCII but for NUL, as bytes of UTF-8; no other character has any of these bytes.
_ASCII_SIGNS = bytes(byte for byte in range(1, 128) if not chr(byte).isalnum())
#: Keys that are shorter must be all of what stands between two tags: "Share" is part of a lot.
LONG_KEY = 20
#: How many places of a short key are looked at, from the cursor on and then from the top.
_TRIES = 40


class Place(NamedTuple):
    """A line in the tree: the pieces of text ``first`` … ``last`` and the element around them.

    ``start`` and ``end`` count letters and digits of the page.
    """

    start: int
    end: int
    first: int
    last: int
    element: HtmlElement


class Piece(NamedTuple):
    """A piece of shown text: its letters ``start`` … ``end``, and what it stands in directly.

    ``linked``: it stands in a link with nothing but inline elements between. (A paragraph that is
    all link is no link.)
    """

    start: int
    end: int
    text: str
    element: HtmlElement
    linked: bool


class PageIndex:
    """The letters and digits of a page in document order, and the elements that they stand in.

    Extraction changes white space and marks, never letters: a line is found again by its letters
    and digits alone, and looked for behind the line before it first.
    """

    def __init__(self, tree: HtmlElement, empty: frozenset[str] = frozenset()) -> None:
        """``empty`` elements have a piece of no text each, so that their place is known."""
        self._texts, self._owners, self._linked = _pieces(tree, empty)
        keys = keys_of(self._texts)
        self._starts = list(accumulate(map(len, keys), initial=0))
        self._letters = "".join(keys)
        self._cursor = 0
        self._chains: dict[HtmlElement, tuple[HtmlElement, ...]] = {}

    @property
    def length(self) -> int:
        """How many letters and digits the page has."""
        return len(self._letters)

    def find(self, key: str) -> Place | None:
        """The next place of a line with these letters, or its first one from the top.

        ``None``: it is not there.
        """
        if not key:
            return None
        start = self._search(key, self._cursor)
        if start < 0:
            start = self._search(key, 0)
        if start < 0:
            return None
        end = start + len(key)
        self._cursor = end
        return self.place(start, end)

    def within(self, key: str, start: int, end: int) -> Place | None:
        """The place of a line with these letters between two letters of the page."""
        found = self._letters.find(key, start, end) if key else -1
        return None if found < 0 else self.place(found, found + len(key))

    def place(self, start: int, end: int) -> Place:
        """The place of the letters ``start`` … ``end``."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        common = self.chain(self._owners[first])
        for piece in range(first + 1, last + 1):
            if self._starts[piece] < self._starts[piece + 1]:
                common = _shared(common, self.chain(self._owners[piece]))
        return Place(start, end, first, last, common[-1])

    @property
    def stretches(self) -> int:
        """How many pieces of text stand between tags."""
        return len(self._owners)

    def key(self, place: Place) -> str:
        """The letters and digits of a place."""
        return self._letters[place.start : place.end]

    def letters_of(self, start: int, end: int) -> str:
        """The letters and digits from one on and before another."""
        return self._letters[start:end]

    @property
    def letters(self) -> int:
        """How many letters and digits the page shows."""
        return len(self._letters)

    def rewind(self) -> None:
        """Look for the next line from the top again."""
        self._cursor = 0

    def chain(self, element: HtmlElement) -> tuple[HtmlElement, ...]:
        """The element and what it stands in, from the root down."""
        found = self._chains.get(element)
        if found is None:
            parent = element.getparent()
            found = (*(() if parent is None else self.chain(parent)), element)
            self._chains[element] = found
        return found

    def linked(self, place: Place) -> int:
        """How many letters of a place stand in links."""
        return sum(
            min(place.end, self._starts[piece + 1]) - max(place.start, self._starts[piece])
            for piece in range(place.first, place.last + 1)
            if self._linked[piece]
        )

    def unlinked(self, least: int) -> int:
        """How many letters of the page stand in no link, in pieces of ``least`` letters or more."""
        return sum(
            end - start
            for start, end, linked in zip(
                self._starts, self._starts[1:], self._linked, strict=False
            )
            if not linked and end - start >= least
        )

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of text that begin from letter ``start`` on and before ``end``."""
        number = bisect_left(self._starts, start)
        while number < len(self._owners) and self._starts[number] < end:
            yield self._piece(number)
            number += 1

    def pieces_of(self, place: Place) -> Iterator[Piece]:
        """The pieces of a place, with those between that have no letters."""
        return map(self._piece, range(place.first, place.last + 1))

    def _piece(self, number: int) -> Piece:
        return Piece(
            self._starts[number],
            self._starts[number + 1],
            self._texts[number],
            self._owners[number],
            self._linked[number],
        )

    def _search(self, key: str, start: int) -> int:
        if len(key) >= LONG_KEY:
            return self._letters.find(key, start)
        for _ in range(_TRIES):
            start = self._letters.find(key, start)
            if start < 0 or (self._bounds(start) and self._bounds(start + len(key))):
                return start
            start += 1
        return -1

    def _bounds(self, place: int) -> bool:
        """Whether a piece of text begins or ends at this letter."""
        number = bisect_right(self._starts, place) - 1
        return self._starts[number] == place


def keys_of(texts: Sequence[str]) -> list[str]:
    """The letters and digits of each text, in one go: thousands of calls cost more than the work.

    None of the texts may hold the character NUL; those of a tree never do.
    """
    if not texts:
        return []
    encoded = "\0".join(texts).encode("utf-8", "surrogatepass")
    # Four times as fast as a regular expression: most signs are ASCII, the others few.
    letters = encoded.translate(None, _ASCII_SIGNS).decode("utf-8", "surrogatepass")
    for sign in () if letters.isascii() else sorted(set(letters)):
        if not sign.isalnum() and sign != "\0":
            letters = letters.replace(sign, "")
    return letters.split("\0")


def _pieces(
    tree: HtmlElement, empty: frozenset[str]
) -> tuple[list[str], list[HtmlElement], list[bool]]:
    """Each piece of shown text in document order, its element, and whether it is a link's.

    lxml hangs the text behind an element on that element, so that it is due when that one ends.
    """
    from lxml.etree import iterwalk

    texts: list[str] = []
    owners: list[HtmlElement] = []
    linked: list[bool] = []
    path: list[tuple[HtmlElement, bool]] = [(tree, False)]
    walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            tag = element.tag
            path.append((element, tag == "a" or (path[-1][1] and tag in INLINE)))
            if tag in _UNSEEN:
                walk.skip_subtree()
                continue
            if tag in empty:
                texts.append("")
                owners.append(element)
                linked.append(False)
            text = element.text
        else:
            if event == "end":
                path.pop()
            text = element.tail
        # Between most tags stands nothing but white space.
        if text and not text.isspace():
            owner, link = path[-1]
            texts.append(text)
            owners.append(owner)
            linked.append(link)
    return texts, owners, linked


def _shared(
    one: tuple[HtmlElement, ...], other: tuple[HtmlElement, ...]
) -> tuple[HtmlElement, ...]:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a is not b:
            break
        length += 1
    return one[:length]
