"""Evidence across documents: which block stands in another document, and belongs there."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cleaner.detectors.topic.article import Article, read_article
from cleaner.detectors.topic.donor_sentences import Search, sentence_donors
from cleaner.detectors.topic.fitting import fit
from cleaner.detectors.topic.prints import fingerprint
from cleaner.detectors.topic.shelf import MemoryShelf, Place, Shelf
from cleaner.detectors.topic.weights import load_home, load_tables
from cleaner.detectors.topic.words import read_bag
from cleaner.model import Donor, Elsewhere, SentenceDonor, SiteLines, Twin

#: Share of a block's shingles that another document's block must hold, and what is a copy of it.
_LEAST_SHARE = 0.5
_COPY = 0.9
#: Shares of a document's text and of its blocks that another must hold to be the same article.
_TWIN = 0.5
_TWIN_BLOCKS = 0.6
#: A fragment has this many blocks at most. Documents that share more than two are on one story.
_LONGEST = 5
_PIECES = 2
#: A fragment stands in so many other documents at most; what stands in more is a template, or
#: syndicated.
FEW = 2
#: Donors that are looked at closely, per document.
_CLOSELY = 8
#: A logistic regression on the training splices (``python -m cleaner.scoring.donors``): what the
#: margin, the topic model's log odds, and the logarithm of the words count, and the intercept.
_WEIGHTS = (0.66, 0.65, 0.51, -0.28)
#: The topic model is never surer than this.
_SURE = 0.999


def foreign(donor: Donor, own: float, words: int) -> float:
    """How likely a block with a donor is foreign (0–1).

    ``own`` is what the topic model makes of it alone, ``words`` are those of the block. A text
    that many documents hold is a template, which says nothing of its topic.
    """
    if donor.in_documents > FEW or donor.margin is None:
        return own
    own = min(max(own, 1 - _SURE), _SURE)
    by_margin, by_topic, by_words, least = _WEIGHTS
    sure = (
        by_margin * donor.margin
        + by_topic * math.log(own / (1 - own))
        + by_words * math.log(max(words, 1))
        + least
    )
    return 1 / (1 + math.exp(-sure)) if sure > -30 else 0.0


@dataclass(frozen=True, slots=True)
class _Match:
    """The best block of another document for a block: where, and the share of shingles."""

    there: int
    share: float


_Matches = dict[int, _Match]


class DonorIndex:
    """The shingles of a batch's documents, ``capacity`` of them at most, in memory.

    When it is full, the oldest documents are forgotten: half a million shingles, about 4,000
    articles, take some 150 MB.
    """

    def __init__(self, capacity: int = 500_000) -> None:
        self._shelf = MemoryShelf(capacity)

    def __len__(self) -> int:
        """The number of documents remembered."""
        return len(self._shelf)

    def add(self, name: str, texts: Sequence[str], title: str | None = None) -> None:
        """Remember a document: its blocks, and its title as one more that is at home there."""
        self._shelf.add(name, texts, title)

    def corpus_of(self, name: str) -> ShelfCorpus:
        """What a document, itself left out if it is in the index, sees of the others."""
        return ShelfCorpus(self._shelf, name)

    def lines_of(self, url: str | None) -> None:
        """Nothing: lines of sites are not counted here."""


@dataclass(slots=True)
class ShelfCorpus:
    """A shelf as the document ``name`` sees it."""

    shelf: Shelf
    name: str
    lines: SiteLines | None = None
    _last: tuple[object, Elsewhere] | None = field(default=None, repr=False)

    def look(self, texts: Sequence[str], title: str | None, language: str | None) -> Elsewhere:
        """Name the blocks that stand in other documents, and the documents that are the same."""
        asked = tuple(texts), title, language
        # The detector asks, and then the judgement.
        if self._last is None or self._last[0] != asked:
            self._last = asked, _Look(self.shelf, self.name, texts, title, language).result()
        return self._last[1]


class _Look:
    """One document held against the others."""

    def __init__(
        self,
        shelf: Shelf,
        name: str,
        texts: Sequence[str],
        title: str | None,
        language: str | None,
    ) -> None:
        self._shelf = shelf
        self._name = name
        self._texts = texts
        self._title = title
        self._language = language
        self._prints = [fingerprint(text) for text in texts]
        self._known: Mapping[int, Sequence[Place]] = {}

    def result(self) -> Elsewhere:
        self._known = self._shelf.places({value for values in self._prints for value in values})
        runs = self._runs()
        twins = {number for number, matches in runs.items() if self._is_twin(matches)}
        others = {n: matches for n, matches in runs.items() if n not in twins}
        same = [Twin(self._shelf.home(n).name, self._covered(runs[n])) for n in twins]
        same.sort(key=lambda twin: (-twin.share, twin.document))
        return Elsewhere(self._donors(others), tuple(same), self._sentences(runs, twins))

    def _sentences(
        self, runs: Mapping[int, _Matches], twins: Collection[int]
    ) -> tuple[SentenceDonor, ...]:
        """Single sentences with a donor, in blocks that no other document holds as a whole."""
        numbers = {place[0] for places in self._known.values() for place in places}
        one_story = {n for n, matches in runs.items() if len(matches) > _PIECES}
        others = {
            n for n in numbers - one_story - set(twins) if self._shelf.home(n).name != self._name
        }
        if not others:
            return ()
        held = {block for matches in runs.values() for block in matches}
        blocks = [b for b in range(len(self._texts)) if b not in held]
        search = Search(
            self._shelf, self._texts, self._title, self._language, self._known,
            lambda texts, title: _read(texts, title, self._language),
        )  # fmt: skip
        return sentence_donors(search, self._prints, blocks, others)

    def _donors(self, others: Mapping[int, _Matches]) -> tuple[Donor, ...]:
        """The best donor of each block; a document that is the same article is none."""
        spread = Counter(block for matches in others.values() for block in matches)
        copies = Counter(
            block for matches in others.values() for block, m in matches.items() if m.share >= _COPY
        )
        found: dict[int, Donor] = {}

        def enter(number: int, block: int, share: float, margin: float | None) -> None:
            name = self._shelf.home(number).name
            found[block] = Donor(block, name, share, spread[block], copies[block], margin)

        for number, matches in others.items():
            for block, match in matches.items():
                if spread[block] > FEW and (block not in found or match.share > found[block].share):
                    enter(number, block, match.share, None)
        pieces = [
            (number, piece)
            for number, matches in others.items()
            for piece in _pieces({b: m for b, m in matches.items() if spread[b] <= FEW})
        ]
        pieces.sort(key=lambda p: (-sum(match.share for match in p[1].values()), p[0]))
        for number, piece in pieces[:_CLOSELY]:
            margin = self._margin(piece, number)
            for block, match in piece.items():
                best = found[block].margin if block in found else None
                if best is None or margin > best:
                    enter(number, block, match.share, margin)
        least = load_home(bool(self._article.place)).least if pieces else 0.0
        return tuple(
            donor
            for _, donor in sorted(found.items())
            if donor.margin is None or donor.margin > least
        )

    def _runs(self) -> dict[int, _Matches]:
        """For each other document, the blocks that it holds too, each with its best match."""
        runs: dict[int, _Matches] = defaultdict(dict)
        known = self._known
        own: dict[int, bool] = {}
        for block, values in enumerate(self._prints):
            counts = Counter(place for value in values for place in known.get(value, ()))
            for (number, there), count in counts.items():
                share = count / len(values)
                if share < _LEAST_SHARE:
                    continue
                if number not in own:
                    own[number] = self._shelf.home(number).name == self._name
                best = runs[number].get(block) if number in runs else None
                if not own[number] and (
                    best is None or (share, -there) > (best.share, -best.there)
                ):
                    runs[number][block] = _Match(there, share)
        return runs

    def _is_twin(self, matches: _Matches) -> bool:
        """Whether another document holds most of this one. (Most of a short donor may stand here.)

        Both the blocks and the words count: a fragment can be longer than its short host.
        """
        long = sum(1 for values in self._prints if values)
        return len(matches) > _TWIN_BLOCKS * long and self._covered(matches) > _TWIN

    def _covered(self, matches: _Matches) -> float:
        """The share of the document's characters in blocks that another document holds."""
        held = sum(len(self._texts[block]) * match.share for block, match in matches.items())
        return held / (sum(map(len, self._texts)) or 1)

    @cached_property
    def _article(self) -> Article:
        return _read(self._texts, self._title, self._language)

    def _margin(self, matches: _Matches, number: int) -> float:
        """By how much the run of matched blocks fits the other document better (log odds)."""
        blocks, title = self._shelf.home(number).content
        there = fit(
            _read(blocks, title, self._language), {match.there for match in matches.values()}
        )
        here = fit(self._article, matches.keys())
        weights = load_home(bool(self._article.place)).weights
        return sum(w * (t - h) for w, t, h in zip(weights, there, here, strict=True))


def _pieces(matches: _Matches) -> list[_Matches]:
    """Split matched blocks where two or more others stand between; none of what is no fragment."""
    pieces: list[_Matches] = []
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
