"""Evidence across documents: which block stands in another document, and belongs there.

Memory is bounded: when the index is full, the oldest documents are forgotten.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cleaner.detectors.topic.article import Article, read_article
from cleaner.detectors.topic.fitting import fit
from cleaner.detectors.topic.prints import fingerprint
from cleaner.detectors.topic.weights import load_home, load_tables
from cleaner.detectors.topic.words import read_bag

#: Documents remembered per shingle; what stands in more is a template.
_POSTINGS = 16
#: Share of a block's shingles that another document's block must hold.
_LEAST_SHARE = 0.5
#: Shares of a document's text and of its blocks that another must hold to be the same article.
_TWIN = 0.5
_TWIN_BLOCKS = 0.6
#: A fragment has this many blocks at most. Documents that share more than two are on one story.
_LONGEST = 5
_PIECES = 2
#: A fragment stands in so many other documents at most; and is foreign then in so many of cases,
#: a little under what ``bench splices`` measures.
_FEW = 2
_SURE = 0.95
#: Donors that are looked at closely, per document.
_CLOSELY = 8


@dataclass(frozen=True, slots=True)
class Donor:
    """Block ``block`` also stands in document ``donor_id``, and fits better there.

    ``share`` of its shingles are found there (1: word for word). ``in_documents`` counts the
    other documents that hold it, 16 at most: many mean a template or a syndicated text.
    ``margin`` is by how much the other document is the likelier home (log odds).
    """

    block: int
    donor_id: str
    share: float
    in_documents: int
    margin: float

    def probability(self, own: float) -> float:
        """How likely the block is foreign, given what the topic model makes of it alone.

        A text that many documents hold is a template, which says nothing of its topic.
        """
        return own if self.in_documents > _FEW else _SURE + (1.0 - _SURE) * own


@dataclass(frozen=True, slots=True)
class Twin:
    """Document ``doc_id`` holds the share ``share`` of this one: the same article twice."""

    doc_id: str
    share: float


@dataclass(frozen=True, slots=True)
class _Home:
    """What is kept of an indexed document: its name, its shingles and its text, compressed."""

    name: str
    hashes: frozenset[int]
    packed: bytes


@dataclass(frozen=True, slots=True)
class _Match:
    """The best block of one indexed document for a block: where, and the share of shingles."""

    there: int
    share: float


class DonorIndex:
    """The shingles of a batch's documents, ``capacity`` of them at most.

    An article of 450 words has about 120 shingles; a shingle costs about 300 bytes, the text of
    its document included.
    """

    def __init__(self, capacity: int = 500_000) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be positive, not {capacity}")
        self._capacity = capacity
        self._held = 0
        self._added = 0
        self._homes: OrderedDict[int, _Home] = OrderedDict()
        self._places: dict[int, tuple[tuple[int, int], ...]] = {}

    def __len__(self) -> int:
        """The number of documents remembered."""
        return len(self._homes)

    def add(
        self,
        doc_id: str,
        texts: Sequence[str],
        title: str | None = None,
        language: str | None = None,
    ) -> None:
        """Remember a document: its blocks, and its title as one more that is at home there."""
        blocks = [*texts, title] if title else list(texts)
        prints = [fingerprint(text) for text in blocks]
        hashes: frozenset[int] = frozenset().union(*prints)
        number, self._added = self._added, self._added + 1
        packed = zlib.compress(json.dumps([blocks, title, language]).encode(), 1)
        self._homes[number] = _Home(doc_id, hashes, packed)
        for block, values in enumerate(prints):
            for value in values:
                known = self._places.get(value, ())
                if len(known) < _POSTINGS:
                    self._places[value] = (*known, (number, block))
        self._held += len(hashes)
        while self._held > self._capacity and len(self._homes) > 1:
            self._forget()

    def find(
        self,
        doc_id: str,
        texts: Sequence[str],
        title: str | None = None,
        language: str | None = None,
    ) -> list[Donor]:
        """Name the blocks that stand in another document and belong there, in order.

        A document that is the same article as a whole is no donor; ``twins`` names it. ``doc_id``
        itself is left out, so it may be in the index or not. The title and the language, as in
        ``add``, make the comparison of the two homes surer.
        """
        runs = self._runs(doc_id, [fingerprint(text) for text in texts])
        pieces = [
            (number, piece)
            for number, matches in runs.items()
            if not self._is_twin(matches, texts)
            for piece in _pieces(matches)
        ]
        if not pieces:
            return []
        spread = Counter(block for _, piece in pieces for block in piece)
        article = _read(texts, title, language)
        least = load_home(bool(article.place)).least
        best: dict[int, Donor] = {}
        pieces.sort(key=lambda p: (-sum(match.share for match in p[1].values()), p[0]))
        for number, piece in pieces[:_CLOSELY]:
            margin = self._margin(article, piece, number, language)
            for block, match in piece.items():
                known = best.get(block)
                if margin > least and (known is None or margin > known.margin):
                    name = self._homes[number].name
                    best[block] = Donor(block, name, match.share, spread[block], margin)
        return [best[block] for block in sorted(best)]

    def twins(self, doc_id: str, texts: Sequence[str]) -> list[Twin]:
        """Name the documents that are the same article, copied or lightly edited, best first."""
        runs = self._runs(doc_id, [fingerprint(text) for text in texts])
        found = [
            Twin(self._homes[number].name, _covered(matches, texts))
            for number, matches in runs.items()
            if self._is_twin(matches, texts)
        ]
        return sorted(found, key=lambda twin: (-twin.share, twin.doc_id))

    def _is_twin(self, matches: Mapping[int, _Match], texts: Sequence[str]) -> bool:
        """Whether another document holds most of this one. (Most of a short donor may stand here.)

        Both the blocks and the words count: a fragment can be longer than its short host.
        """
        long = sum(1 for text in texts if fingerprint(text))
        return len(matches) > _TWIN_BLOCKS * long and _covered(matches, texts) > _TWIN

    def _runs(self, doc_id: str, prints: Sequence[frozenset[int]]) -> dict[int, dict[int, _Match]]:
        """For each other document, the blocks that it holds too, each with its best match."""
        runs: dict[int, dict[int, _Match]] = defaultdict(dict)
        for block, values in enumerate(prints):
            counts = Counter(place for value in values for place in self._places.get(value, ()))
            for (number, there), count in counts.items():
                share = count / len(values)
                known = runs[number].get(block) if number in runs else None
                if share < _LEAST_SHARE or self._homes[number].name == doc_id:
                    continue
                if known is None or (share, -there) > (known.share, -known.there):
                    runs[number][block] = _Match(there, share)
        return runs

    def _margin(
        self, article: Article, matches: Mapping[int, _Match], number: int, language: str | None
    ) -> float:
        """By how much the run of matched blocks fits the other document better (log odds)."""
        blocks, title, _ = json.loads(zlib.decompress(self._homes[number].packed))
        other = _read(blocks, title, language)
        there = fit(other, {match.there for match in matches.values()})
        here = fit(article, matches.keys())
        weights = load_home(bool(article.place)).weights
        return sum(w * (t - h) for w, t, h in zip(weights, there, here, strict=True))

    def _forget(self) -> None:
        """Drop the oldest document."""
        number, home = self._homes.popitem(last=False)
        self._held -= len(home.hashes)
        for value in home.hashes:
            left = tuple(place for place in self._places.get(value, ()) if place[0] != number)
            if left:
                self._places[value] = left
            else:
                self._places.pop(value, None)


def _covered(matches: Mapping[int, _Match], texts: Sequence[str]) -> float:
    """The share of a document's characters in blocks that another document holds."""
    held = sum(len(texts[block]) * match.share for block, match in matches.items())
    return held / (sum(map(len, texts)) or 1)


def _pieces(matches: Mapping[int, _Match]) -> list[dict[int, _Match]]:
    """Split matched blocks where two or more others stand between; none of what is no fragment."""
    pieces: list[dict[int, _Match]] = []
    for block in sorted(matches):
        if pieces and block - max(pieces[-1]) <= 2:
            pieces[-1][block] = matches[block]
        else:
            pieces.append({block: matches[block]})
    if len(pieces) > _PIECES:
        return []
    return [piece for piece in pieces if len(piece) <= _LONGEST]


def _read(texts: Sequence[str], title: str | None, language: str | None) -> Article:
    """Read blocks with the language's word table, if there is one."""
    table = load_tables().get(language) if language else None
    bags = [read_bag(text, names=False) for text in texts]
    return read_article(bags, [False] * len(bags), title, table)
