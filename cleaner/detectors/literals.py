"""Finding the literals that rules wait for, all rules' in one look at a text (Aho–Corasick)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.model import Block, Document, Span

if TYPE_CHECKING:
    from regex import Match as RegexMatch

#: Blocks of more words are long: in most texts most of the letters stand in them, and most rules
#: are for shorter ones, so that only the literals of the others are looked for there.
SHORT = 30


class Wanted(NamedTuple):
    """A folded literal, and how many words a block may have for it to matter (0: any number)."""

    literal: str
    most_words: int


class Hit(NamedTuple):
    """A literal, by its number in the index, at ``start`` … ``end`` of a block's folded text."""

    number: int
    start: int
    end: int


class LiteralIndex:
    """The literals of all detectors of a rule set; each detector is an owner of some of them."""

    def __init__(self) -> None:
        self._wanted: list[Wanted] = []
        self._owners: list[int] = []

    def add(self, owner: int, wanted: Iterable[Wanted]) -> int:
        """Enter literals of ``owner``; the number of the first, the others follow."""
        first = len(self._wanted)
        self._wanted.extend(wanted)
        self._owners.extend([owner] * (len(self._wanted) - first))
        return first

    def owner(self, number: int) -> int:
        """Whose literal that is."""
        return self._owners[number]

    def scan(self, blocks: Sequence[Block], memory: Memory) -> None:
        """Look for the literals in the blocks whose texts ``memory`` does not know yet."""
        short: list[Block] = []
        long: list[Block] = []
        known = memory.hits
        for block in blocks:
            if block.folded not in known:
                known[block.folded] = ()
                (short if block.words <= SHORT else long).append(block)
        if short:
            self._scan(self._all, short, known)
        if long:
            self._scan(self._for_long, long, known)

    def _scan(
        self, automaton: _Automaton, blocks: Sequence[Block], known: dict[str, tuple[Hit, ...]]
    ) -> None:
        texts = [block.folded for block in blocks]
        starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        place, start, end, words = -1, 0, 0, 0
        found: list[Hit] = []
        for literal, first, last in automaton.find("\n".join(texts)):
            if first >= end:
                if found:
                    known[texts[place]] = tuple(found)
                    found = []
                place = bisect_right(starts, first, lo=place + 1) - 1
                start, end, words = starts[place], starts[place + 1], blocks[place].words
            for number, most_words in automaton.takers[literal]:
                if not 0 < most_words < words:
                    found.append(Hit(number, first - start, last - start))
        if found:
            known[texts[place]] = tuple(found)

    @cached_property
    def _all(self) -> _Automaton:
        return _Automaton(range(len(self._wanted)), self._wanted)

    @cached_property
    def _for_long(self) -> _Automaton:
        numbers = [n for n, w in enumerate(self._wanted) if not 0 < w.most_words <= SHORT]
        return _Automaton(numbers, self._wanted)


class _Automaton:
    """Some of an index's literals, each once, however many rules wait for it.

    ``takers`` are for each literal the numbers in the index, each with its limit of words.
    """

    def __init__(self, numbers: Sequence[int], wanted: Sequence[Wanted]) -> None:
        takers: dict[str, list[tuple[int, int]]] = {}
        for number in numbers:
            literal, most_words = wanted[number]
            takers.setdefault(literal, []).append((number, most_words))
        self.takers = list(takers.values())
        self._automaton: Any = None
        if takers:
            from ahocorasick_rs import AhoCorasick, Implementation

            self._automaton = AhoCorasick(list(takers), implementation=Implementation.ContiguousNFA)

    def find(self, text: str) -> Sequence[tuple[int, int, int]]:
        """The literals in ``text``, by their place in ``takers``, with their starts and ends."""
        if self._automaton is None:
            return ()
        found: list[tuple[int, int, int]]
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return found


class Found(NamedTuple):
    """What a pattern matched: the stretch of the block's text that was looked at, and the match."""

    unit: Span
    match: RegexMatch[str]


class Memory:
    """What was looked for in the texts of one document's blocks.

    A document is looked at in several passes, and most of its blocks are the same in each. ``hits``
    holds literals by folded text, ``matches`` those of a rule's patterns by code and text.
    """

    def __init__(self) -> None:
        self.hits: dict[str, tuple[Hit, ...]] = {}
        self.matches: dict[tuple[str, str], tuple[Found, ...]] = {}


class Sightings:
    """The literals that stand in the blocks of one pass's document, looked for when first asked."""

    def __init__(self, document: Document, index: LiteralIndex, memory: Memory) -> None:
        self._document = document
        self._index = index
        self.memory = memory

    def of(self, owner: int) -> Sequence[tuple[Block, Hit]]:
        """The literals of one owner, in the order of the text."""
        return self._by_owner.get(owner, ())

    @cached_property
    def _by_owner(self) -> dict[int, list[tuple[Block, Hit]]]:
        blocks = [block for block in self._document.blocks if not block.protected]
        self._index.scan(blocks, self.memory)
        hits, owner = self.memory.hits, self._index.owner
        found: dict[int, list[tuple[Block, Hit]]] = {}
        for block in blocks:
            for hit in hits[block.folded]:
                found.setdefault(owner(hit.number), []).append((block, hit))
        return found


def stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether the match is not a part of a longer word."""
    before = folded[start - 1 : start]
    after = folded[end : end + 1]
    return not (
        (before.isalnum() and folded[start].isalnum())
        or (after.isalnum() and folded[end - 1].isalnum())
    )
