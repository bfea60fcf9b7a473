"""A foreign sentence at the end or the start of a paragraph that belongs to the article."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cleaner.detectors.topic.article import TELLING, UNMET, Article
from cleaner.detectors.topic.places import subtract
from cleaner.detectors.topic.standing import UNKNOWN, known_cosine
from cleaner.detectors.topic.trees import Calibration, Forest, read_tree
from cleaner.detectors.topic.words import Bag, read_bag
from cleaner.model import Span
from cleaner.reading.sentences import sentence_spans

SENTENCE_FEATURES = (
    "words", "terms", "weight", "paragraph", "elsewhere", "near", "llr", "llr_mean",
    "title", "keys", "names", "names_new", "numbers", "numbers_new",
    "topic_paragraph", "topic_all", "topic_title", "topic_rest",
    "rest_elsewhere", "rest_words", "blocks", "doc_words", "opening", "nothing", "last",
)  # fmt: skip
#: A sentence has this many words at least, and so has what is left of its paragraph.
_LEAST_WORDS = 6
_LEAST_REST = 10
#: With fewer telling terms a sentence tells of nothing.
_LEAST_TERMS = 3
#: Where the terms at an end of a paragraph that no other block holds weigh less, its sentences are
#: not looked at: eight to ten strange words in a row weigh so much. A term that is met counts
#: fourfold against them, and ends the stretch where it falls below.
_STRANGE = 30.0
_LEAST_ALONE = 8
#: Of so many words at the end, or at the start, so many stand in no other block: all but a few in
#: a hundred of the sentences that are found have them, and a quarter of all blocks.
_WINDOW = 14
_AT_END = 6
_AT_START = 7
_MET = 4.0
_BROKEN = -6.0
#: A sentence of which a greater share is met in its paragraph and elsewhere is no stranger.
_SHARED = 0.15
#: A rare term that is met again in the same story half of the time gains its weight less this.
_TWICE = math.log(2)

_HERE = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Strange:
    """A sentence, ``start`` … ``end`` of the text of a block, that reads like another story.

    ``flagged`` tells whether it is sure enough to be shown; else it is only suggested.
    """

    block: int
    start: int
    end: int
    probability: float
    flagged: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """A forest over ``SENTENCE_FEATURES``, its calibration, and the least probabilities."""

    forest: Forest
    calibration: Calibration
    flag: float
    suggest: float


@cache
def load_sentences(tabled: bool, folder: Path = _HERE) -> SentenceWeights:
    """Read the model for languages with a word table, or for all others.

    Raises:
        ValueError: where it was trained on other features than the code measures.

    """
    data = json.loads((folder / "sentences.json").read_text("utf-8"))
    if tuple(data["features"]) != SENTENCE_FEATURES:
        raise ValueError("the sentence model was trained on other features: train it again")
    known = data["tabled" if tabled else "free"]
    return SentenceWeights(
        Forest(tuple(map(read_tree, known["trees"]))),
        Calibration(tuple(known["scores"]), tuple(known["probabilities"])),
        known["flag"],
        known["suggest"],
    )


def find_sentences(
    article: Article, texts: Sequence[str], language: str | None, skipped: Collection[int]
) -> Iterator[Strange]:
    """The first or last sentences of paragraphs that share nothing with paragraph and article.

    Blocks in ``skipped`` are not looked at.
    """
    weights = load_sentences(article.table is not None)
    for i, text in enumerate(texts):
        if i in skipped:
            continue
        best: Strange | None = None
        for span, last in ends(article, i, text, language):
            bag = read_bag(text[span.start : span.end], names=bool(article.bags[i].names))
            row = sentence_row(article, i, bag, last)
            if row is None:
                continue
            sure = weights.calibration.probability(weights.forest.score(row))
            if sure >= weights.suggest and (best is None or sure > best.probability):
                flagged = sure >= weights.flag
                best = Strange(i, *span, sure, flagged, _explain(article, i, bag))
        if best is not None:
            yield best


def ends(article: Article, i: int, text: str, language: str | None) -> Iterator[tuple[Span, bool]]:
    """The sentences at the ends of a paragraph that look strange at a glance; True for the last."""
    bag = article.bags[i]
    alone = article.alone[i]
    if len(alone) < _LEAST_ALONE or bag.words < _LEAST_WORDS + _LEAST_REST:
        return
    if sum(alone) < _STRANGE:
        return
    own, mask_of = 1 << i, article.masks.__getitem__
    at_end = [*map(mask_of, bag.stems[-_WINDOW:])].count(own) >= _AT_END and _is_strange(
        article, i, [*bag.terms][::-1]
    )
    at_start = [*map(mask_of, bag.stems[:_WINDOW])].count(own) >= _AT_START and _is_strange(
        article, i, bag.terms
    )
    if at_end or at_start:
        spans = sentence_spans(text, language)
        if len(spans) > 1:
            if at_end:
                yield spans[-1], True
            if at_start:
                yield spans[0], False


def _is_strange(article: Article, i: int, stems: Iterable[str]) -> bool:
    """Whether a block begins with terms that no other block holds; ``stems`` are in order."""
    own, weights, masks = 1 << i, article.weights, article.masks
    held = 0.0
    for stem in stems:
        weight = weights[stem]
        if weight > TELLING:
            if masks[stem] == own:
                held += weight
                if held >= _STRANGE:
                    return True
            else:
                held -= _MET * weight
                if held < _BROKEN:
                    return False
    return False


def sentence_row(article: Article, i: int, bag: Bag, last: bool) -> list[float] | None:
    """Measure ``SENTENCE_FEATURES`` of a sentence of block ``i``; ``None``: it tells of nothing."""
    whole, weights = article.bags[i], article.weights
    rest_words = whole.words - bag.words
    telling = {s: w for s in bag.terms if (w := weights.get(s, 0.0)) > TELLING}
    if len(telling) < _LEAST_TERMS or bag.words < _LEAST_WORDS or rest_words < _LEAST_REST:
        return None
    weight = sum(telling.values())
    counts, own = whole.counts, bag.counts
    rest = {stem: None for stem, count in counts.items() if count > own[stem]}
    beside = rest.keys() & telling.keys()
    paragraph, elsewhere, near, llr = _met(article, i, telling, beside)
    if paragraph + elsewhere > _SHARED * weight:
        return None
    strange = [s for s in telling if s not in rest and article.masks[s] == 1 << i]
    return [
        float(bag.words), float(len(telling)), weight,
        paragraph / weight, elsewhere / weight, near / weight, llr, llr / len(telling),
        sum([w for s, w in telling.items() if s in article.title]) / weight,
        float(sum([key[0] in telling for key in article.keys])),
        *_new(article, i, bag.names, rest), *_new(article, i, bag.numbers, rest),
        *_topics(article, i, bag, rest), _rest_elsewhere(article, i, rest), float(rest_words),
        float(len(article)), float(sum([bag.words for bag in article.bags])),
        weights.get(bag.opening, 0.0), float(len(strange) == len(telling)), float(last),
    ]  # fmt: skip


def _met(
    article: Article, i: int, telling: Mapping[str, float], rest: Collection[str]
) -> tuple[float, float, float, float]:
    """The weight met in the paragraph, in other blocks and beside it, and the likelihood ratio."""
    beside = 2 << i | 1 << i >> 1
    shared = {stem: (mask, gain) for stem, _, mask, gain in article.shared[i]}
    paragraph = elsewhere = near = llr = 0.0
    for stem, weight in telling.items():
        mask, gain = shared.get(stem, (0, UNMET))
        if stem in rest:
            paragraph += weight
            gain = max(gain, weight - _TWICE)
        if mask:
            elsewhere += weight
        if mask & beside:
            near += weight
        llr += gain
    return paragraph, elsewhere, near, llr


def _new(
    article: Article, i: int, found: Collection[str], rest: Collection[str]
) -> tuple[float, float]:
    """The count of names or numbers, and of those that stand nowhere else."""
    own = 1 << i
    new = sum(
        article.masks.get(s, own) == own and s not in rest and s not in article.title for s in found
    )
    return float(len(found)), float(new)


def _topics(article: Article, i: int, bag: Bag, rest: Collection[str]) -> tuple[float, ...]:
    """Cosines of a sentence with its paragraph, all others and the title; of these two as well."""
    place = article.place_of((i,))
    if not place:
        return (UNKNOWN,) * 4
    own = article.place_of_stems(bag.terms)
    beside = article.place_of_stems(s for s in article.bags[i].terms if s in rest)
    others = subtract(article.place, place)
    pairs = (own, beside), (own, others), (own, article.title_place), (beside, others)
    return tuple(known_cosine(*pair) for pair in pairs)


def _rest_elsewhere(article: Article, i: int, rest: Collection[str]) -> float:
    """The share of the rest of the paragraph that stands in other blocks."""
    own = 1 << i
    met = whole = 0.0
    for stem in rest:
        weight = article.weights[stem]
        if weight > TELLING:
            whole += weight
            if article.masks[stem] & ~own:
                met += weight
    return met / whole if whole else 0.0


def _explain(article: Article, i: int, bag: Bag) -> str:
    """Say what the sentence shares with paragraph and article."""
    own = 1 << i
    whole, held = article.bags[i].counts, bag.counts
    telling = [s for s in bag.terms if article.weights.get(s, 0.0) > TELLING]
    met = [s for s in telling if article.masks[s] != own or whole[s] > held[s]]
    text = f"shares {len(met)} of its {len(telling)} terms with its paragraph and the rest"
    if bag.names:
        names = sum(s in met for s in bag.names)
        return f"{names} of its {len(bag.names)} names; {text}"
    return text
