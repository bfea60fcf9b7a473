"""A cleaned page in the form that is kept: its text, and the report in that text's coordinates."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from cleaner.engine.positions import Lines
from cleaner.engine.rendering.chunks import Chunk, Rendering, Token
from cleaner.engine.rendering.live import live_items, shared
from cleaner.engine.rendering.markdown import render_markdown
from cleaner.engine.rendering.safe_html import render_html
from cleaner.model import Document, Edit, Finding, Keep, Patch, Report, Span

_RENDER = {"markdown": render_markdown, "html": render_html}


def rendered(document: Document, report: Report, keep: Keep) -> tuple[str, Report]:
    """The text of a cleaned page as ``keep`` says, and the report in coordinates of its source.

    The source is the article before cleaning in the same form. ``report`` speaks of the extracted
    text; what was decided and how many words went stays as it is there.
    """
    render = _RENDER[keep]
    edits = report.patch.edits
    before = render(live_items(document.items, document.blocks, document.text))
    after = render(live_items(document.items, document.blocks, document.text, edits))
    source, text = before.text(), after.text()
    where = _Places(before)
    lines = Lines(source)
    return text, replace(
        report,
        findings=_moved(report.findings, where, lines),
        shadowed=_moved(report.shadowed, where, lines),
        suggested=_moved(report.suggested, where, lines),
        patch=_patch(before, after),
        source_sha256=_sha256(source),
        cleaned_sha256=_sha256(text),
        keep=keep,
    )


def _patch(before: Rendering, after: Rendering) -> Patch:
    """From the one rendering to the other, chunk by chunk: both go through the items in order."""
    new = {chunk.number: chunk.text() for chunk in after.chunks}
    pairs = [(chunk.text(), new.get(chunk.number, "")) for chunk in before.chunks]
    edits: list[Edit] = []
    place = 0
    for old, text in [*pairs, (before.end, after.end)]:
        change = _change(place, old, text)
        if change is not None and edits and edits[-1].end == change.start:
            last = edits.pop()
            edits.append(Edit(last.start, last.before + change.before, last.after + change.after))
        elif change is not None:
            edits.append(change)
        place += len(old)
    return Patch(tuple(edit for edit in edits if edit.before != edit.after))


def _change(place: int, old: str, new: str) -> Edit | None:
    """The difference between two texts without what they begin and end with alike."""
    if old == new:
        return None
    start = shared(old, new)
    rest = shared(old[start:][::-1], new[start:][::-1])
    return Edit(place + start, old[start : len(old) - rest], new[start : len(new) - rest])


class _Stretch(NamedTuple):
    """A token's text in the rendering; what begins with it, begins at ``first``; ends likewise."""

    at: int
    token: Token
    first: int
    last: int


class _Places:
    """From the extracted text to the rendering of it."""

    def __init__(self, rendering: Rendering) -> None:
        self._stretches: list[_Stretch] = []
        place = 0
        for chunk in rendering.chunks:
            self._stretches += _stretches(chunk, place)
            place += len(chunk.text())
        self._starts = [one.token.start for one in self._stretches]

    def span(self, start: int, end: int) -> Span:
        """Where the text ``start`` … ``end`` stands; what is not written is where it would be."""
        if not self._stretches:
            return Span(0, 0)
        first = self._begin(start)
        return Span(first, max(first, self._finish(end)))

    def _begin(self, place: int) -> int:
        number = max(0, bisect_right(self._starts, place) - 1)
        one = self._stretches[number]
        inside = place - one.token.start
        if inside >= one.token.length and number + 1 < len(self._stretches):
            return self._stretches[number + 1].first
        inside = min(inside, one.token.length)
        return one.first if inside <= 0 else one.at + one.token.at(inside)

    def _finish(self, place: int) -> int:
        one = self._stretches[max(0, bisect_right(self._starts, place - 1) - 1)]
        inside = place - one.token.start
        if inside >= one.token.length:
            return one.last
        return one.at + one.token.at(max(inside, 0))


def _stretches(chunk: Chunk, place: int) -> Iterator[_Stretch]:
    """The tokens that are text; the first and the last have all the markup around them."""
    start, end = place + len(chunk.before), place + len(chunk.text())
    known = [number for number, one in enumerate(chunk.tokens) if one.start >= 0 and one.length]
    place = start
    for number, token in enumerate(chunk.tokens):
        after = place + len(token.shown)
        if number in known[:1] + known[-1:]:
            first = start if number == known[0] else place
            yield _Stretch(place, token, first, end if number == known[-1] else after)
        elif token.start >= 0 and token.length:
            yield _Stretch(place, token, place, after)
        place = after


def _moved(findings: Iterable[Finding], where: _Places, lines: Lines) -> tuple[Finding, ...]:
    moved = []
    for finding in findings:
        start, end = where.span(finding.start, finding.end)
        line, column = lines.at(start)
        end_line, _ = lines.at(max(end - 1, start))
        moved.append(
            replace(finding, start=start, end=end, line=line, column=column, end_line=end_line)
        )
    return tuple(moved)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
