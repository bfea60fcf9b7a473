"""From markdown-it's flat block tokens to drafts of blocks: their kinds, texts and lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from markdown_it.token import Token

from cleaner.model import Kind
from cleaner.reading.markdown.lines import Lines
from cleaner.reading.markdown.visible import Visible, read_visible

_LEAVES = {
    "fence": Kind.CODE,
    "code_block": Kind.CODE,
    "hr": Kind.RULE,
    "html_block": Kind.HTML,
    "module": Kind.HTML,
    "region": Kind.OTHER,
    "definition": Kind.OTHER,
}
#: Containers that are never looked into, and the kind they stand for.
_SEALED = {"table": Kind.TABLE, "footnote_reference": Kind.OTHER}
_FOREIGN = frozenset({"region", "module", "footnote_reference"})
_CALLOUT = re.compile(r"\[![\w-]+\]")
_CONTENTS = re.compile(r"\[\[?_?TOC_?\]\]?|\{:?toc\}", re.IGNORECASE)
_GRID = re.compile(r"\+[-=+:]{3,}\+[ \t]*(?:\n|$)|\|[^\n]*\|[ \t]*\n[ \t]*\|")
_BLANK = Visible("", (), False)


class ListItem(NamedTuple):
    """The list item that a draft is the only content of, or stands first in.

    ``list_line`` is the first line of the list and names it; ``marker`` is its last character.
    """

    list_line: int
    marker: str


@dataclass(slots=True)
class Draft:
    """A block to be: lines ``first`` … ``last``, and the outermost container's first line.

    ``foreign`` marks what CommonMark does not know and would read as text.
    """

    kind: Kind
    first: int
    last: int
    top: int
    seen: Visible = _BLANK
    level: int = 0
    fixed: bool = False
    in_list: bool = False
    foreign: bool = False
    item: ListItem | None = None


class Outline:
    """One walk over the tokens of a document; ``drafts`` holds the result in source order."""

    def __init__(self, tokens: list[Token], lines: Lines, env: dict[str, Any]) -> None:
        self.drafts: list[Draft] = []
        self._tokens = tokens
        self._lines = lines
        self._env = env
        self._ends = _closings(tokens)
        self._walk(0, len(tokens), [])

    def _walk(self, start: int, end: int, outer: list[int]) -> None:
        """Adds drafts for tokens ``start`` … ``end``; ``outer`` are the containers' tokens."""
        index = start
        while index < end:
            token = self._tokens[index]
            last = self._ends.get(index, index)
            name = token.type.removesuffix("_open")
            if name in ("paragraph", "heading"):
                self._text(index, outer)
            elif kind := _LEAVES.get(name) or _SEALED.get(name):
                self._add(kind, token, outer).foreign = name in _FOREIGN
            elif token.nesting > 0 and not self._single(index, last, outer):
                self._walk(index + 1, last, [*outer, index])
            index = last + 1

    def _single(self, index: int, last: int, outer: list[int]) -> bool:
        """Quotes and list items that hold one paragraph are that paragraph; callouts are sealed."""
        token = self._tokens[index]
        name = token.type.removesuffix("_open")
        inner = self._tokens[index + 1]
        if name not in ("blockquote", "list_item") or inner.type != "paragraph_open":
            return False
        if name == "blockquote" and _CALLOUT.match(self._tokens[index + 2].content):
            self._add(Kind.OTHER, token, outer)
            return True
        if self._ends[index + 1] != last - 1:
            return False
        kind = Kind.QUOTE if name == "blockquote" else Kind.LIST_ITEM
        movable = self._movable(index, outer)
        draft = self._paragraph(kind, index + 1, [*outer, index], token)
        draft.fixed = draft.fixed or not movable
        return True

    def _movable(self, index: int, outer: list[int]) -> bool:
        """Whether the container's lines are its own: at the top, or an item that begins a line."""
        if not outer:
            return True
        kinds = {self._tokens[number].type for number in outer}
        if "blockquote_open" in kinds or self._tokens[index].type != "list_item_open":
            return False
        line = _first(self._tokens[index])
        parents = [self._tokens[number] for number in outer if self._is_item(number)]
        return all(_first(parent) != line for parent in parents)

    def _is_item(self, index: int) -> bool:
        return self._tokens[index].type == "list_item_open"

    def _text(self, index: int, outer: list[int]) -> None:
        token = self._tokens[index]
        if token.type == "heading_open":
            content = self._tokens[index + 1].content
            seen = self._read(content, token, atx=token.markup.startswith("#"))
            draft = self._add(Kind.HEADING, token, outer, seen)
            draft.level = int(token.tag[1:])
            draft.fixed = bool(outer) or seen.delicate
            return
        kind = Kind.PARAGRAPH
        if outer and self._tokens[outer[-1]].type == "blockquote_open":
            kind = Kind.QUOTE
        elif outer and outer[-1] == index - 1:
            kind = Kind.LIST_ITEM
        self._paragraph(kind, index, outer, token).fixed |= bool(outer)

    def _paragraph(self, kind: Kind, index: int, outer: list[int], whole: Token) -> Draft:
        """A draft for the paragraph at ``index`` that covers the lines of ``whole``."""
        content = self._tokens[index + 1].content
        seen = self._read(content, self._tokens[index])
        if _CONTENTS.fullmatch(content) or not seen.text.strip():
            kind = Kind.OTHER
        elif content[0] in "+|" and _GRID.match(content):
            kind = Kind.TABLE
        draft = self._add(kind, whole, outer, seen)
        draft.fixed = seen.delicate
        return draft

    def _read(self, content: str, token: Token, *, atx: bool = False) -> Visible:
        return read_visible(content, _first(token), self._lines, self._env, atx=atx)

    def _add(self, kind: Kind, token: Token, outer: list[int], seen: Visible = _BLANK) -> Draft:
        first, end = token.map or (0, 1)
        last = min(max(first, end - 1), len(self._lines) - 1)
        while last > first and self._lines.blank(last):
            last -= 1
        draft = Draft(kind, first, last, _first(self._tokens[outer[0]]) if outer else first, seen)
        if outer:
            self._containers(draft, outer)
        self.drafts.append(draft)
        return draft

    def _containers(self, draft: Draft, outer: list[int]) -> None:
        draft.in_list = self._tokens[outer[0]].type != "blockquote_open"
        if self._is_item(outer[-1]) and len(outer) > 1:
            around = self._tokens[outer[-2]]
            draft.item = ListItem(_first(around), around.markup)


def _first(token: Token) -> int:
    return token.map[0] if token.map else 0


def _closings(tokens: list[Token]) -> dict[int, int]:
    """The index of each opening token and that of the token that closes it."""
    ends: dict[int, int] = {}
    stack: list[int] = []
    for index, token in enumerate(tokens):
        if token.nesting > 0:
            stack.append(index)
        elif token.nesting < 0 and stack:
            ends[stack.pop()] = index
    return ends
