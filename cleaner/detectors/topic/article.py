"""An article as the topic model sees it: which block holds which telling term."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat

from cleaner.detectors.topic.places import Vector, unpack
from cleaner.detectors.topic.words import Bag, Table, read_bag

#: Terms that weigh less stand in more than two thirds of all articles: they tell nothing.
TELLING = 0.4
#: What a term counts for that is not met again (log likelihood ratio).
UNMET = -0.4
#: What a word of a language without a table weighs, by its length: short words are mostly
#: grammar (Zipf's law of abbreviation). Pairs of characters all weigh the same.
_BY_LENGTH = (0.0, 0.6, 0.8, 1.4, 2.6, 3.6, 4.2)
_PAIR = 3.0
#: How many terms stand for what the article is about.
_KEYS = 10

#: A telling term of several blocks: its stem, its weight, the blocks that hold it as bits, and
#: what meeting it again adds to the likelihood that both blocks speak of one story.
Shared = tuple[str, float, int, float]
#: A term that the article is about: its stem, its weight, its blocks, its weight in all but one.
Key = tuple[str, float, int, float]


@dataclass(frozen=True)
class Article:
    """Blocks as bags of weighted terms, with the bits of where each term stands.

    Per block, ``shared`` has the telling terms that other blocks hold too, ``alone`` the weights
    of those that no other does, ``counts`` and ``totals`` the number and weight of both. ``terms``
    are all that several blocks hold, in the order of the text.
    """

    bags: Sequence[Bag]
    masks: Mapping[str, int]
    weights: Mapping[str, float]
    headings: Sequence[bool]
    title: Mapping[str, float]
    title_weight: float
    terms: Sequence[Shared]
    shared: Sequence[Sequence[Shared]]
    alone: Sequence[Sequence[float]]
    counts: Sequence[int]
    totals: Sequence[float]
    keys: Sequence[Key]
    table: Table | None

    def __len__(self) -> int:
        return len(self.bags)

    @cached_property
    def place(self) -> Vector:
        """The sum of all blocks' places."""
        return self.place_of(range(len(self)))

    @cached_property
    def title_place(self) -> Vector:
        """Where the title stands."""
        return self.place_of_stems(self.title)

    def place_of_stems(self, stems: Iterable[str]) -> Vector:
        """Where some terms stand together; empty where nothing is known of them."""
        return self._unpacked(*self._packed(stems))

    def place_of(self, blocks: Iterable[int]) -> Vector:
        """Where some blocks stand among the table's topics, summed; empty where nothing is known.

        Blocks that there are not have no place.
        """
        places = [self._places[i] for i in blocks if 0 <= i < len(self)]
        return self._unpacked(sum([p for p, _ in places]), sum([n for _, n in places]))

    @cached_property
    def _places(self) -> Sequence[tuple[int, int]]:
        """For each block the sum of its terms' packed vectors, and how many those are."""
        return [self._packed(bag.terms) for bag in self.bags]

    def _packed(self, stems: Iterable[str]) -> tuple[int, int]:
        if self.table is None:
            return 0, 0
        known = list(filter(None, map(self.table.vectors.get, stems)))
        return sum(known), len(known)

    def _unpacked(self, packed: int, count: int) -> Vector:
        return unpack(packed, count, self.table.dimensions) if self.table else ()

    def titled(self, blocks: int) -> float:
        """The weight of the title's terms that some blocks, given as bits, hold."""
        masks = self.masks
        return sum([w for stem, w in self.title.items() if masks.get(stem, 0) & blocks])

    def union(self, blocks: Iterable[int]) -> list[Shared]:
        """The terms that ``blocks`` hold and that stand in several blocks, each once."""
        return list({term[0]: term for block in blocks for term in self.shared[block]}.values())


def read_article(
    bags: Sequence[Bag], headings: Sequence[bool], title: str | None, table: Table | None
) -> Article:
    """Weigh the terms of all blocks and note where each stands."""
    masks: dict[str, int] = {}
    known = masks.get
    bit = 1
    for bag in bags:
        for stem in bag.terms:
            masks[stem] = known(stem, 0) | bit
        bit <<= 1
    weights = _by_table(masks, table) if table else _by_length(masks, len(bags))
    head = _title_terms(title, weights, table)
    terms, alone = _split(bags, masks, weights)
    shared: list[list[Shared]] = [[] for _ in bags]
    for term in terms:
        for block in bits(term[2]):
            shared[block].append(term)
    return Article(
        bags, masks, weights, headings, head, sum(head.values()), terms, shared, alone,
        [len(a) + len(b) for a, b in zip(shared, alone, strict=True)],
        [sum([t[1] for t in a]) + sum(b) for a, b in zip(shared, alone, strict=True)],
        _keys(terms), table,
    )  # fmt: skip


def _split(
    bags: Sequence[Bag], masks: Mapping[str, int], weights: Mapping[str, float]
) -> tuple[list[Shared], list[list[float]]]:
    """Telling terms that stand in several blocks; per block the weights of those in no other."""
    half_doublings = round(2 * math.log2(max(sum([bag.words for bag in bags]), 50) / 400))
    shared: list[Shared] = []
    alone: list[list[float]] = [[] for _ in bags]
    for (stem, mask), weight in zip(masks.items(), weights.values(), strict=True):
        if weight > TELLING:
            if mask & (mask - 1):
                shared.append((stem, weight, mask, _gain(weight, half_doublings)))
            else:
                alone[mask.bit_length() - 1].append(weight)
    return shared, alone


def bits(mask: int) -> list[int]:
    """The places of the bits that are set, from the lowest."""
    places = []
    while mask:
        low = mask & -mask
        places.append(low.bit_length() - 1)
        mask ^= low
    return places


def _keys(shared: Iterable[Shared]) -> list[Key]:
    """What the article is about: the terms that weigh most over all blocks that hold them."""
    totals = [
        (weight * (1 - mask.bit_count()), stem, weight, mask)
        for stem, weight, mask, _ in shared
        if weight > 1.0
    ]
    totals.sort()
    return [(stem, weight, mask, -value) for value, stem, weight, mask in totals[:_KEYS]]


def _by_table(masks: Mapping[str, int], table: Table) -> dict[str, float]:
    return dict(zip(masks, map(table.weights.get, masks, repeat(table.rare)), strict=True))


def _by_length(masks: Mapping[str, int], blocks: int) -> dict[str, float]:
    """Weigh terms without a table: short ones and those that stand in most blocks are grammar."""
    weights = {}
    for stem, mask in masks.items():
        share = mask.bit_count() / blocks
        weight = _alone(stem)
        weights[stem] = round(weight * (1.0 - share), 1) if share > 0.5 else weight
    return weights


def _alone(stem: str) -> float:
    return _BY_LENGTH[min(len(stem), 6)] if stem[0] < "\u0e00" else _PAIR


@cache
def _gain(weight: float, half_doublings: int) -> float:
    """The log likelihood ratio of meeting a term again: same story against chance.

    By chance, a term of weight w is met with 1 - (1 - exp(-w)) ** (words / 400), for 400 words is
    the length of the articles that tables are counted on; in the same story half of the time more.
    ``half_doublings`` is how often, in halves, 400 doubles to the article's length.
    """
    chance = 1.0 - (1.0 - math.exp(-max(weight, 0.05))) ** 2 ** (half_doublings / 2)
    return math.log((chance + 0.5 * (1.0 - chance)) / chance)


def _title_terms(
    title: str | None, weights: Mapping[str, float], table: Table | None
) -> dict[str, float]:
    if not title:
        return {}
    found = {}
    for stem in read_bag(title, names=False).terms:
        weight = weights.get(stem)
        if weight is None:
            weight = table.weights.get(stem, table.rare) if table else _alone(stem)
        if weight > TELLING:
            found[stem] = weight
    return found
