"""Fingerprints of blocks: winnowed word shingles, the same in every run and on every machine.

A few changed words leave most of them as they were (Schleimer, Wilkerson, Aiken: Winnowing, 2003).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from cleaner.detectors.topic.words import split_words

#: Words in a shingle, and shingles in a window of which the least is kept.
SHINGLE = 4
_WINDOW = 6
#: Blocks of fewer words are too common to prove anything.
LEAST_WORDS = 5
#: Up to this many words, a block must be the same as a whole.
SHORT = 14
_MODULUS = (1 << 61) - 1
_FACTORS = (1, 1_000_003, 1_000_003**2 % _MODULUS, 1_000_003**3 % _MODULUS)


def fingerprint(text: str) -> frozenset[int]:
    """Return a block's shingle hashes; one for a short block, none for a tiny one."""
    words = [_hash(word) for word in split_words(text)]
    if len(words) < LEAST_WORDS:
        return frozenset()
    if len(words) <= SHORT:
        return frozenset((crc32(str(words).encode()) << 24 | len(words),))
    return _winnow(words)


def inner_prints(text: str) -> frozenset[int]:
    """The shingle hashes that a sentence leaves in any longer block; none for a short sentence."""
    words = [_hash(word) for word in split_words(text)]
    return _winnow(words) if len(words) >= SHINGLE + _WINDOW - 1 else frozenset()


def _winnow(words: Sequence[int]) -> frozenset[int]:
    one, two, three, four = _FACTORS
    shingles = [
        (a * four + b * three + c * two + d * one) % _MODULUS
        for a, b, c, d in zip(words, words[1:], words[2:], words[3:], strict=False)
    ]
    last = len(shingles) - _WINDOW + 1
    return frozenset(min(shingles[at : at + _WINDOW]) for at in range(max(last, 1)))


@lru_cache(maxsize=65536)
def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) * 2_654_435_761 % _MODULUS
