"""Patches: made from decisions, applied, undone, composed, and read as a map to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from cleaner.model import Edit, Patch, Span, UndoError


def apply(source: str, patch: Patch) -> str:
    """The text after the patch."""
    parts: list[str] = []
    place = 0
    for edit in patch.edits:
        parts += (source[place : edit.start], edit.after)
        place = edit.end
    return "".join(parts) + source[place:]


def undo(cleaned: str, patch: Patch) -> str:
    """The source again: the inverse of :func:`apply`.

    Raises:
        UndoError: ``cleaned`` is not what the patch made.

    """
    parts: list[str] = []
    place = shift = 0
    for edit in patch.edits:
        start = edit.start + shift
        end = start + len(edit.after)
        if start < place or cleaned[start:end] != edit.after:
            reason = f"the text differs from what was written at code point {start}"
            raise UndoError(reason, hint="undo needs the cleaned text as it was written")
        parts += (cleaned[place:start], edit.before)
        place = end
        shift += len(edit.after) - len(edit.before)
    return "".join(parts) + cleaned[place:]


def make_patch(source: str, changes: Iterable[tuple[Span, str]]) -> Patch:
    """A patch of replacements in any order; those that touch or overlap become one."""
    edits: list[Edit] = []
    for span, after in sorted(changes):
        if edits and span.start <= edits[-1].end:
            last = edits.pop()
            start, end = last.start, max(last.end, span.end)
            edits.append(Edit(start, source[start:end], last.after + after))
        else:
            edits.append(Edit(span.start, source[span.start : span.end], after))
    return Patch(tuple(edit for edit in edits if edit.before != edit.after))


class _Piece(NamedTuple):
    """A stretch of a patched text: ``length`` code points kept from ``at``, or ``new`` text."""

    at: int
    length: int
    new: str | None = None

    def cut(self, start: int, end: int) -> _Piece:
        if self.new is None:
            return _Piece(self.at + start, end - start)
        return _Piece(self.at, end - start, self.new[start:end])


def _pieces(edits: Sequence[Edit], length: int) -> Iterator[_Piece]:
    place = 0
    for edit in edits:
        if edit.start > place:
            yield _Piece(place, edit.start - place)
        if edit.after:
            yield _Piece(edit.start, len(edit.after), edit.after)
        place = edit.end
    if place < length:
        yield _Piece(place, length - place)


def compose(source: str, first: Patch, second: Patch) -> Patch:
    """One patch of ``source`` that does what ``first`` and then ``second`` do."""
    if not first.edits or not second.edits:
        return first if first.edits else second
    pieces = list(_pieces(first.edits, len(source)))
    starts = list(accumulate((piece.length for piece in pieces), initial=0))
    result: list[_Piece] = []
    for wanted in _pieces(second.edits, starts[-1]):
        if wanted.new is not None:
            result.append(wanted)
        else:
            result.extend(_slice(pieces, starts, wanted.at, wanted.at + wanted.length))
    return _from_pieces(source, result)


def _slice(pieces: list[_Piece], starts: list[int], start: int, end: int) -> Iterator[_Piece]:
    """The pieces, cut to ``start`` … ``end`` of the text that they make."""
    number = bisect_right(starts, start) - 1
    while number < len(pieces) and starts[number] < end:
        piece, place = pieces[number], starts[number]
        yield piece.cut(max(start, place) - place, min(end, place + piece.length) - place)
        number += 1


def _from_pieces(source: str, pieces: Iterable[_Piece]) -> Patch:
    edits = []
    place, new = 0, ""
    for piece in [*pieces, _Piece(len(source), 0)]:
        if piece.new is not None:
            new += piece.new
            continue
        if piece.at > place or new:
            edits.append(Edit(place, source[place : piece.at], new))
        place, new = piece.at + piece.length, ""
    return Patch(tuple(edits))


class SourceMap:
    """From spans of a patched text back to spans of its source."""

    def __init__(self, source: str, patch: Patch) -> None:
        self._identity = not patch.edits
        self._starts: list[int] = []
        self._spans: list[tuple[Span, bool]] = []
        place = 0
        ends = {edit.start: edit.end for edit in patch.edits if edit.after}
        for piece in _pieces(patch.edits, len(source)):
            self._starts.append(place)
            end = ends[piece.at] if piece.new is not None else piece.at + piece.length
            self._spans.append((Span(piece.at, end), piece.new is None))
            place += piece.length

    def to_source(self, span: Span) -> Span:
        """Where the text of ``span`` came from; replaced text maps to all that it replaced."""
        if self._identity or not self._starts:
            return span
        return Span(
            self._edge(span.start, last=False), self._edge(max(span.end - 1, span.start), last=True)
        )

    def _edge(self, place: int, *, last: bool) -> int:
        number = bisect_right(self._starts, place) - 1
        span, kept = self._spans[number]
        if kept:
            return span.start + place - self._starts[number] + last
        return span.end if last else span.start
