"""Sections that close a text: a heading with the paragraphs of the standing kind under it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import islice

from cleaner.detectors.base import View
from cleaner.detectors.closing import closing_parts, is_own
from cleaner.detectors.literals import Memory
from cleaner.detectors.spoken import SpokenRule
from cleaner.model import Block, Evidence, Kind, Rule

#: So many paragraphs hang under such a heading at the most.
MOST = 3
#: A heading has so many words at the most.
HEADING_WORDS = 14


class SectionDetector:
    """Finds, in the closing part, headings with what hangs under them.

    A heading is a short line that begins with one of the rule's ``needs``. The patterns are tried
    on it and one to three paragraphs under it, a line each; the longest match is taken. Sections
    under such headings that the patterns do not match stay, and do not end the closing part.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        every = [(SpokenRule(rule, language), tuple(rule.needs)) for rule in rules]
        self._rules = [(spoken, needs) for spoken, needs in every if spoken.patterns]

    def find(self, view: View) -> Iterator[Evidence]:
        """The headings and paragraphs, rule by rule."""
        if not self._rules:
            return
        short = [
            block
            for block in view.document.blocks
            if block.words <= HEADING_WORDS and not (block.protected or block.fixed)
        ]
        for spoken, needs in self._rules:
            headings = {block.index: block for block in short if block.key.startswith(needs)}
            if not headings:
                continue
            sections = _Sections(spoken, headings, view)
            last = _last_own(view, sections)
            for blocks in (sections.of(index) for index in sorted(headings) if index > last):
                if all(spoken.conditions.hold(block, view) for block in blocks[1:]):
                    live = (block for block in blocks if not view.gone(block.index))
                    yield from (Evidence(spoken.rule, b.index, b.span) for b in live)


class _Sections:
    """What stands under a rule's headings; the patterns are tried only where somebody asks.

    ``in`` tells whether a block belongs to a section or, where the patterns match nothing, hangs
    under such a heading. Most headings stand before the closing part, and nobody asks for them.
    """

    def __init__(self, spoken: SpokenRule, headings: Mapping[int, Block], view: View) -> None:
        self._spoken = spoken
        self._headings = headings
        self._memory = view.sightings.memory
        self._under = {index: _under(view, index, headings) for index in headings}
        self._home = {b.index: index for index, blocks in self._under.items() for b in blocks}

    def of(self, heading: int) -> list[Block]:
        """A heading and the paragraphs under it that the rule matches; nothing without any."""
        return _longest(self._headings[heading], self._under[heading], self._spoken, self._memory)

    def __contains__(self, index: object) -> bool:
        heading = self._home.get(index) if isinstance(index, int) else None
        if heading is None:
            return False
        blocks = self.of(heading)
        return not blocks or any(block.index == index for block in blocks)


def _last_own(view: View, passed: Container[int]) -> int:
    """The text's own last paragraph, where those in ``passed`` are none; −1 without any."""
    lasts = []
    for part in closing_parts(view):
        own = (b.index for b in part if is_own(b, view) and b.index not in passed)
        lasts.append(next(own, -1))
    return min(lasts)


def _under(view: View, heading: int, headings: Container[int]) -> list[Block]:
    """What hangs under a heading: up to MOST blocks, as far as the next heading.

    What other rules have taken counts where they saw lines of this kind in it, and is passed over
    elsewhere. A name that directly follows looks like a heading in plain text, and is none.
    """
    blocks: list[Block] = []
    for block in islice(view.document.blocks, heading + 1, None):
        if view.gone(block.index):
            if not any(e.rule.category == "about" for e in view.evidence(block.index)):
                continue
        elif block.kind is Kind.RULE or (block.kind is Kind.HEADING and (blocks or block.level)):
            break
        if block.protected or block.index in headings or len(blocks) == MOST:
            break
        blocks.append(block)
    return blocks


def _longest(
    heading: Block, under: Sequence[Block], rule: SpokenRule, memory: Memory
) -> list[Block]:
    """The heading and the most paragraphs under it that the rule matches; nothing without any."""
    for count in range(len(under), 0, -1):
        blocks = [heading, *under[:count]]
        text = "\n".join(" ".join(block.text.split()) for block in blocks)
        if rule.match(text, memory):
            return blocks
    return []
