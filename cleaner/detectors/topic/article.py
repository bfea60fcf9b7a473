"""An article as the topic model sees it: which block holds which telling term."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cleaner.detectors.topic.places import Vector, add, total
from cleaner.detectors.topic.words import Bag, Table, read_bag

#: Terms that weigh less stand in more than two thirds of all articles: they tell nothing.
TELLING = 0.4
#: What a word of a language without a table weighs, by its length: short words are mostly
#: grammar (Zipf's law of abbreviation). Pairs of characters all weigh the same.
_BY_LENGTH = (0.0, 0.6, 0.8, 1.4, 2.6, 3.6, 4.2)
_PAIR = 3.0
#: How many terms stand for what the article is about.
_KEYS = 10

#: A telling term: its stem, its weight, the blocks that hold it as bits, whether the title does,
#: and what finding it elsewhere adds to the likelihood that both speak of one story.
Term = tuple[str, float, int, bool, float]


@dataclass(frozen=True, slots=True)
class Article:
    """Blocks as bags of weighted terms, with the bits of where each term stands.

    ``places`` has where each block stands among a table's topics, ``place`` their sum; empty
    where nothing of a block is known there. ``keys`` are the terms that the article is about, with
    their weight in all blocks but one.
    """

    bags: Sequence[Bag]
    terms: Sequence[Sequence[Term]]
    masks: Mapping[str, int]
    weights: Mapping[str, float]
    headings: Sequence[bool]
    title: Mapping[str, float]
    title_weight: float
    totals: Sequence[float]
    places: Sequence[Vector]
    place: Vector
    title_place: Vector
    keys: Mapping[str, float]

    def __len__(self) -> int:
        return len(self.bags)


def read_article(
    bags: Sequence[Bag], headings: Sequence[bool], title: str | None, table: Table | None
) -> Article:
    """Weigh the terms of all blocks and note where each stands."""
    masks: dict[str, int] = {}
    for position, bag in enumerate(bags):
        bit = 1 << position
        for stem in bag.terms:
            masks[stem] = masks.get(stem, 0) | bit
    weights = _by_table(masks, table) if table else _by_length(masks, len(bags))
    head = _title_terms(title, weights, table)
    terms = _terms(bags, masks, weights, head)
    places, title_place = _places(terms, head, table)
    return Article(
        bags, terms, masks, weights, headings, head, sum(head.values()),
        [sum([term[1] for term in of_block]) for of_block in terms],
        places, total(places), title_place, _keys(masks, weights),
    )  # fmt: skip


def _terms(
    bags: Sequence[Bag],
    masks: Mapping[str, int],
    weights: Mapping[str, float],
    head: Mapping[str, float],
) -> list[list[Term]]:
    half_doublings = round(2 * math.log2(max(sum(bag.words for bag in bags), 50) / 400))
    known = {
        stem: (stem, weight, masks[stem], stem in head, _gain(weight, half_doublings))
        for stem, weight in weights.items()
        if weight > TELLING
    }
    return [[known[stem] for stem in bag.terms if stem in known] for bag in bags]


def _places(
    terms: Sequence[Sequence[Term]], head: Mapping[str, float], table: Table | None
) -> tuple[list[Vector], Vector]:
    if table is None:
        return [()] * len(terms), ()
    vectors, size = table.vectors, table.dimensions
    places = [
        add([vectors[term[0]] for term in of_block if term[0] in vectors], size)
        for of_block in terms
    ]
    return places, add([vectors[stem] for stem in head if stem in vectors], size)


def _keys(masks: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    """What the article is about: the terms that weigh most over all blocks that hold them."""
    totals = [
        (weights[stem] * (1 - mask.bit_count()), stem)
        for stem, mask in masks.items()
        if mask & (mask - 1) and weights[stem] > 1.0
    ]
    totals.sort()
    return {stem: -value for value, stem in totals[:_KEYS]}


def _by_table(masks: Mapping[str, int], table: Table) -> dict[str, float]:
    known, rare = table.weights, table.rare
    return {stem: known.get(stem, rare) for stem in masks}


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
