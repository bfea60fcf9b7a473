"""The thread of readers' comments at the end, where its heading or its names are gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Evidence, Rule


class ThreadDetector:
    """Finds what readers wrote, from the first mark of a thread to the end.

    Marks are leftovers of a ``marks`` category that are gone: the counter of comments, the names
    over them, "Reply". A thread has ``least`` marks, with ``gap`` blocks between two of them and
    behind the last at the most, so that marks beside an article, or one in it, begin none; before
    it stand ``before`` words of running text.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """The live blocks of the thread."""
        if view.untouched:
            return
        for rule in self._rules:
            if view.categories.isdisjoint(rule.options["marks"]):
                continue
            start = _start(rule, view)
            if start is None:
                continue
            for block in view.live_after(start):
                if not block.protected and holds(rule.where, block, view):
                    yield Evidence(rule, block.index, block.span)


def _start(rule: Rule, view: View) -> int | None:
    """The first mark from which marks follow each other closely up to the end."""
    blocks = view.document.blocks
    marks = [block.index for block in blocks if _is_mark(rule, view, block.index)]
    places = [*marks, len(blocks)]
    # From the end back, for as long as the marks stand close.
    first = len(marks)
    for at, (mark, following) in reversed(list(enumerate(pairwise(places)))):
        if _live_between(view, mark, following) > rule.options["gap"]:
            break
        first = at
    words = 0
    for block in view.live:
        while first < len(marks) and marks[first] < block.index:
            if words >= rule.options["before"]:
                return marks[first] if len(marks) - first >= rule.options["least"] else None
            first += 1
        if block.body_like:
            words += block.words
    return None


def _is_mark(rule: Rule, view: View, index: int) -> bool:
    return view.gone(index) and any(
        item.rule.category in rule.options["marks"] for item in view.evidence(index)
    )


def _live_between(view: View, start: int, stop: int) -> int:
    return sum(1 for place in range(start + 1, stop) if not view.gone(place))
