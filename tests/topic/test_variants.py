from __future__ import annotations

from random import Random

import pytest

from cleaner.scoring.splice_data import Splice
from cleaner.scoring.splice_variants import finer, sentences, shorter, vary
from tests.topic import stories


def spliced(at: int) -> Splice:
    blocks = (*stories.FERRY[:at], *stories.CHESS[:2], *stories.FERRY[at:])
    labels = tuple(int(at <= i < at + 2) for i in range(len(blocks)))
    return Splice("f", "s", "en", "easy", stories.FERRY_TITLE, blocks, labels, "p2", "c")


def test_sentences_are_split_where_a_capital_follows() -> None:
    assert sentences('He left. "Why?" Él vino. 3 cars.') == [
        "He left.", '"Why?"', "Él vino. 3 cars.",
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_finer_paragraphs_keep_the_words_and_whose_they_are(seed: int) -> None:
    splice = spliced(3)
    made = finer(splice, Random(seed))
    assert len(made.blocks) > len(splice.blocks)
    for label in (0, 1):
        before = [b for b, own in zip(splice.blocks, splice.labels, strict=True) if own == label]
        after = [b for b, own in zip(made.blocks, made.labels, strict=True) if own == label]
        assert " ".join(after).split() == " ".join(before).split()


@pytest.mark.parametrize("at", [0, 4, len(stories.FERRY)])
@pytest.mark.parametrize("seed", range(5))
def test_shorter_articles_keep_the_fragment(at: int, seed: int) -> None:
    made = shorter(spliced(at), Random(seed))
    assert sum(made.labels) == 2
    assert 5 <= len(made.blocks) <= 9
    assert len(made.blocks) == len(made.labels)


def test_the_same_seed_makes_the_same() -> None:
    splices = [spliced(at) for at in range(4)]
    assert vary(splices, 1) == vary(splices, 1)
