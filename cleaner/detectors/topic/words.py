"""From text to terms: what the topic model counts, for any script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from cleaner.reading.splitting import Splitter

#: Words are cut to this many letters, which does the work of a stemmer in most European languages.
PREFIX = 6

# Vowel signs and tone marks are no "word characters" to ``re``; without them Hindi or Thai words
# fall apart.
_MARKS = (
    "\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"
)
_split = Splitter(rf"[\w{_MARKS}]")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
_UPPER = "".join(c for c in map(chr, range(0x41, 0x530)) if c.isupper())
# A capital that does not begin a sentence: a letter or comma and one space stand before it. The
# space comes first here, since the search for a fixed character is the fastest.
_NAME = re.compile(rf" (?<=[^\W_,;\u2019] )([{_UPPER}]\w+)")
_stem = itemgetter(slice(PREFIX))
_CLOSERS = ".!?:;…,\"”»’')]。！？」।"


@dataclass(frozen=True, slots=True)
class Table:
    """Background of a language: how telling its frequent words are.

    ``weights`` maps a six-letter prefix to the natural logarithm of documents per document that
    holds it, at least 0; a prefix outside of the table weighs ``rare``. ``vectors`` place the
    telling ones among topics: prefixes that share articles point the same way, as far as they
    weigh. They are packed as ``places.pack`` does.
    """

    weights: Mapping[str, float]
    rare: float
    vectors: Mapping[str, int]
    dimensions: int


class Bag(NamedTuple):
    """One block's words: their stems in order, each stem once (as keys), and names among them."""

    stems: Sequence[str]
    terms: Mapping[str, None]
    names: frozenset[str]

    @property
    def words(self) -> int:
        """How many words the block has."""
        return len(self.stems)

    @property
    def counts(self) -> Counter[str]:
        """How often each stem stands there."""
        return Counter(self.stems)

    @property
    def numbers(self) -> list[str]:
        """The numbers of two digits or more."""
        return [stem for stem in self.terms if stem[0].isdecimal() and len(stem) > 1]

    @property
    def opening(self) -> str:
        """The first word; empty where there is none."""
        return self.stems[0] if self.stems else ""


def split_words(text: str) -> list[str]:
    """Return the words of a text in lower case; runs of scripts without spaces as pairs."""
    words = _split(text)
    if text.isascii() or not _UNSPACED.search(text):
        return words
    return [part for word in words for part in _pairs(word)]


def _pairs(word: str) -> list[str]:
    if not _UNSPACED.search(word) or len(word) < 3:
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)]


def read_bag(text: str, *, names: bool = True) -> Bag:
    """Cut a block's words to their stems; ``names`` False where capitals mean nothing."""
    stems = list(map(_stem, split_words(text)))
    found = frozenset([n.lower()[:PREFIX] for n in _NAME.findall(text)]) if names else frozenset()
    return Bag(stems, dict.fromkeys(stems), found)


def looks_like_heading(text: str) -> bool:
    """Guess by shape whether a plain-text block is a heading: short, no closing punctuation."""
    text = text.strip()
    return 0 < len(text) <= 120 and len(text.split()) <= 16 and text[-1] not in _CLOSERS


def guess_language(bags: Sequence[Bag], tables: Mapping[str, Table]) -> str | None:
    """Name the table whose commonest words make up the text, or None.

    Common means in every third document or more; half of an article's running words are.
    """
    best, share = None, 0.3
    total = sum(bag.words for bag in bags) or 1
    for code, table in tables.items():
        common = {stem for stem, weight in table.weights.items() if weight < 1.1}
        hits = sum(1 for bag in bags for stem in bag.stems if stem in common)
        if hits / total > share:
            best, share = code, hits / total
    return best
