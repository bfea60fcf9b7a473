from __future__ import annotations

import pytest

from cleaner.detectors.topic.article import read_article
from cleaner.detectors.topic.fragments import find_fragments
from cleaner.detectors.topic.weights import load_tables, weights_for
from cleaner.detectors.topic.words import looks_like_heading, read_bag
from tests.topic import stories

HEADLINE = "Prize orchids stolen from Kensington greenhouse"


def found(
    texts: list[str], probabilities: list[float], *, tabled: bool = True
) -> list[tuple[int, int, str]]:
    table = load_tables()["en"] if tabled else None
    headings = [looks_like_heading(text) for text in texts]
    article = read_article([read_bag(t) for t in texts], headings, stories.FERRY_TITLE, table)
    fragments = find_fragments(article, texts, probabilities, weights_for("en", tabled))
    return [(f.first, f.last, f.level) for f in fragments]


def mixed(headline: str, *before: str, paragraph: str = stories.CHESS[0]) -> list[str]:
    return [*stories.FERRY[:3], *before, headline, paragraph, *stories.FERRY[3:]]


def doubts(texts: list[str], paragraph: float) -> list[float]:
    at = texts.index(HEADLINE)
    return [0.22 if i == at else paragraph if i == at + 1 else 0.02 for i in range(len(texts))]


def test_a_doubtful_headline_and_a_doubtful_paragraph_are_a_fragment() -> None:
    texts = mixed(HEADLINE)
    assert found(texts, doubts(texts, 0.3)) == [(3, 4, "flag")]


@pytest.mark.parametrize(
    ("texts", "paragraph"),
    [
        (mixed(HEADLINE), 0.1),
        (mixed(HEADLINE, "Cars and vans", "Bicycles and prams"), 0.3),
        (mixed(HEADLINE, paragraph=stories.CHESS[0][0].lower() + stories.CHESS[0][1:]), 0.3),
        (mixed(HEADLINE, paragraph="Obeng, 14, shook his hand."), 0.3),
    ],
    ids=["the paragraph belongs", "a list", "one wrapped text", "no paragraph"],
)
def test_what_is_no_pair(texts: list[str], paragraph: float) -> None:
    assert found(texts, doubts(texts, paragraph)) == []


def test_the_line_above_a_licence_is_no_headline() -> None:
    rights = "Copyright (c) 2019 Ann Tillbury & Co <ann@tillbury.example>"
    texts = mixed(rights)
    doubtful = [0.02, 0.02, 0.02, 0.22, 0.3, *[0.02] * (len(texts) - 5)]
    assert found(texts, doubtful) == []
    headline = [HEADLINE if text == rights else text for text in texts]
    assert found(headline, doubtful) == [(3, 4, "flag")]


def test_without_a_word_table_a_pair_is_too_little_to_judge_by() -> None:
    texts = mixed(HEADLINE)
    assert found(texts, doubts(texts, 0.3), tabled=False) == []
