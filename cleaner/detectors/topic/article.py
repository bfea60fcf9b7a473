"""An article as the topic model sees it: which block holds which telling term."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cleaner.detectors.topic.words import Bag, Table, read_bag

#: Terms that weigh less stand in more than two thirds of all articles: they tell nothing.
_TELLING = 0.4
#: What a word that is new in a stranger's language weighs, by its length: short words are mostly
#: grammar (Zipf's law of abbreviation). Pairs of characters all weigh the same.
_BY_LENGTH = (0.0, 0.6, 0.8, 1.4, 2.6, 3.6, 4.2)


class Term(NamedTuple):
    """A telling term of a block: its weight, the blocks that hold it as bits, and more.

    ``gain`` is what finding the term elsewhere adds to the likelihood that both speak of one story.
    """

    stem: str
    weight: float
    mask: int
    count: int
    titled: bool
    gain: float


@dataclass(frozen=True, slots=True)
class Article:
    """Blocks as bags of weighted terms, with the bits of where each term stands."""

    bags: Sequence[Bag]
    terms: Sequence[Sequence[Term]]
    masks: dict[str, int]
    weights: dict[str, float]
    headings: Sequence[bool]
    title: dict[str, float]
    title_weight: float
    totals: Sequence[float]
    tabled: bool

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
    words = sum(bag.words for bag in bags)
    weights = _by_table(masks, table) if table else _by_length(masks, len(bags))
    gains = _gains(weights, words)
    head = _title_terms(title, weights, table)
    terms = [
        [
            Term(s, weights[s], masks[s], count, s in head, gains[s])
            for s, count in bag.terms.items()
            if weights[s] > _TELLING
        ]
        for bag in bags
    ]
    totals = [sum(t.weight for t in of_block) for of_block in terms]
    return Article(
        bags, terms, masks, weights, headings, head, sum(head.values()), totals, table is not None
    )


def _by_table(masks: dict[str, int], table: Table) -> dict[str, float]:
    known, rare = table.weights, table.rare
    return {stem: known.get(stem, rare) for stem in masks}


def _by_length(masks: dict[str, int], blocks: int) -> dict[str, float]:
    """Weigh terms without a table: short ones and those that stand in most blocks are grammar."""
    weights = {}
    for stem, mask in masks.items():
        weight = _BY_LENGTH[min(len(stem), 6)] if ord(stem[0]) < 0x0E00 else 3.0
        share = mask.bit_count() / blocks
        weights[stem] = weight * (1.0 - share) if share > 0.5 else weight
    return weights


def _gains(weights: dict[str, float], words: int) -> dict[str, float]:
    """The log likelihood ratio of meeting a term again: same story against chance.

    By chance, a term of weight w is met with 1 - (1 - exp(-w)) ** (words / 400), for 400 words is
    the length of the articles that tables are counted on; in the same story half of the time more.
    """
    gains: dict[float, float] = {}
    scale = max(words, 50) / 400
    for weight in set(weights.values()):
        chance = 1.0 - (1.0 - math.exp(-max(weight, 0.05))) ** scale
        gains[weight] = math.log((chance + 0.5 * (1.0 - chance)) / chance)
    return {stem: gains[weight] for stem, weight in weights.items()}


def _title_terms(
    title: str | None, weights: dict[str, float], table: Table | None
) -> dict[str, float]:
    if not title:
        return {}
    fresh = table.rare if table else 3.6
    found = {}
    for stem in read_bag(title, names=False).terms:
        weight = weights.get(stem)
        if weight is None:
            weight = table.weights.get(stem, fresh) if table else _BY_LENGTH[min(len(stem), 6)]
        if weight > _TELLING:
            found[stem] = weight
    return found
