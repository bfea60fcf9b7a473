"""Blocks of contacts behind a text: names, offices, numbers and addresses, a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaner.detectors.base import View
from cleaner.detectors.closing import closing_parts, is_own
from cleaner.detectors.spoken import SpokenRule
from cleaner.model import Block, Evidence, Rule

#: More lines with a number or address than these are a directory, which readers came for.
MOST = 12
#: So many lines without number or address may stand between two that have one, and before them.
BETWEEN = 3

_WORD = re.compile(r"[^\W\d_][\w.&'’-]*")
#: Words of so many letters begin with a capital in a name or an office.
NAME_LETTERS = 4
#: Words that a line with a name, an office and a town has at the most.
NAME_WORDS = 10


class ContactsDetector:
    """Finds groups of lines in the closing part that say whom to write to or call.

    The rule's patterns match the lines with numbers and addresses. One of the group must hold one
    of the rule's ``needs``, so that bare numbers alone are left: they may be prices or results.
    The lines between and three above go too, where they read like names and offices. What other
    rules, those ``beside`` this one, have taken of such a group holds it together.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        every = [SpokenRule(rule, language) for rule in rules]
        self._rules = [spoken for spoken in every if spoken.patterns]

    def find(self, view: View) -> Iterator[Evidence]:
        """The lines of each group, rule by rule."""
        closing = _closing_lines(view)
        if not closing:
            return
        for spoken in self._rules:
            lines = _with_taken(closing, spoken.rule, view)
            hold = [i for i, block in enumerate(lines) if _is_contact(block, spoken, view)]
            if not hold or sum(not view.gone(lines[i].index) for i in hold) > MOST:
                continue
            for group in _groups(hold, lines, view):
                if any(need in b.folded for b in group for need in spoken.rule.needs):
                    live = (b for b in group if not view.gone(b.index))
                    yield from (Evidence(spoken.rule, b.index, b.span) for b in live)


def _with_taken(lines: Sequence[Block], rule: Rule, view: View) -> list[Block]:
    """The lines with those among and right above them that rules beside this one have taken."""
    above = lines[0].index - 1
    taken = (i for i in view.found(rule.options["beside"]) if i >= above and view.gone(i))
    blocks = view.document.blocks
    return sorted([*lines, *(blocks[i] for i in taken)], key=lambda block: block.index)


def _closing_lines(view: View) -> list[Block]:
    """The lines of the closing part in the order of the text."""
    lines: dict[int, Block] = {}
    for part in closing_parts(view):
        for block in part:
            if is_own(block, view):
                break
            lines[block.index] = block
    return [lines[index] for index in sorted(lines)]


def _is_contact(block: Block, spoken: SpokenRule, view: View) -> bool:
    if view.gone(block.index):
        return True
    if not spoken.conditions.hold(block, view):
        return False
    return spoken.match(block.text, view.sightings.memory) is not None


def _groups(hold: Sequence[int], lines: Sequence[Block], view: View) -> Iterator[list[Block]]:
    """Neighbouring lines of contacts with the names between them, and above where none is taken."""
    joined = [
        right - left <= BETWEEN + 1 and all(map(_is_name, lines[left + 1 : right]))
        for left, right in pairwise(hold)
    ]
    first = 0
    for last, goes_on in enumerate([*joined, False]):
        if not goes_on:
            start = hold[first]
            least = start if view.gone(lines[start].index) else max(0, start - BETWEEN)
            while start > least and _is_name(lines[start - 1]):
                start -= 1
            yield list(lines[start : hold[last] + 1])
            first = last + 1


def _is_name(block: Block) -> bool:
    words = _WORD.findall(block.text)
    return (
        bool(words)
        and block.words <= NAME_WORDS
        and all(word[0].isupper() for word in words if len(word) >= NAME_LETTERS)
    )
