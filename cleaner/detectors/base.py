"""What detectors see and what they must offer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, takewhile
from typing import Protocol

from cleaner.detectors.edges import is_edge, places_at_edge
from cleaner.detectors.literals import LiteralIndex, Memory, Sightings
from cleaner.model import Block, Document, Evidence, Fix, Kind

#: How far a block looks for neighbours over blocks that are gone; further off says nothing of it.
NEIGHBOURS = 5

#: A block of so many words under a heading, closed or ending in a colon, is text and no button.
TEXT_WORDS = 8
#: A subheading that says what a button says has no more words.
SUBHEADING_WORDS = 5
#: What stands on both sides of a line may be shorter: buttons end no sentence.
BETWEEN_WORDS = 5

#: So many blocks of running text under a line are asked for its words, and of each word so many
#: letters, so that "advertisement" is taken up by "advertised".
ECHO_BLOCKS, ECHO_LETTERS = 3, 6
#: So far above an item its list may begin.
LIST_BLOCKS = 12
_MARKS = ".,:;!?|»«›‹()[]*#_-–—"


class Detector(Protocol):
    """A detector compiled for some rules and a language."""

    def find(self, view: View) -> Iterable[Evidence]:
        """What the rules see in the blocks that are still live."""
        ...


class View:
    """A document as one detector sees it: what is live, what is gone, and what was seen so far.

    A block is gone when evidence on the whole of it is strong enough to be acted on (``fixes``
    says which fix levels are) and the block may go: fixed blocks, and with ``spare_body`` running
    text, stay. The view is a snapshot; the engine makes a new one when it changes. ``sightings``
    are the literals that rules wait for, found in the blocks; without them no rule sees any.
    """

    def __init__(
        self,
        document: Document,
        evidence: Iterable[Evidence] = (),
        fixes: frozenset[Fix] = frozenset({Fix.SAFE}),
        language: str | None = None,
        sightings: Sightings | None = None,
        *,
        spare_body: bool = False,
    ) -> None:
        self.document = document
        self.sightings = sightings or Sightings(document, LiteralIndex(), Memory())
        self.language = language
        self._by_block: dict[int, list[Evidence]] = {}
        self._gone: set[int] = set()
        for item in evidence:
            self._by_block.setdefault(item.block, []).append(item)
            if item.whole and not item.suggested and item.rule.fix in fixes:
                block = document.blocks[item.block]
                if not (block.fixed or (spare_body and block.body_like)):
                    self._gone.add(item.block)

    @cached_property
    def live(self) -> tuple[Block, ...]:
        """The blocks that nothing has taken out, protected ones included."""
        if not self._gone:
            return self.document.blocks
        return tuple(b for b in self.document.blocks if b.index not in self._gone)

    @cached_property
    def readable(self) -> tuple[Block, ...]:
        """The live blocks that detectors may look into."""
        return tuple(block for block in self.live if not block.protected)

    @cached_property
    def body(self) -> tuple[int, int] | None:
        """Indices of the first and last live block of running text; ``None`` without any."""
        first = next((block.index for block in self.live if block.body_like), None)
        if first is None:
            return None
        return first, next(block.index for block in reversed(self.live) if block.body_like)

    def live_after(self, index: int) -> Iterator[Block]:
        """The live blocks behind block ``index``, which itself may be gone."""
        start = bisect_right(self.live, index, key=lambda block: block.index)
        return islice(self.live, start, None)

    def live_before(self, index: int) -> Iterator[Block]:
        """The live blocks before block ``index``, which itself may be gone, the nearest first."""
        end = bisect_left(self.live, index, key=lambda block: block.index)
        return (self.live[place] for place in range(end - 1, -1, -1))

    @property
    def untouched(self) -> bool:
        """Whether nothing has been seen yet."""
        return not self._by_block

    def gone(self, index: int) -> bool:
        """Whether block ``index`` has been taken out."""
        return index in self._gone

    def evidence(self, index: int) -> Sequence[Evidence]:
        """What was seen so far in block ``index``."""
        return self._by_block.get(index, ())

    @cached_property
    def categories(self) -> frozenset[str]:
        """The categories of the rules that have seen something so far."""
        return frozenset(e.rule.category for items in self._by_block.values() for e in items)

    def found(self, codes: Iterable[str]) -> list[int]:
        """The blocks in which rules of these codes saw something, in order."""
        return sorted(set().union(*(self._by_code[c] for c in codes if c in self._by_code)))

    @cached_property
    def _by_code(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for index, items in self._by_block.items():
            for item in items:
                found.setdefault(item.rule.code, set()).add(index)
        return found

    def position(self, index: int) -> str:
        """``lead``, ``middle`` or ``tail`` relative to the running text, ``bare`` without any."""
        if self.body is None:
            return "bare"
        first, last = self.body
        return "lead" if index < first else "tail" if index > last else "middle"

    def is_lone(self, block: Block) -> bool:
        """Whether a heading has nothing live under it before the next of its level, or the end."""
        for after in self.live_after(block.index):
            if after.kind is not Kind.RULE:
                return after.kind is Kind.HEADING and (
                    not block.level or after.level <= block.level
                )
        return True

    def heads_text(self, block: Block) -> bool:
        """Whether a heading that the source marks as one stands over text, code or a table.

        Such a heading is the author's, whatever it says. A plain line that only looks like a
        heading proves nothing: "Advertisement" stands over text wherever it interrupts one.
        """
        if block.kind is not Kind.HEADING or not block.level:
            return False
        return _is_text(next(self.live_after(block.index), None))

    def is_between(self, block: Block) -> bool:
        """Whether text stands right before and right behind a line as short as a subheading."""
        if block.words > SUBHEADING_WORDS:
            return False
        beside = self.live_before(block.index), self.live_after(block.index)
        return all(_is_text(next(side, None), BETWEEN_WORDS) for side in beside)

    def is_echoed(self, block: Block) -> bool:
        """Whether the running text under a line takes up every word of it, by how they begin.

        A text speaks of what its subheading says; what stood on a button it does not mention.
        """
        words = block.folded.split()
        under = takewhile(lambda one: one.body_like, self.live_after(block.index))
        text = " ".join(one.folded for one in islice(under, ECHO_BLOCKS))
        return bool(text) and all(_taken_up(word.strip(_MARKS), text) for word in words)

    def is_listed(self, block: Block) -> bool:
        """Whether a line is an item of a list that the text introduces.

        Above it stands a line that ends in a colon, between them nothing but items and open lines.
        """
        for before in islice(self.live_before(block.index), LIST_BLOCKS):
            if before.text.endswith((":", "：")):
                return before.words >= BETWEEN_WORDS
            if before.kind is not Kind.LIST_ITEM and (before.closed or before.words > TEXT_WORDS):
                return False
        return False

    def follows_text(self, block: Block) -> bool:
        """Whether right before the block stands a sentence that is no item, or something went."""
        if not block.index:
            return False
        before = self.document.blocks[block.index - 1]
        return self.gone(before.index) or (before.closed and before.kind is not Kind.LIST_ITEM)

    def ends_run(self, block: Block, most: int) -> bool:
        """Whether more than ``most`` lines that are no sentences, none gone, stand right above."""
        above = self.document.blocks[max(0, block.index - most - 1) : block.index]
        return len(above) > most and not any(
            one.closed or one.level or self.gone(one.index) for one in above
        )

    def is_whole_section(self, blocks: Sequence[Block]) -> bool:
        """Whether neighbours are all the running text under a heading that the source marks.

        A heading among them is none that they stand under: whoever pasted them brought it along.
        """
        if any(block.level for block in blocks):
            return False
        above = self.live_before(blocks[0].index)
        below = self.live_after(blocks[-1].index)
        heading = next((one for one in above if one.level or one.body_like), None)
        follower = next((one for one in below if one.level or one.body_like), None)
        return bool(heading and heading.level) and (follower is None or bool(follower.level))

    def neighbours(self, index: int) -> Iterator[int]:
        """The blocks on both sides up to the nearest live ones, at most NEIGHBOURS on each."""
        for step in (-1, 1):
            for distance in range(1, NEIGHBOURS + 1):
                place = index + step * distance
                if not 0 <= place < len(self.document.blocks):
                    break
                yield place
                if not self.gone(place):
                    break


def _is_text(block: Block | None, words: int = TEXT_WORDS) -> bool:
    """Whether a block is no heading or item, and says something: text, code or a table."""
    if block is None or block.kind in (Kind.HEADING, Kind.RULE, Kind.LIST_ITEM):
        return False
    ends = block.closed or block.text.endswith((":", "："))
    return block.protected or (ends and block.words >= words)


def _taken_up(word: str, text: str) -> bool:
    """Whether a word stands in the text, a longer one with any ending, a shorter one with an s."""
    ends = places_at_edge(text, word[:ECHO_LETTERS])
    if len(word) > ECHO_LETTERS:
        return next(ends, None) is not None
    return any(
        is_edge(text, end) or (text[end : end + 1] == "s" and is_edge(text, end + 1))
        for end in ends
    )
