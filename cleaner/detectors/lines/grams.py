"""Hashed words and pairs of words of a line, and what they weigh."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from zlib import crc32

#: Places of the table of weights.
PLACES = 1 << 13
#: Tokens of a line that are looked at; longer lines are text, and their shape says so.
_MOST = 40
#: A word, a number, or a character of a script that is written without spaces.
_TOKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+|\d+|[@#|©→»›]")


def line_grams(folded: str) -> Iterator[int]:
    """The places of a folded line's words and pairs of words; its ends count as words.

    Numbers are told apart by their length alone.
    """
    tokens = ["<", *[_plain(t) for t in _TOKEN.findall(folded)[:_MOST]], ">"]
    for token in tokens[1:-1]:
        yield place_of(token)
    for before, after in pairwise(tokens):
        yield place_of(f"{before} {after}")


def _plain(token: str) -> str:
    return "0" * len(token) if token[0].isdecimal() else token


@lru_cache(maxsize=1 << 16)
def place_of(gram: str) -> int:
    """Where a word or a pair stands in the table."""
    return crc32(gram.encode("utf-8", "surrogatepass")) % PLACES


def gram_score(folded: str, weights: Sequence[int]) -> float:
    """What a line's words say: above 0 a leftover, below content; a mean that grows with length.

    ``weights`` are hundredths of log odds.
    """
    found = [weights[place] for place in line_grams(folded)]
    return sum(found) / (100.0 * sqrt(len(found)))
