"""Which blocks may not go because what is left would be read in another way.

Markdown reads a line by what stands before it: a paragraph takes up the next line, a list takes up
what is indented, two lists with nothing between them become one. Blocks go singly or in runs, and
of the white space before and after a run the larger stays. A block is fixed when a run that begins
with it could change how its neighbours are read, or when it touches a line of another dialect
(``{: .note}``, ``:::``) that may belong to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from cleaner.model import PROTECTED, Kind
from cleaner.reading.markdown.front_matter import find_front_matter
from cleaner.reading.markdown.lines import Lines
from cleaner.reading.markdown.outline import Draft

#: Lines that begin a block of their own whatever stands before them; ``>`` does not after a quote.
_BEGINS = re.compile(r"#{1,6}(?:[ \t]|$)|`{3,}[^`]*$|~{3,}|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$")
_BULLET = re.compile(r"[-+*][ \t]+\S|1[.)][ \t]+\S")
_NUMBER = re.compile(r"\d{1,9}[.)](?:[ \t]|$)")
_NEVER = -1
#: So many possible beginnings of front matter are read; the next is taken for one unread.
_FENCES_TRIED = 50


@dataclass(slots=True)
class _Ahead:
    """What can follow a run that begins at a block, over all runs.

    ``joins``: something that a paragraph before the run would take up. ``item``: the first line of
    the latest list whose numbered item follows without an empty line. ``indented``, ``dot`` and
    ``paren``: the latest outermost container that begins indented, or is a numbered list.
    """

    joins: bool = False
    item: int = _NEVER
    indented: int = _NEVER
    dot: int = _NEVER
    paren: int = _NEVER

    def take_in(self, other: _Ahead) -> None:
        self.joins = self.joins or other.joins
        self.item = max(self.item, other.item)
        self.indented = max(self.indented, other.indented)
        self.dot = max(self.dot, other.dot)
        self.paren = max(self.paren, other.paren)


def guard(drafts: list[Draft], lines: Lines, *, top_is_free: bool) -> None:
    """Marks as fixed what cannot go; ``top_is_free``: nothing bars front matter from the top."""
    _fix_uneven_lists(drafts, lines)
    _fix_beside_foreign(drafts)
    if top_is_free:
        _fix_before_false_front_matter(drafts, lines)
    ahead = _Ahead()
    for index in range(len(drafts) - 1, -1, -1):
        draft = drafts[index]
        follower = drafts[index + 1] if index + 1 < len(drafts) else None
        here = _followed_by(draft, follower, lines)
        if follower is not None and not _stays(follower):
            here.take_in(ahead)
        ahead = here
        if not _stays(draft) and index and _changes(drafts[index - 1], draft, ahead, lines):
            draft.fixed = True


def _stays(draft: Draft) -> bool:
    return draft.fixed or draft.kind in PROTECTED


def _followed_by(draft: Draft, follower: Draft | None, lines: Lines) -> _Ahead:
    ahead = _Ahead()
    if follower is None:
        return ahead
    line = lines.line(follower.first).lstrip(" \t")
    number = _NUMBER.match(line)
    shallow = lines.indent(follower.first) < 4
    begins = (shallow and _BEGINS.match(line)) or (
        (shallow or follower.item) and _BULLET.match(line)
    )
    if follower.first - draft.last == 1 and not begins:
        if number and follower.item:
            ahead.item = follower.item.list_line
        else:
            ahead.joins = True
    if lines.indent(follower.first) >= 2:
        ahead.indented = follower.top
    if follower.item and follower.item.marker == ".":
        ahead.dot = follower.top
    elif follower.item and follower.item.marker == ")":
        ahead.paren = follower.top
    return ahead


def _changes(before: Draft, draft: Draft, ahead: _Ahead, lines: Lines) -> bool:
    """Whether ``before`` would take up, or read otherwise, what can follow the run."""
    adjoining = draft.first - before.last == 1 and not _closed(before)
    if adjoining and (ahead.joins or ahead.item > before.first):
        return True
    if not _takes_indented(before, lines):
        return False
    if ahead.indented > before.top:
        return True
    marker = before.item.marker if before.item else ""
    return (marker == "." and ahead.dot > before.top) or (
        marker == ")" and ahead.paren > before.top
    )


def _takes_indented(draft: Draft, lines: Lines) -> bool:
    """Whether what is indented below the block, behind empty lines too, becomes part of it."""
    indented_code = draft.kind is Kind.CODE and lines.indent(draft.first) >= 4
    return draft.in_list or draft.kind is Kind.OTHER or indented_code


def _closed(draft: Draft) -> bool:
    """Whether the block ends by itself, with no empty line after it."""
    return not draft.in_list and draft.kind in (Kind.HEADING, Kind.RULE, Kind.CODE, Kind.HTML)


def _fix_uneven_lists(drafts: list[Draft], lines: Lines) -> None:
    """Items of a list whose markers stand in different columns hang on the items before them."""
    columns: dict[int, set[int]] = {}
    for draft in drafts:
        if draft.item:
            columns.setdefault(draft.item.list_line, set()).add(lines.indent(draft.first))
    for draft in drafts:
        if draft.kind is Kind.LIST_ITEM and draft.item and len(columns[draft.item.list_line]) > 1:
            draft.fixed = True


def _fix_beside_foreign(drafts: list[Draft]) -> None:
    """Attributes may belong to the line above, and plain CommonMark reads both as one paragraph."""
    for draft, follower in pairwise(drafts):
        if follower.first - draft.last == 1:
            draft.fixed |= follower.foreign
            follower.fixed |= draft.foreign


def _fix_before_false_front_matter(drafts: list[Draft], lines: Lines) -> None:
    """What would be front matter or a byte order mark at the top must not get there."""
    tried = 0
    for before, draft in pairwise(drafts):
        start = lines.starts[draft.first]
        if lines.text.startswith(("---", "+++", "{", "\ufeff"), start):
            tried += 1
            mark = lines.text[start] == "\ufeff"
            if mark or tried > _FENCES_TRIED or find_front_matter(lines.text, start):
                before.fixed = True
                return
