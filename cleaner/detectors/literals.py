"""Finding the literals that rules wait for, all rules' in one look at a text (Aho–Corasick)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.model import Block, Document, Span, Where

if TYPE_CHECKING:
    from regex import Match as RegexMatch

    from cleaner.detectors.topic.model import Reading
    from cleaner.detectors.topic.words import Bag

#: Blocks of more words are long: in most texts most of the letters stand in them, and most rules
#: are for shorter ones, so that only the literals of the others are looked for there.
SHORT = 30


class Wanted(NamedTuple):
    """A folded literal, what of its owner waits for it, and the blocks in which it matters.

    Of ``where`` only what the text alone tells is asked: the numbers of words, and how it ends.
    """

    literal: str
    item: int
    where: Where


class Hit(NamedTuple):
    """A literal that stands at ``start`` … ``end`` of a block's folded text."""

    owner: int
    item: int
    start: int
    end: int


class _Taker(NamedTuple):
    """Who takes a literal, and under which conditions; ``once``: the first of a block will do."""

    owner: int
    item: int
    least: int
    most: float
    closed: bool | None
    once: bool


class LiteralIndex:
    """The literals of all detectors of a rule set; each detector is an owner of some of them."""

    def __init__(self) -> None:
        self._takers: dict[str, list[_Taker]] = {}

    def add(self, owner: int, wanted: Iterable[Wanted], *, once: bool = False) -> None:
        """Enter literals of ``owner``. With ``once`` an item is given once a block at the most."""
        for literal, item, where in wanted:
            most = where.max_words or inf
            taker = _Taker(owner, item, where.min_words, most, where.closed, once)
            self._takers.setdefault(literal, []).append(taker)

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
            _scan(self._all, short, known)
        if long:
            _scan(self._for_long, long, known)

    @cached_property
    def _all(self) -> _Automaton:
        return _Automaton(self._takers)

    @cached_property
    def _for_long(self) -> _Automaton:
        fitting = {
            literal: [taker for taker in takers if taker.most > SHORT]
            for literal, takers in self._takers.items()
        }
        return _Automaton({literal: takers for literal, takers in fitting.items() if takers})


class _Automaton:
    """Looks for literals; ``takers`` are those of each, by its number."""

    def __init__(self, takers: Mapping[str, Sequence[_Taker]]) -> None:
        self.takers = list(takers.values())
        self._automaton: Any = None
        if takers:
            from ahocorasick_rs import AhoCorasick, Implementation

            self._automaton = AhoCorasick(list(takers), implementation=Implementation.ContiguousNFA)

    def find(self, text: str) -> Sequence[tuple[int, int, int]]:
        """The literals in ``text``, by number, with their starts and ends."""
        if self._automaton is None:
            return ()
        found: list[tuple[int, int, int]]
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return found


def _scan(
    automaton: _Automaton, blocks: Sequence[Block], known: dict[str, tuple[Hit, ...]]
) -> None:
    texts = [block.folded for block in blocks]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    place, start, end, words, closed = -1, 0, 0, 0, False
    hits: list[Hit] = []
    given: set[tuple[int, int]] = set()
    for literal, first, last in automaton.find("\n".join(texts)):
        if first >= end:
            if hits:
                known[texts[place]] = tuple(hits)
                hits, given = [], set()
            place = bisect_right(starts, first, lo=place + 1) - 1
            start, end = starts[place], starts[place + 1]
            words, closed = blocks[place].words, blocks[place].closed
        for owner, item, least, most, ending, once in automaton.takers[literal]:
            if not least <= words <= most or (ending is not None and ending is not closed):
                continue
            if once:
                if (owner, item) in given:
                    continue
                given.add((owner, item))
            hits.append(Hit(owner, item, first - start, last - start))
    if hits:
        known[texts[place]] = tuple(hits)


class Found(NamedTuple):
    """What a pattern matched: the stretch of the block's text that was looked at, and the match."""

    unit: Span
    match: RegexMatch[str]


class Memory:
    """What was looked for in the texts of one document's blocks.

    A document is looked at in several passes, and most of its blocks are the same in each. ``hits``
    holds literals by folded text, ``matches`` those of a rule's patterns by code and text;
    ``readings`` are the topic model's, by what it was asked, ``bags`` a text's words for them;
    ``scores`` the page model's, by the features of a line.
    """

    def __init__(self) -> None:
        self.hits: dict[str, tuple[Hit, ...]] = {}
        self.matches: dict[tuple[str, str], tuple[Found, ...]] = {}
        self.readings: dict[Hashable, Reading] = {}
        self.bags: dict[str, Bag] = {}
        self.scores: dict[tuple[float, ...], float] = {}

    def found(self, code: str, text: str, look: Callable[[], Iterable[Found]]) -> tuple[Found, ...]:
        """What a rule's patterns match in ``text``; ``look`` is asked where that is not known."""
        known = self.matches.get((code, text))
        if known is None:
            known = self.matches[code, text] = tuple(look())
        return known


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
        hits = self.memory.hits
        found: dict[int, list[tuple[Block, Hit]]] = {}
        for block in blocks:
            for hit in hits[block.folded]:
                found.setdefault(hit.owner, []).append((block, hit))
        return found


class AnyLiteral:
    """One of many literals; looked for in one go, where a text may hold any of them."""

    def __init__(self, literals: Sequence[str]) -> None:
        self._literals = literals

    def within(self, folded: str) -> bool:
        """Whether one of the literals stands in the text."""
        return bool(self._automaton.find(folded))

    @cached_property
    def _automaton(self) -> _Automaton:
        return _Automaton(dict.fromkeys(self._literals, ()))


def stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether the match is not a part of a longer word."""
    before = folded[start - 1 : start]
    after = folded[end : end + 1]
    return not (
        (before.isalnum() and folded[start].isalnum())
        or (after.isalnum() and folded[end - 1].isalnum())
    )
