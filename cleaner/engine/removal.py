"""What goes when blocks and spans go: the text, and one of the separators around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.engine.patching import make_patch
from cleaner.model import Document, Evidence, Patch, Span


def removal_patch(document: Document, applied: Iterable[Evidence]) -> Patch:
    """The patch that takes out, or repairs, what ``applied`` covers."""
    whole = set()
    changes: list[tuple[Span, str]] = []
    for item in applied:
        if item.whole and not item.replacement:
            whole.add(item.block)
        elif item.replacement or item.rule.stage == "repair":
            changes.append((item.span, item.replacement))
        else:
            changes.append((_with_space(document, item), ""))
    changes.extend((span, "") for span in _block_spans(document, whole))
    return make_patch(document.text, changes)


def _with_space(document: Document, item: Evidence) -> Span:
    """A span inside a block with the white space on one side of it."""
    text = document.text
    block = document.blocks[item.block]
    start, end = item.span
    # Without space in front, the space behind is all that keeps two words apart.
    if start == block.start or text[start - 1].isspace():
        while end < block.end and text[end].isspace():
            end += 1
    if end == block.end:
        while start > block.start and text[start - 1].isspace():
            start -= 1
    return Span(start, end)


def _block_spans(document: Document, whole: set[int]) -> Iterator[Span]:
    """For each run of blocks that go together: what goes with one of the separators around it.

    Of the separators before and after the run the larger stays, so that two paragraphs do not
    become one; at the ends of the document the outer white space stays as it was.
    """
    for first in sorted(whole):
        if first - 1 not in whole:
            last = first
            while last + 1 in whole:
                last += 1
            yield _run_span(document, first, last)


def _run_span(document: Document, first: int, last: int) -> Span:
    text, blocks = document.text, document.blocks
    start, end = blocks[first].start, blocks[last].end
    if last + 1 == len(blocks):
        return Span(blocks[first - 1].end if first else start, end)
    after = _line_start(text, blocks[last + 1].start, end)
    if first == 0:
        return Span(_line_start(text, start, 0), after)
    before = blocks[first - 1].end
    if _breaks(text[before:start]) >= _breaks(text[end : blocks[last + 1].start]):
        return Span(_line_start(text, start, before), after)
    return Span(before, end)


def _line_start(text: str, place: int, floor: int) -> int:
    """The start of the line that ``place`` stands on, if only white space lies between."""
    start = place
    while start > floor and text[start - 1] in " \t":
        start -= 1
    return start if start == 0 or text[start - 1] in "\r\n" else place


def _breaks(gap: str) -> int:
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n")
