"""A document as the line model sees it, and whether it is raw page text at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.detectors.base import View
from cleaner.model import Block

#: Raw page text has at least so many lines; of those that the rules left this share is short and
#: open.
_LEAST_LINES = 40
_OPEN_SHARE = 0.35
_SHORT = 10
#: Menus stand above the article and more of the kind below it: so many short open lines before
#: the first running text, so many before and after all of it.
_ABOVE = 3
_AROUND = 10
#: Those, with each line that the rules took counted twice, are at least so many.
_EVIDENCE = 30


@dataclass(frozen=True, slots=True)
class Page:
    """The live lines of a document, and how many before each are gone (one more at the end)."""

    lines: Sequence[Block]
    gone: Sequence[int]
    title: str = ""


def is_raw(view: View) -> bool:
    """Whether the document reads like a whole page's text, menus and all.

    What an extractor has cut down to the article has next to nothing above the first paragraph;
    there the model would have more to lose than to gain, and is not asked.
    """
    if len(view.document.blocks) < _LEAST_LINES:
        return False
    lines, body = [block for block in view.readable if _is_line(block)], view.body
    if body is None:
        return False
    places = [line.index for line in lines if not line.closed and line.words <= _SHORT]
    above = sum(1 for place in places if place < body[0])
    around = above + sum(1 for place in places if place > body[1])
    # What the rules took there was of the page as well: the more they know, the less of it is left.
    blocks = view.document.blocks
    taken_above = sum(1 for block in blocks[: body[0]] if view.gone(block.index))
    taken = taken_above + sum(1 for block in blocks[body[1] :] if view.gone(block.index))
    if (
        len(places) < _OPEN_SHARE * len(lines)
        or above + taken_above < _ABOVE
        or around + taken < _AROUND
    ):
        return False
    gone = len(view.document.blocks) - len(view.live)
    return around + 2 * gone >= _EVIDENCE


def _is_line(block: Block) -> bool:
    """Whether a block says something; a thematic break and a heading without words do not."""
    return not block.protected and bool(block.text.strip())


def read_lines(view: View) -> Page:
    """The lines that can be read, with the gaps between them."""
    lines, gone, gap = [], [], 0
    for block in view.document.blocks:
        if view.gone(block.index):
            gap += 1
        elif _is_line(block):
            lines.append(block)
            gone.append(gap)
            gap = 0
    title = view.document.title
    return Page(lines, [*gone, gap], title.text if title else "")
