"""Evidence across documents: which block stands in another document of the batch, and fits there.

Blocks are known again by winnowed word shingles (Schleimer, Wilkerson, Aiken: Winnowing, 2003), so
that a few changed words do not hide them. Memory is bounded: the oldest documents are forgotten.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from cleaner.detectors.topic.article import Article, read_article
from cleaner.detectors.topic.words import read_bag, split_words

#: Words in a shingle, and shingles in a window of which the least is kept.
_SHINGLE = 4
_WINDOW = 6
#: Blocks of fewer words are too common to prove anything.
_LEAST_WORDS = 5
#: Prime below 2**61 for combining word hashes.
_PRIME = (1 << 61) - 1
#: Documents remembered per shingle; more than that is a template.
_POSTINGS = 8
#: Share of a block's shingles that the donor must hold.
_LEAST_SHARE = 0.5
#: Share of a document that another must hold to be the same article.
_TWIN = 0.5
#: How much better the block must fit the donor (share of its telling weight met again there).
_MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class Donor:
    """Block ``block`` also stands in document ``donor_id``, and fits better there.

    ``share`` of its shingles are found there (1: word for word). ``in_documents`` counts the
    other documents that hold it: many mean a template or a syndicated text.
    """

    block: int
    donor_id: str
    share: float
    in_documents: int


@dataclass(frozen=True, slots=True)
class Twin:
    """Document ``doc_id`` holds the share ``share`` of this one: the same article twice."""

    doc_id: str
    share: float


@dataclass(frozen=True, slots=True)
class _Home:
    """What is kept of an indexed document: its shingles, and how well each block fits."""

    name: str
    hashes: frozenset[int]
    fits: tuple[float, ...]


class DonorIndex:
    """Shingles of the documents of a batch, ``capacity`` of them at most.

    An article of 450 words costs about 130 shingles of some 150 bytes each.
    """

    def __init__(self, capacity: int = 1_000_000) -> None:
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

    def add(self, doc_id: str, texts: Sequence[str], title: str | None = None) -> None:
        """Remember a document's blocks; the title, if given, counts as one that fits."""
        prints = [fingerprint(text) for text in texts]
        if title:
            prints.append(fingerprint(title))
        fits = (*fit(texts), *([1.0] if title else []))
        number, self._added = self._added, self._added + 1
        self._homes[number] = _Home(doc_id, frozenset().union(*prints), fits)
        for block, hashes in enumerate(prints):
            for value in hashes:
                known = self._places.get(value, ())
                if len(known) < _POSTINGS:
                    self._places[value] = (*known, (number, block))
        self._held += len(self._homes[number].hashes)
        while self._held > self._capacity and len(self._homes) > 1:
            self._forget()

    def _forget(self) -> None:
        number, home = self._homes.popitem(last=False)
        self._held -= len(home.hashes)
        for value in home.hashes:
            left = tuple(p for p in self._places.get(value, ()) if p[0] != number)
            if left:
                self._places[value] = left
            else:
                self._places.pop(value, None)

    def find(self, doc_id: str, texts: Sequence[str]) -> list[Donor]:
        """Name the blocks that stand in another document and fit better there, best donor each.

        Documents that are the same article as a whole are no donors; ``twins`` names them.
        """
        prints = [fingerprint(text) for text in texts]
        shares = self._shares(doc_id, prints)
        if not shares:
            return []
        same = {number for number, _ in self._same(doc_id, prints)}
        found = []
        by_donor: dict[int, list[int]] = defaultdict(list)
        for block, matches in shares.items():
            for number, _ in matches:
                by_donor[number].append(block)
        article = _read(texts)
        for block, matches in sorted(shares.items()):
            others = {n: m for n, m in matches.items() if n[0] not in same} if False else matches
            best = self._best(article, block, others, by_donor, same)
            if best:
                found.append(best)
        return found
