"""From text to terms: what the topic model counts, for any script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Words are cut to this many letters, which does the work of a stemmer in most European languages.
PREFIX = 6

# Vowel signs and tone marks are no "word characters" to ``re``; without them Hindi or Thai words
# fall apart.
_MARKS = (
    "\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"
)
_WORD = re.compile(rf"[\w{_MARKS}]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
_UPPER = "".join(c for c in map(chr, range(0x41, 0x530)) if c.isupper())
# A capital that does not begin a sentence: a letter or comma and one space stand before it.
_NAME = re.compile(rf"[^\W_,;\u2019] (?=([{_UPPER}]\w+))")
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


@dataclass(frozen=True, slots=True)
class Bag:
    """One block's words: telling terms with their weights, names and numbers among them."""

    terms: Mapping[str, int]
    names: frozenset[str]
    numbers: frozenset[str]
    words: int
    opening: str


def split_words(text: str) -> list[str]:
    """Return the words of a text in lower case; runs of scripts without spaces as pairs."""
    words = _WORD.findall(text.lower())
    if text.isascii() or not _UNSPACED.search(text):
        return words
    return [part for word in words for part in _pairs(word)]


def _pairs(word: str) -> list[str]:
    if not _UNSPACED.search(word) or len(word) < 3:
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)]


def read_bag(text: str, *, names: bool = True) -> Bag:
    """Count the prefixes of a block's words; ``names`` False where capitals mean nothing."""
    words = split_words(text)
    terms = Counter([word[:PREFIX] for word in words])
    found = frozenset(n.lower()[:PREFIX] for n in _NAME.findall(text)) if names else frozenset()
    numbers = frozenset(w for w in terms if w[0].isdecimal() and len(w) > 1)
    return Bag(terms, found, numbers, len(words), words[0][:PREFIX] if words else "")


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
        hits = sum(n for bag in bags for stem, n in bag.terms.items() if stem in common)
        if hits / total > share:
            best, share = code, hits / total
    return best
