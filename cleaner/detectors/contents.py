"""The list of a text's own headings that stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Block, Evidence, Rule

#: So many headings make a list of contents, each of so many words at the most.
ENTRIES, WORDS = 3, 16
#: An entry and its heading; what stands more often is a label ("Pros", "Price").
TWICE = 2
_NUMBER = re.compile(r"^[\d.)#:\s]{1,6}(?=\D)")


class ContentsDetector:
    """Finds runs of ``least`` short lines or more of which each stands again below.

    The copies stand in the same order, behind the run, and each has something under it before the
    next: they are the headings, and stay. Ornaments and bullets between the lines go with them.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """The lines of each list."""
        blocks = view.readable
        copies: dict[str, list[int]] = {}
        for place, block in enumerate(blocks):
            if block.key and block.words <= WORDS:
                copies.setdefault(_name(block), []).append(place)
        copies = {name: places for name, places in copies.items() if len(places) == TWICE}
        if len(copies) < ENTRIES:
            return
        start = 0
        while start < len(blocks):
            run = _run(blocks, start, copies)
            entries = [block for block in run if block.key]
            for rule in self._rules:
                if len(entries) >= rule.options["least"]:
                    yield from (
                        Evidence(rule, block.index, block.span)
                        for block in run
                        if holds(rule.where, block, view)
                    )
            start += max(1, len(run))


def _name(block: Block) -> str:
    """What a heading says, without the number before it."""
    return _NUMBER.sub("", block.key) or block.key


def _run(
    blocks: Sequence[Block], start: int, copies: Mapping[str, Sequence[int]]
) -> Sequence[Block]:
    """The longest list that begins at ``start``, without ornaments at its end."""
    end, last, targets = start, start, list[int]()
    while end < len(blocks):
        block = blocks[end]
        if block.key:
            after = max(end, *targets[-1:]) if targets else end
            target = next((one for one in copies.get(_name(block), ()) if one > after), None)
            if target is None or (targets and target - targets[-1] < 2):
                break
            if targets and end >= targets[0]:
                break
            targets.append(target)
            last = end + 1
        elif not targets and end > start:
            break
        end += 1
    return blocks[start:last] if targets and min(targets) >= last else ()
