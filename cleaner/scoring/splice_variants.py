"""Other shapes of the same articles: short paragraphs, short articles. For training only."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from cleaner.scoring.splice_data import Splice

_BREAK = re.compile(r"(?<=[.!?…])[\"'”»’)]?\s+(?=[\"'“«‘¿¡(]?[^\W\d_a-zà-ÿ])")
#: Pieces of fewer words go with the one before.
_LEAST_WORDS = 8
#: A cut article keeps this many blocks.
_FEWEST, _MOST = 5, 9


def vary(splices: Sequence[Splice], seed: int) -> list[Splice]:
    """Break the paragraphs of half of the splices into short ones, and cut the others short.

    Articles with short paragraphs, and short articles, are rarer in the data than outside.
    """
    rng = Random(seed)
    return [finer(s, rng) if rng.random() < 0.5 else shorter(s, rng) for s in splices]


def finer(splice: Splice, rng: Random) -> Splice:
    """Break the paragraphs into pieces of one or two sentences."""
    blocks, labels = [], []
    for block, label in zip(splice.blocks, splice.labels, strict=True):
        pieces = list(_pieces(block, rng))
        blocks += pieces
        labels += [label] * len(pieces)
    return replace(splice, blocks=tuple(blocks), labels=tuple(labels))


def shorter(splice: Splice, rng: Random) -> Splice:
    """Keep a few blocks in a row, the foreign ones among them."""
    size = rng.randint(_FEWEST, _MOST)
    foreign = [i for i, label in enumerate(splice.labels) if label]
    low = max(foreign[-1] - size + 1, 0) if foreign else 0
    high = min(foreign[0], len(splice.blocks) - size) if foreign else 0
    at = rng.randint(low, high) if low < high else max(min(low, high), 0)
    kept = slice(at, at + size)
    return replace(splice, blocks=splice.blocks[kept], labels=splice.labels[kept])


def sentences(text: str) -> list[str]:
    """Split a paragraph after closing punctuation that a capital follows."""
    starts = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    return [text[a:b].strip() for a, b in itertools.pairwise(starts) if text[a:b]]


def _pieces(text: str, rng: Random) -> Iterator[str]:
    piece, wanted = "", rng.randint(1, 2)
    for sentence in sentences(text):
        if piece and (wanted <= 0 and len(piece.split()) >= _LEAST_WORDS):
            yield piece
            piece, wanted = "", rng.randint(1, 2)
        piece = f"{piece} {sentence}" if piece else sentence
        wanted -= 1
    yield piece
