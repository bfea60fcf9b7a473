"""Blocks that stand in other documents of the batch, where somebody has looked at those."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.detectors.offtopic import topical_blocks, topics_of
from cleaner.detectors.units import sighting
from cleaner.model import Block, Document, Donor, Elsewhere, Evidence, Rule, Span

#: Shorter blocks say too little of a topic.
_TELLING_WORDS = 12


@dataclass(frozen=True, slots=True)
class Sighting:
    """A block with its best donor, how likely it is foreign (0–1), and the words that tell so.

    The words are the block's own or, where that is surer, those of its neighbour from the same
    document, with which it goes, as a headline does with its paragraph.
    """

    block: Block
    donor: Donor
    probability: float
    words: int


class DonorDetector:
    """Finds blocks that other documents hold.

    A rule with ``copies`` finds those of which at least so many documents hold a copy. Any other
    finds those that few hold and that belong there: with a probability of ``least`` or more, from
    ``words`` or more, a ``share`` or more of whose shingles the other document has. From
    a probability of ``suggest`` on they are suggested. A rule on ``sentences`` finds single ones at
    the ends of blocks: ``least`` and ``suggest`` are margins there (log odds).
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """Nothing where nobody has looked at the other documents."""
        for rule in self._rules:
            if rule.options["sentences"]:
                yield from _sentences(rule, view)
        whole = [rule for rule in self._rules if not rule.options["sentences"]]
        for seen in sightings(view):
            for rule in whole:
                if _meant(rule, seen) and holds(rule.where, seen.block, view):
                    yield _evidence(rule, seen)


def body_of(document: Document) -> tuple[list[str], str | None]:
    """The blocks of a document as other documents are held against them, and the title."""
    title = document.title
    texts = [
        block.text
        for block in document.blocks
        if not block.protected and (title is None or block.index != title.block)
    ]
    return texts, title.text if title else None


def elsewhere(view: View) -> Elsewhere:
    """What the batch knows of the live blocks, counted as ``topical_blocks`` gives them."""
    corpus = view.document.corpus
    if corpus is None:
        return Elsewhere()
    title = view.document.title
    texts = [block.text for block in topical_blocks(view)]
    return corpus.look(texts, title.text if title else None, view.language)


def sightings(view: View) -> Iterator[Sighting]:
    """The blocks that have a donor, in order."""
    donors = elsewhere(view).donors
    if not donors:
        return
    from cleaner.detectors.topic.donors import foreign  # a document alone does without it

    blocks = topical_blocks(view)
    own = topics_of(view).probabilities
    alone = {}
    for donor in donors:
        block = blocks[donor.block]
        sure = foreign(donor, own[donor.block], block.words)
        alone[donor.block] = Sighting(block, donor, sure, block.words)
    for at, seen in alone.items():
        beside = [
            other
            for place in (at - 1, at + 1)
            if (other := alone.get(place)) and other.donor.document == seen.donor.document
        ]
        longest = max([seen, *beside], key=lambda one: one.words)
        if seen.words < _TELLING_WORDS <= longest.words:
            seen = replace(seen, probability=longest.probability, words=longest.words)
        yield seen


def _sentences(rule: Rule, view: View) -> Iterator[Evidence]:
    """Sentences that are at home in another document, in blocks that are not."""
    found = elsewhere(view).sentences
    blocks = topical_blocks(view) if found else []
    for donor in found:
        block = blocks[donor.block]
        if donor.margin < rule.options["suggest"] or not holds(rule.where, block, view):
            continue
        seen = sighting(
            rule,
            block,
            Span(donor.start, donor.end),
            suggested=donor.margin < rule.options["least"],
            values={"share": f"{donor.share:.0%}", "donor": donor.document},
        )
        if seen is not None:
            yield replace(seen, document=donor.document)


def _meant(rule: Rule, seen: Sighting) -> bool:
    options = rule.options
    if options["copies"]:
        return bool(seen.donor.copies >= options["copies"])
    from cleaner.detectors.topic.donors import FEW

    return (
        seen.donor.in_documents <= FEW
        and seen.probability >= (options["suggest"] or options["least"])
        and seen.words >= options["words"]
        and seen.donor.share >= options["share"]
    )


def _evidence(rule: Rule, seen: Sighting) -> Evidence:
    donor = seen.donor
    values = {"share": f"{donor.share:.0%}", "donor": donor.document, "count": str(donor.copies)}
    many = rule.options["copies"]
    return Evidence(
        rule,
        seen.block.index,
        seen.block.span,
        score=None if many else round(seen.probability, 3),
        suggested=not many and seen.probability < rule.options["least"],
        values=values,
        document=donor.document,
    )
