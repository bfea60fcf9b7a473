"""From extracted lines and the page's tree to what their markup was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleaner.model import Block, Item, Kind, Mark, Node, Run
from cleaner.reading.page.addresses import base_of, safe_address
from cleaner.reading.page.evidence import Line, Surroundings, block_chain, own_elements
from cleaner.reading.page.index import PageIndex, keys_of
from cleaner.reading.page.pictures import Pictures, with_pictures

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MARKS = {
    "a": "a",
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("em", "i"), "em"),
    **dict.fromkeys(("del", "s", "strike"), "del"),
    "sup": "sup",
    "sub": "sub",
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
#: The order of marks from the outermost inwards, so that the same marks are always equal.
_ORDER = ("a", "strong", "em", "del", "sup", "sub", "code")
_LISTS = frozenset({"ol", "ul", "menu"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Lists and quotes in each other: what is nested deeper is written as if it were not.
_DEEPEST = 8
_LETTER = re.compile(r"[^\W_]")
_BULLET = "- "
#: How extraction writes a row, and the line that it sets under a row of heads.
_ROW = re.compile(r"(?s)\|.*(?<!\\)\|")
_UNDER_HEADS = re.compile(r"\|[-:|\s]+\|")
#: Elements that a container may be and that still say what stands in it.
_TELLING = frozenset({"ol", "ul", "menu", "li", "blockquote", "table", "tbody", "tr", "pre"})


def markup_of(tree: HtmlElement, found: Surroundings, url: str | None) -> tuple[Item, ...]:
    """An item for each line that is written, and for each image of the article between them."""
    # Images and breaks are pieces here; in the index that lines are looked up in none may be.
    index = PageIndex(tree, frozenset({"br", "img"}))
    lines = _all_placed(found.lines, index)
    inner = found.inner
    while inner and inner[-1].tag in _TELLING:
        inner = inner[:-1]
    base = base_of(tree, url)
    maker = _Items(index, inner, base)
    items = list(maker.of(lines))
    return tuple(with_pictures(items, Pictures(index, found, lines, base, maker.above)))


def markup_of_blocks(blocks: Sequence[Block]) -> tuple[Item, ...]:
    """The same where there is no page any more: lists and headings by the blocks' kinds."""
    items: list[Item] = []
    for block in blocks:
        if not _is_under_heads(block):
            leaf = "h2" if block.kind is Kind.HEADING else "pre" if block.kind is Kind.CODE else "p"
            path = _list_path(block, items[-1] if items else None) or (Node(leaf, -block.index),)
            items.append(Item(path, block.index, (Run(_lead(block), len(block.text)),)))
    return tuple(items)


def _all_placed(lines: Sequence[Line], index: PageIndex) -> list[Line]:
    """The lines with their places in ``index``; one without is looked for between its neighbours.

    Short lines of code and the like are part of a piece of text, where they are not found else.
    """
    ends = [line.place.start if line.place else -1 for line in lines]
    limit = index.length
    for number in range(len(lines) - 1, -1, -1):
        limit = ends[number] = ends[number] if ends[number] >= 0 else limit
    keys = keys_of([line.block.text for line in lines])
    placed = []
    cursor = 0
    for line, key, end in zip(lines, keys, [*ends[1:], index.length], strict=True):
        place = line.place
        if place is not None:
            place = index.place(place.start, place.end)
        else:
            place = index.within(key, cursor, max(cursor, end))
        chain = block_chain(index.chain(place.element)) if place else ()
        cursor = place.end if place else cursor
        placed.append(Line(line.block, place, chain))
    return placed


class _Items:
    """Makes items of lines; elements are numbered as they come."""

    def __init__(self, index: PageIndex, inner: Sequence[HtmlElement], base: str | None) -> None:
        self._page = index
        self._inner = inner
        self._base = base
        self._numbers: dict[HtmlElement, int] = {}
        self._ordinals: dict[HtmlElement, int] = {}
        self._marks: dict[tuple[HtmlElement, HtmlElement], tuple[Mark, ...]] = {}

    def of(self, lines: Sequence[Line]) -> Iterator[Item]:
        last: Item | None = None
        for number, line in enumerate(lines):
            if _is_under_heads(line.block):
                continue
            before = lines[number - 1] if number else None
            goes_on = before is not None and self._goes_on(before, line)
            if line.block.kind is Kind.TABLE and _ROW.fullmatch(line.block.text):
                heads = number + 1 < len(lines) and _is_under_heads(lines[number + 1].block)
                path = self._row(line, last, heads=heads)
            elif goes_on and last is not None:
                path = last.path
            else:
                path = self._path(line, before) if line.place else ()
                if not any(node.tag == "li" for node in path):
                    path = _list_path(line.block, last) or path
            path = path or (Node("p", -line.block.index - 1),)
            last = Item(path, line.block.index, tuple(self._runs(line)), goes_on=goes_on)
            yield last

    def _goes_on(self, before: Line, line: Line) -> bool:
        """Whether extraction broke a line where the page has none."""
        if line.place is None or before.place is None or line.place.start != before.place.end:
            return False
        if line.chain[-1] is not before.chain[-1] or Kind.TABLE in (
            line.block.kind,
            before.block.kind,
        ):
            return False
        between = self._page.pieces(before.place.end, line.place.start + 1)
        return line.chain[-1].tag != "pre" and not any(
            piece.element.tag in ("br", "img") for piece in between
        )

    def _number(self, element: HtmlElement) -> int:
        return self._numbers.setdefault(element, len(self._numbers))

    def _path(self, line: Line, last: Line | None) -> tuple[Node, ...]:
        """The elements that a line stands in, and the one that it is a line of."""
        element, block = line.chain[-1], line.block
        for one in line.chain[len(self._inner) :]:
            if one.tag in _HEADINGS or one.tag == "pre":
                return (*self.above(line.chain), Node(one.tag, self._number(one)))
        nodes = self.above(line.chain)
        same = last is not None and bool(last.chain) and last.chain[-1] is element
        # A paragraph or item may be broken into lines; other boxes hold several paragraphs, and
        # so does one whose lines are running text.
        if element.tag not in ("p", "li") or (
            same and last is not None and (block.body_like or last.block.body_like)
        ):
            return (*nodes, Node("p", -block.index - 1))
        first = element.tag == "li" and bool(nodes) and nodes[-1].tag == "li"
        return (*nodes, Node("text" if first else "p", self._number(element)))

    def above(self, chain: Sequence[HtmlElement]) -> tuple[Node, ...]:
        """The lists, items and quotes among the elements."""
        nodes: list[Node] = []
        for element in own_elements(chain, self._inner):
            tag = element.tag
            if len(nodes) >= _DEEPEST:
                break
            if tag in _LISTS:
                number = _start(element) if tag == "ol" else 0
                nodes.append(Node("ol" if number else "ul", self._number(element), number))
            elif tag == "li" and nodes and nodes[-1].tag in ("ol", "ul"):
                nodes.append(Node("li", self._number(element), self._ordinal(element)))
            elif tag == "blockquote":
                nodes.append(Node(tag, self._number(element)))
        while nodes and nodes[-1].tag in ("ol", "ul"):
            # Text in a list and in none of its items.
            nodes.pop()
        return tuple(nodes)

    def _ordinal(self, item: HtmlElement) -> int:
        """The number of an item in its list; those of a list are counted in one go."""
        if item not in self._ordinals:
            parent = item.getparent()
            start = _start(parent) if parent.tag == "ol" else 1
            self._ordinals.update((one, n) for n, one in enumerate(parent.iter("li"), start))
        return self._ordinals[item]

    def _row(self, line: Line, last: Item | None, *, heads: bool) -> tuple[Node, ...]:
        """A row of the table that it stands in, else of the one that the line before is of."""
        table = next((one for one in reversed(line.chain) if one.tag == "table"), None)
        before = last.path[0] if last is not None and last.path[0].tag == "table" else None
        if table is not None:
            whole = Node("table", self._number(table))
        else:
            whole = before or Node("table", -line.block.index - 1)
        return whole, Node("tr", line.block.index, int(heads))

    def _runs(self, line: Line) -> list[Run]:
        """The line's text by the marks that it stands in; the same beside each other are one."""
        lead, text = _lead(line.block), line.block.text
        merged: list[Run] = []
        start = lead
        for end, marks in self._stretches(line, lead) if line.place else ():
            if end > start and merged and merged[-1].marks == marks:
                merged[-1] = Run(merged[-1].start, end, marks)
            elif end > start:
                merged.append(Run(start, end, marks))
            start = max(start, end)
        return merged or [Run(lead, len(text))]

    def _stretches(self, line: Line, lead: int) -> Iterator[tuple[int, tuple[Mark, ...]]]:
        """The ends of the pieces in the line's text, each with the marks that the piece stands in.

        Letters and digits are those of the page, one by one. Of the signs between them each goes
        to the piece that has it; what no piece has stands in no marks.
        """
        place, text, end = line.place, line.block.text, line.chain[-1]
        assert place is not None
        pieces = list(self._page.pieces_of(place))
        marks = [self._marks_of(piece.element, end) for piece in pieces]
        if not any(marks) or any(one.tag == "pre" for one in line.chain):
            yield len(text), ()
            return
        letters = [match.start() for match in _LETTER.finditer(text, lead)]
        if pieces[0].start == place.start:
            gap, head = text[lead : letters[0]], _signs(pieces[0].text, front=True)
            yield letters[0] - _agreed(gap[::-1], head[::-1]), ()
        stop = lead
        for piece, which in zip(pieces, marks, strict=True):
            passed = min(piece.end, place.end) - place.start
            if piece.end > piece.start:
                stop = letters[passed - 1] + 1
            if piece.end <= place.end:
                stop += _agreed(text[stop:], _signs(piece.text))
            yield stop, which
        yield len(text), marks[-1] if place.end < pieces[-1].end else ()

    def _marks_of(self, element: HtmlElement, end: HtmlElement) -> tuple[Mark, ...]:
        """The marks of text in ``element``, which stands in the block element ``end``."""
        marks = self._marks.get((element, end))
        if marks is None:
            kinds: dict[str, Mark] = {}
            around: HtmlElement | None = element
            while around is not None and around is not end:
                self._note(around, kinds)
                around = around.getparent()
            parent = end.getparent()
            if parent is not None and parent.tag == "a":
                self._note(parent, kinds)
            marks = tuple(kinds[kind] for kind in _ORDER if kind in kinds)
            self._marks[element, end] = marks
        return marks

    def _note(self, element: HtmlElement, kinds: dict[str, Mark]) -> None:
        kind = _MARKS.get(element.tag)
        if kind is None or kind in kinds:
            return
        target = safe_address(element.get("href"), self._base) if kind == "a" else ""
        if target or kind != "a":
            kinds[kind] = Mark(kind, target)  # type: ignore[arg-type]


def _start(element: HtmlElement) -> int:
    """The number that an ordered list begins with."""
    value = element.get("start") or ""
    small = value.isdecimal() and value.isascii() and len(value) < 7
    return max(1, int(value)) if small else 1


def _lead(block: Block) -> int:
    """How much of a block's text is the bullet that extraction sets before items."""
    item = block.kind is Kind.LIST_ITEM and block.text.startswith(_BULLET)
    return len(_BULLET) if item else 0


def _list_path(block: Block, last: Item | None) -> tuple[Node, ...]:
    """The path of an item that only its bullet tells of; none for other blocks."""
    if not _lead(block):
        return ()
    number = -block.index - 1
    goes_on = last is not None and len(last.path) == 3 and last.path[0].element < 0
    whole = last.path[0] if last is not None and goes_on else Node("ul", number)
    return whole, Node("li", number), Node("text", number)


def _is_under_heads(block: Block) -> bool:
    return block.kind is Kind.TABLE and _UNDER_HEADS.fullmatch(block.text) is not None


def _signs(piece: str, *, front: bool = False) -> str:
    """The signs behind the last letter of a piece, or before its first, without white space."""
    rest = piece
    for match in _LETTER.finditer(piece):
        if front:
            rest = piece[: match.start()]
            break
        rest = piece[match.end() :]
    return "".join(rest.split())


def _agreed(gap: str, signs: str) -> int:
    """How far a text begins with the signs, white space aside.

    >>> _agreed('! " (then', '!"'), _agreed("then", "!")
    (3, 0)
    """
    place = passed = 0
    for number, character in enumerate(gap):
        if character.isspace():
            continue
        if place >= len(signs) or signs[place] != character:
            break
        place += 1
        passed = number + 1
    return passed
