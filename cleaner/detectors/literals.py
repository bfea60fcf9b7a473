"""Finding the literals that rules wait for, all rules' in one look at a text (Aho–Corasick)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from cleaner.model import Block, Document, Span, Where

if TYPE_CHECKING:
    from regex import Match as RegexMatch

    from cleaner.detectors.topic.model import Reading
    from cleaner.detectors.topic.words import Bag

T = TypeVar("T")

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


#: What of an owner waits for a literal, and the literal's start and end in a block's folded text.
#: A plain tuple: most documents have dozens, and it is made in a tenth of a named one's time.
Hit = tuple[int, int, int]
_NO_HITS: Mapping[int, Sequence[Hit]] = {}


class _Taker(NamedTuple):
    """Who takes a literal, and under which conditions.

    ``once``: the first of a block will do; ``alone``: no part of a longer word will.
    """

    owner: int
    item: int
    least: int
    most: float
    closed: bool | None
    once: bool
    alone: bool


class LiteralIndex:
    """The literals of all detectors of a rule set; each detector is an owner of some of them."""

    def __init__(self) -> None:
        self._takers: dict[str, list[_Taker]] = {}

    def add(
        self, owner: int, wanted: Iterable[Wanted], *, once: bool = False, alone: bool = False
    ) -> None:
        """Enter literals of ``owner``.

        With ``once`` an item is given once a block at the most, with ``alone`` only where its
        literal is not a part of a longer word.
        """
        for literal, item, where in wanted:
            most = where.max_words or inf
            taker = _Taker(owner, item, where.min_words, most, where.closed, once, alone)
            self._takers.setdefault(literal, []).append(taker)

    def scan(self, blocks: Sequence[Block], memory: Memory) -> None:
        """Look for the literals in the blocks whose texts ``memory`` does not know yet."""
        short: list[Block] = []
        long: list[Block] = []
        known = memory.hits
        for block in blocks:
            if block.folded not in known:
                known[block.folded] = _NO_HITS
                (short if block.words <= SHORT else long).append(block)
        if short:
            _scan(self._all, short, known)
        if long:
            _scan(self._for_long, long, known)

    @cached_property
    def _all(self) -> Automaton[Sequence[_Taker]]:
        return Automaton(self._takers)

    @cached_property
    def _for_long(self) -> Automaton[Sequence[_Taker]]:
        fitting = {
            literal: [taker for taker in takers if taker.most > SHORT]
            for literal, takers in self._takers.items()
        }
        return Automaton({literal: takers for literal, takers in fitting.items() if takers})


class Automaton(Generic[T]):
    """Looks for literals; ``takers`` is what is known of each, by its number."""

    def __init__(self, takers: Mapping[str, T]) -> None:
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
    automaton: Automaton[Sequence[_Taker]],
    blocks: Sequence[Block],
    known: dict[str, Mapping[int, Sequence[Hit]]],
) -> None:
    texts = [block.folded for block in blocks]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    joined = "\n".join(texts)
    place, start, end, words, closed = -1, 0, 0, 0, False
    hits: dict[int, list[Hit]] = {}
    given: set[tuple[int, int]] = set()
    for literal, first, last in automaton.find(joined):
        if first >= end:
            place = bisect_right(starts, first, lo=place + 1) - 1
            start, end = starts[place], starts[place + 1]
            words, closed = blocks[place].words, blocks[place].closed
            hits, given = {}, set()
        for owner, item, least, most, ending, once, alone in automaton.takers[literal]:
            if not least <= words <= most or (ending is not None and ending is not closed):
                continue
            if alone and not stands_alone(joined, first, last):
                continue
            if once:
                if (owner, item) in given:
                    continue
                given.add((owner, item))
            if owner not in hits:
                known[texts[place]] = hits
                hits[owner] = []
            hits[owner].append((item, first - start, last - start))


class Found(NamedTuple):
    """What a pattern matched: the stretch of the block's text that was looked at, and the match."""

    unit: Span
    match: RegexMatch[str]


class Memory:
    """What was looked for in the texts of one document's blocks.

    A document is looked at in several passes, and most of its blocks are the same in each. ``hits``
    holds literals by folded text and owner, ``matches`` those of a rule's patterns by code and
    text; ``readings`` are the topic model's, by what it was asked, ``bags`` a text's words for
    them; ``scores`` the page model's, by the features of a line.
    """

    def __init__(self) -> None:
        self.hits: dict[str, Mapping[int, Sequence[Hit]]] = {}
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

    def of(self, owner: int) -> Sequence[tuple[Block, Sequence[Hit]]]:
        """The blocks that hold literals of one owner, and these, in the order of the text."""
        return self._by_owner.get(owner, ())

    @cached_property
    def _by_owner(self) -> dict[int, list[tuple[Block, Sequence[Hit]]]]:
        blocks = [block for block in self._document.blocks if not block.protected]
        self._index.scan(blocks, self.memory)
        known = self.memory.hits
        found: dict[int, list[tuple[Block, Sequence[Hit]]]] = {}
        for block in blocks:
            for owner, hits in known[block.folded].items():
                found.setdefault(owner, []).append((block, hits))
        return found


def stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether the match is not a part of a longer word."""
    if folded[end : end + 1].isalnum() and folded[end - 1].isalnum():
        return False
    return not (folded[start - 1 : start].isalnum() and folded[start].isalnum())
