"""What a reader sees of inline Markdown, and where in the source it stands.

markdown-it gives inline tokens no positions. :class:`_Placed` is its inline state with a memory:
it notes at which code point each token begins. Rules that would join neighbouring tokens are off,
so that a token's text is one stretch of the source, or it is decoded and maps to nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from cleaner.model import Segment
from cleaner.reading.markdown.lines import Lines
from cleaner.reading.markdown.parser import parser

#: Without any of these a line is its own visible text.
_MARKUP = re.compile(r"[\\`*_~\[<&$^{\0\ufffd]")
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][\w.-]*)")
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "source", "wbr"})
_PAIRS = frozenset(
    f"{name}_{end}" for name in ("em", "strong", "s", "link") for end in ("open", "close")
)
_DELICATE = frozenset({"image", "opaque", "math"})


class Visible(NamedTuple):
    """Visible text and its segments.

    ``delicate`` tells that the block holds more than text: an image, a formula, a shortcode, a
    footnote mark, HTML that is opened here and closed elsewhere. Such a block must not go.
    """

    text: str
    segments: tuple[Segment, ...]
    delicate: bool


class _Piece(NamedTuple):
    text: str
    at: int | None


class _Content:
    """Inline content (an ``inline`` token's) laid beside the source lines that it came from."""

    def __init__(self, content: str, first: int, lines: Lines, *, atx: bool) -> None:
        self.content = content
        self._starts: list[int] = []
        self._bodies: list[_Piece] = []
        self._indents: list[int] = []
        start = 0
        for number, row in enumerate(content.split("\n"), first):
            body = row.lstrip(" \t")
            at = _heading_at(lines, number) if atx else _body_at(body, lines, number)
            self._starts.append(start)
            self._bodies.append(_Piece(body, at))
            self._indents.append(len(row) - len(body))
            start += len(row) + 1

    def at(self, place: int) -> int:
        """The source's code point behind code point ``place`` of the content."""
        row = self.row(place)
        return (self._bodies[row].at or 0) + place - self._starts[row] - self._indents[row]

    def row(self, place: int) -> int:
        """The row that code point ``place`` of the content stands in."""
        return bisect_right(self._starts, place) - 1

    def body(self, row: int) -> int | None:
        """Where a row's text begins in the source, behind its indentation and markers."""
        return self._bodies[row].at if row < len(self._bodies) else None

    def rows(self) -> list[tuple[str, int]]:
        """Each row without its indentation, and where it stands."""
        return [(text, at or 0) for text, at in self._bodies]


def _heading_at(lines: Lines, number: int) -> int:
    """Where the text of an ATX heading begins: behind the first run of hashes."""
    raw = lines.line(number)
    hashes = raw.find("#")
    text = raw[hashes:].lstrip("#").lstrip(" \t")
    return lines.ends[number] - len(text)


def _body_at(body: str, lines: Lines, number: int) -> int:
    """Where a row of a paragraph begins: it runs to the end of its line, but for white space."""
    if number >= len(lines):
        return lines.ends[-1]
    raw = lines.line(number)
    if "\0" in raw:
        raw = raw.replace("\0", "\ufffd")
    place = len(raw) - len(body) if raw.endswith(body) else max(raw.rfind(body), 0)
    return lines.starts[number] + place


class _Placed(StateInline):
    """Inline state that notes in each token's ``meta`` where its text begins in the content."""

    _pending_at = 0
    _last: tuple[int, int, Token] | None = None

    def append_pending(self, text: str) -> None:
        if not self.pending_any:
            self._pending_at = self.pos
        super().append_pending(text)

    @property
    def pending_any(self) -> bool:
        """Whether text waits to become a token, asked without joining it."""
        return bool(self._pending or self._pending_buffer)

    def pushPending(self) -> Token:  # noqa: N802 (the library's name)
        token = super().pushPending()
        token.meta["at"] = self._pending_at
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        # A run of delimiters becomes several tokens while the position stands still.
        at = self.pos
        if self._last is not None and self._last[0] == self.pos and ttype == "text":
            at = self._last[1] + len(self._last[2].content)
        self._last = (self.pos, at, token)
        token.meta["at"] = at
        return token


def read_visible(
    content: str, first: int, lines: Lines, env: dict[str, Any], *, atx: bool = False
) -> Visible:
    """The visible text of inline ``content`` whose first row stands in line ``first``.

    ``atx`` tells that the content is a heading's that begins with hashes.
    """
    placed = _Content(content, first, lines, atx=atx)
    if _MARKUP.search(content):
        tokens = _parse(content, env)
        pieces = list(_pieces(tokens, placed, lines.text))
        delicate = _delicate(tokens)
    else:
        pieces = _plain(placed, lines.text)
        delicate = False
    return Visible("".join(piece.text for piece in pieces), _segments(pieces), delicate)


def _parse(content: str, env: dict[str, Any]) -> list[Token]:
    md = parser()
    tokens: list[Token] = []
    state = _Placed(content, md, env, tokens)
    md.inline.tokenize(state)
    for rule in md.inline.ruler2.getRules(""):
        rule(state)
    return state.tokens


def _plain(placed: _Content, text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    end: int | None = None
    for row, at in placed.rows():
        body = row.rstrip(" ")
        if end is not None:
            pieces.append(_gap(text, end, at))
        pieces.append(_checked(body, at, text))
        end = at + len(body)
    return pieces


def _pieces(tokens: list[Token], placed: _Content, text: str) -> Iterator[_Piece]:
    """Visible text in order. What touches the inside of a pair of markers maps to nothing.

    Else a span could leave ``****`` or ``[](…)`` behind, or move a marker beside a space, where
    it would stand for itself.
    """
    held: _Piece | None = None
    opened = False
    for token in tokens:
        if token.type in _PAIRS:
            if held is not None:
                yield from _loosen(held, first=False) if token.nesting < 0 else [held]
                held = None
            opened = token.nesting > 0
            continue
        piece = _piece(token, placed, text)
        if piece is None:
            continue
        if held is not None:
            yield held
        if opened and piece.text:
            *loose, piece = _loosen(piece, first=True)
            yield from loose
            opened = False
        held = piece
    if held is not None:
        yield held


def _loosen(piece: _Piece, *, first: bool) -> list[_Piece]:
    """The piece with its first or last code point unmapped."""
    text, at = piece
    if at is None or len(text) < 2:
        return [_Piece(text, None)]
    if first:
        return [_Piece(text[0], None), _Piece(text[1:], at + 1)]
    return [_Piece(text[:-1], at), _Piece(text[-1], None)]


def _piece(token: Token, placed: _Content, text: str) -> _Piece | None:
    """What is seen of one token; ``None`` for marks that show nothing."""
    kind, place = token.type, int(token.meta.get("at", 0))
    if kind == "text":
        if not token.content:
            return None
        return _checked(token.content, placed.at(place), text)
    if kind in ("softbreak", "hardbreak"):
        return _break(place, placed, text)
    if kind == "html_inline":
        return _Piece("\n", None) if token.content[:3].lower() == "<br" else None
    if kind in ("text_special", "code_inline", "math"):
        return _Piece(token.content, None)
    return None


def _checked(content: str, at: int, text: str) -> _Piece:
    """The piece as mapped if the source says the same there."""
    return _Piece(content, at if text.startswith(content, at) else None)


def _break(place: int, placed: _Content, text: str) -> _Piece:
    content = placed.content
    if content[place] == "\\":
        return _Piece("\n", None)
    end = place
    while end > 0 and content[end - 1] == " ":
        end -= 1
    row = placed.row(end)
    after = placed.body(row + 1)
    return _Piece("\n", None) if after is None else _gap(text, placed.at(end), after)


def _gap(text: str, start: int, end: int) -> _Piece:
    """A line break as the source has it where nothing but white space lies between the lines."""
    gap = text[start:end]
    return _Piece(gap, start) if gap and not gap.strip(" \t\r\n") else _Piece("\n", None)


def _segments(pieces: list[_Piece]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    start = 0
    for text, at in pieces:
        last = segments[-1] if segments else None
        floor = last.at + last.length if last else 0
        if at is not None and text and at >= floor:
            if last and last.start + last.length == start and floor == at:
                segments[-1] = Segment(last.start, last.at, last.length + len(text))
            else:
                segments.append(Segment(start, at, len(text)))
        start += len(text)
    return tuple(segments)


def _delicate(tokens: list[Token]) -> bool:
    kinds = {token.type for token in tokens}
    if not kinds.isdisjoint(_DELICATE):
        return True
    if "html_inline" not in kinds:
        return False
    open_tags: list[str] = []
    for token in tokens:
        if token.type == "html_inline" and (tag := _TAG_NAME.match(token.content)):
            name = tag.group(2)
            if not tag.group(1):
                if name.lower() not in _VOID and not token.content.endswith("/>"):
                    open_tags.append(name)
                elif name[0].isupper():
                    return True
            elif not open_tags or open_tags.pop() != name:
                return True
    return bool(open_tags)
