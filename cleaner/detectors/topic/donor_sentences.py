"""Sentences at the ends of a block that stand in another document of the batch, at home there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from cleaner.detectors.topic.article import Article
from cleaner.detectors.topic.fitting import fit
from cleaner.detectors.topic.prints import inner_prints
from cleaner.detectors.topic.shelf import Place, Shelf
from cleaner.detectors.topic.weights import load_home
from cleaner.detectors.topic.words import read_bag
from cleaner.model import SentenceDonor, Span
from cleaner.reading.sentences import sentence_spans

#: Share of a sentence's shingles that another document must hold, and how many at least.
_LEAST_SHARE = 0.7
_LEAST_PRINTS = 2
#: The weight of a sentence's terms that its article holds nowhere else, and their share.
_LEAST_ALONE = 20.0
_ALONE_SHARE = 0.6
#: What more documents hold is no fragment of one of them.
_FEW = 2

Read = Callable[[Sequence[str], str | None], Article]


@dataclass(frozen=True, slots=True)
class Search:
    """What is known of a document held against a shelf: its shingles, and where they stand."""

    shelf: Shelf
    texts: Sequence[str]
    title: str | None
    language: str | None
    known: Mapping[int, Sequence[Place]]
    read: Read


def sentence_donors(
    search: Search, prints: Sequence[Collection[int]], blocks: Collection[int], others: set[int]
) -> tuple[SentenceDonor, ...]:
    """For each of ``blocks``, its first or last sentence if one of ``others`` is its home.

    ``prints`` are the shingles of each block, ``others`` the numbers of documents that may be.
    """
    found = []
    for block in blocks:
        counts = Counter(p for value in prints[block] for p in search.known.get(value, ()))
        if not any(n >= _LEAST_PRINTS and place[0] in others for place, n in counts.items()):
            continue
        spans = sentence_spans(search.texts[block], search.language)
        if len(spans) < 2:
            continue
        homes = [
            home
            for span in (spans[-1], spans[0])
            if (home := _home(search, block, span, others)) is not None
        ]
        if homes:
            found.append(max(homes, key=lambda home: home.margin))
    return tuple(found)


def _home(search: Search, block: int, span: Span, others: set[int]) -> SentenceDonor | None:
    """The likeliest other home of a sentence."""
    sentence = search.texts[block][span.start : span.end]
    inside = inner_prints(sentence)
    if len(inside) < _LEAST_PRINTS:
        return None
    counts = Counter(place for value in inside for place in search.known.get(value, ()))
    best: dict[int, tuple[int, int]] = {}
    for (number, there), count in counts.items():
        if number in others and count >= _LEAST_SHARE * len(inside):
            best[number] = max(best.get(number, (0, 0)), (count, -there))
    if not best or len(best) > _FEW:
        return None
    texts, at = _apart(search.texts, block, span)
    article = search.read(texts, search.title)
    if not _is_telling(article, at, sentence):
        return None
    here = fit(article, {at})
    weights = load_home(bool(article.place)).weights
    found = []
    for number, (count, there) in sorted(best.items()):
        home = search.shelf.home(number)
        blocks, title = home.content
        texts, at = _apart(blocks, -there, _same(blocks[-there], inside, search.language))
        fitting = fit(search.read(texts, title), {at})
        margin = sum(w * (t - h) for w, t, h in zip(weights, fitting, here, strict=True))
        share = count / len(inside)
        found.append(SentenceDonor(block, *span, home.name, share, margin))
    return max(found, key=lambda donor: donor.margin)


def _is_telling(article: Article, at: int, sentence: str) -> bool:
    """Whether a sentence names what its article does not, and is mostly of other words.

    Where a result was published, and that it is preliminary, stands in many articles of one kind.
    """
    own, bag = 1 << at, read_bag(sentence)
    named = any(article.masks.get(stem) == own for stem in (*bag.names, *bag.numbers))
    alone = sum(article.alone[at])
    return named and alone >= _LEAST_ALONE and alone >= _ALONE_SHARE * article.totals[at]


def _same(text: str, inside: Collection[int], language: str | None) -> Span:
    """The sentence of a block that holds most of the shingles."""
    spans = sentence_spans(text, language) or (Span(0, len(text)),)
    return max(spans, key=lambda s: len(inner_prints(text[s.start : s.end]).intersection(inside)))


def _apart(texts: Sequence[str], block: int, span: Span) -> tuple[list[str], int]:
    """The blocks with a sentence set apart behind the rest of its block; and where it stands."""
    text = texts[block]
    rest = f"{text[: span.start].rstrip()} {text[span.end :].lstrip()}".strip()
    kept = [rest] if rest else []
    out = [*texts[:block], *kept, text[span.start : span.end], *texts[block + 1 :]]
    return out, block + len(kept)
