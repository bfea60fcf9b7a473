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
        names = [_name(block) for block in blocks]
        copies = _copies(names)
        if len(copies) < ENTRIES:
            return
        start = 0
        while start < len(blocks):
            end = _end(names, start, copies) if names[start] in copies else start
            entries = sum(map(bool, names[start:end]))
            for rule in self._rules:
                if entries >= rule.options["least"]:
                    for block in blocks[start:end]:
                        if holds(rule.where, block, view):
                            yield Evidence(rule, block.index, block.span)
            start = max(end, start + 1)


def _name(block: Block) -> str | None:
    """What a heading says, without the number before it; nothing of ornaments.

    ``None`` for what is too long to be a heading.
    """
    key = block.key
    if block.words > WORDS:
        return None
    return key if not key or key[0].isalpha() else _NUMBER.sub("", key) or key


def _copies(names: Sequence[str | None]) -> dict[str, list[int]]:
    """The names that stand twice, with the places of both."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if name:
            places.setdefault(name, []).append(place)
    return {name: found for name, found in places.items() if len(found) == TWICE}


def _end(names: Sequence[str | None], start: int, copies: Mapping[str, Sequence[int]]) -> int:
    """The end of the longest list that begins at ``start``, ornaments at its end left out."""
    last, targets = start, list[int]()
    for place, name in enumerate(names[start:], start):
        if name == "":
            continue
        if targets and place >= targets[0]:
            break
        after = targets[-1] if targets else place
        target = next((one for one in copies.get(name or "", ()) if one > after), None)
        if target is None or (targets and target - after < 2):
            break
        targets.append(target)
        last = place + 1
    return last
