"""What is left of a page's items after a patch of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaner.model import Block, Edit, Item, Mark, Node, Picture, Run

#: Between the cells of a row, as extraction writes them.
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


class Text(NamedTuple):
    """Some text with its marks; ``start`` is its place in the text before the patch."""

    start: int
    raw: str
    marks: tuple[Mark, ...] = ()


class Live(NamedTuple):
    """An item that is left: ``number`` counts all items; of a row each cell has its texts."""

    number: int
    path: tuple[Node, ...]
    block: int
    cells: tuple[tuple[Text, ...], ...] = ()
    indent: str = ""
    picture: Picture | None = None
    goes_on: bool = False


def live_items(
    items: Sequence[Item], blocks: Sequence[Block], source: str, edits: Sequence[Edit] = ()
) -> list[Live]:
    """The items that have any text left, and the images that stand with such."""
    inside = dict(_by_block(blocks, edits))
    written: dict[int, Live] = {}
    for number, item in enumerate(items):
        if item.picture is None:
            one = _written(number, item, blocks[item.block], source, inside.get(item.block, ()))
            if one is not None:
                written[number] = one
    left = sorted(one.block for one in written.values())
    for number, item in enumerate(items):
        picture = item.picture
        if picture and any(picture.first <= block <= picture.last for block in left):
            written[number] = Live(number, item.path, -1, picture=picture)
    return [written[number] for number in sorted(written)]


def _by_block(blocks: Sequence[Block], edits: Sequence[Edit]) -> Iterator[tuple[int, list[Edit]]]:
    """The edits in each block, cut to its bounds; what they put there stands in one block alone."""
    first = 0
    found: dict[int, list[Edit]] = {}
    for edit in edits:
        while first < len(blocks) and blocks[first].end < edit.start:
            first += 1
        touched = list(_touched(blocks[first:], edit))
        # What is new goes where something is left: a block that went leaves nothing.
        partly = (b for b in touched if not (edit.start <= b.start and b.end <= edit.end))
        home = next(partly, touched[0] if touched else None)
        for block in touched:
            start, end = max(edit.start, block.start), min(edit.end, block.end)
            after = edit.after if block is home else ""
            before = block.text[start - block.start : end - block.start]
            found.setdefault(block.index, []).append(Edit(start, before, after))
    yield from found.items()


def _touched(blocks: Sequence[Block], edit: Edit) -> Iterator[Block]:
    for block in blocks:
        if block.start > edit.end:
            return
        within = block.start <= edit.start == edit.end <= block.end
        if within or (block.start < edit.end and edit.start < block.end):
            yield block


def _written(
    number: int, item: Item, block: Block, source: str, edits: Iterable[Edit]
) -> Live | None:
    """The item with the edits made; ``None`` where no text is left."""
    row = item.path[-1].tag == "tr"
    preformatted = item.path[-1].tag == "pre"
    cells = []
    for start, end in _cells(block.text) if row else [(0, len(block.text))]:
        runs = [
            Run(max(run.start, start), min(run.end, end), run.marks)
            for run in item.runs
            if run.start < end and run.end > start
        ]
        texts = [text for run in runs for text in _edited(block, run, edits, item.runs[0].start)]
        cells.append(tuple(texts if preformatted else _trimmed(texts, row=row)))
    if not any(text.raw.strip() for cell in cells for text in cell):
        return None
    line = source.rfind("\n", 0, block.start) + 1
    indent = source[line : block.start] if preformatted else ""
    return Live(number, item.path, block.index, tuple(cells), indent, goes_on=item.goes_on)


def _cells(row: str) -> list[tuple[int, int]]:
    """The bounds of a row's cells between its outer bars."""
    bars = [match.start() for match in _BETWEEN_CELLS.finditer(row)]
    if len(bars) < 2:
        return [(bars[0] + 1 if bars else 0, len(row))]
    return [(one + 1, other) for one, other in pairwise(bars)]


def _edited(block: Block, run: Run, edits: Iterable[Edit], lead: int) -> Iterator[Text]:
    """What the edits leave of a run. What they put there goes to the run that they begin in.

    ``lead`` is where the first run begins: what stands before it is a bullet and is not written.
    """
    place = run.start
    for edit in edits:
        start, end = max(lead, edit.start - block.start), edit.end - block.start
        begins = run.start <= start < run.end or start == run.end == len(block.text)
        if end < run.start or start > run.end:
            continue
        if start > place:
            yield Text(block.start + place, block.text[place:start], run.marks)
        if begins and edit.after:
            yield Text(block.start + start, edit.after, run.marks)
        place = max(place, min(end, run.end))
    if place < run.end:
        yield Text(block.start + place, block.text[place : run.end], run.marks)


def _trimmed(texts: Sequence[Text], *, row: bool) -> Iterator[Text]:
    """The texts without white space around them all, and with none at the edges of marks."""
    whole = "".join(text.raw for text in texts)
    start, end = len(whole) - len(whole.lstrip()), len(whole.rstrip())
    place = 0
    for number, text in enumerate(texts):
        first, last = max(start, place), min(end, place + len(text.raw))
        raw = whole[first:last] if first < last else ""
        at, place = text.start + first - place, place + len(text.raw)
        if not raw:
            continue
        if row:
            raw = raw.replace("\\|", "|")
        before = texts[number - 1].marks if number else ()
        after = texts[number + 1].marks if number + 1 < len(texts) else ()
        yield from _outside_marks(Text(at, raw, text.marks), before, after)


def _outside_marks(text: Text, before: tuple[Mark, ...], after: tuple[Mark, ...]) -> Iterator[Text]:
    core = text.raw.strip()
    if not text.marks or core == text.raw:
        yield text
        return
    if not core:
        yield text._replace(marks=_common(before, after))
        return
    lead = text.raw.index(core[0])
    if lead:
        yield Text(text.start, text.raw[:lead], _common(before, text.marks))
    yield Text(text.start + lead, core, text.marks)
    if lead + len(core) < len(text.raw):
        rest = text.raw[lead + len(core) :]
        yield Text(text.start + lead + len(core), rest, _common(text.marks, after))


def _common(one: tuple[Mark, ...], other: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return one[: shared(one, other)]


def shared(one: Sequence[object], other: Sequence[object]) -> int:
    """How many items two sequences begin with alike."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length
