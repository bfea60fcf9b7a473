from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.detectors.topic.model import Reading, read_topics
from cleaner.detectors.topic.words import looks_like_heading
from tests.topic import stories

SEED = Path(__file__).with_name("seed.txt")


def read(
    texts: tuple[str, ...] | list[str], title: str | None = None, language: str | None = "en"
) -> Reading:
    return read_topics(texts, [looks_like_heading(text) for text in texts], title, language)


def flagged(reading: Reading) -> list[tuple[int, int]]:
    return [(f.first, f.last) for f in reading.fragments if f.level != "suggest"]


def spliced(at: int, *foreign: str) -> list[str]:
    return [*stories.FERRY[:at], *foreign, *stories.FERRY[at:]]


@pytest.mark.parametrize("tail", [True, False])
def test_the_seed_fragment_is_flagged_and_nothing_else(tail: bool) -> None:
    title, *blocks = (line for line in SEED.read_text("utf-8").splitlines() if line.strip())
    if not tail:
        blocks.remove("Latest News")
    reading = read(blocks, title)
    at = blocks.index("Trump Continues to Tweet About London Mayor")
    assert flagged(reading) == [(at, at + 1)]
    assert blocks[at + 1].startswith("Khan said")
    assert reading.fragments[0].kind == "foreign fragment"


def test_a_headline_and_its_paragraph_go_together() -> None:
    reading = read(spliced(3, stories.CHESS_TITLE, stories.CHESS[0]), stories.FERRY_TITLE)
    assert flagged(reading) == [(3, 4)]
    assert reading.fragments[0].kind == "foreign fragment"
    assert reading.fragments[0].level == "decisive"


def test_a_headline_without_its_paragraph_is_a_stray_heading() -> None:
    headline = "Prosecutors charge former minister Dahl with taking bribes"
    (fragment,) = read(spliced(4, headline), stories.FERRY_TITLE).fragments
    assert (fragment.first, fragment.last) == (4, 4)
    assert (fragment.kind, fragment.level) == ("stray heading", "flag")


@pytest.mark.parametrize(
    "heading",
    ["Looking for an edge", "Email server", "What comes next", "A ladder, two ropes and a thermos"],
)
def test_a_subheading_is_never_flagged(heading: str) -> None:
    assert flagged(read(spliced(4, heading), stories.FERRY_TITLE)) == []


@pytest.mark.parametrize("at", [2, 4, 7])
def test_a_foreign_paragraph_is_the_likeliest_of_all(at: int) -> None:
    reading = read(spliced(at, stories.CHEESE[3]), stories.FERRY_TITLE)
    probabilities = reading.probabilities
    assert max(range(len(probabilities)), key=lambda i: probabilities[i]) == at


def test_the_evidence_counts_and_names_words() -> None:
    reading = read(spliced(3, *stories.CHESS[1:3]), stories.FERRY_TITLE)
    (fragment,) = [f for f in reading.fragments if f.first <= 3 <= f.last]
    assert "of its" in fragment.evidence
    assert "reads like: " in fragment.evidence
    named = fragment.evidence.split("reads like: ")[1].split(", ")
    foreign = " ".join(stories.CHESS[1:3]).lower()
    assert all(word in foreign for word in named)


@pytest.mark.parametrize(
    "texts",
    [stories.FERRY, stories.CHEESE, stories.CHESS, stories.BRIDGE, stories.INTERVIEW,
     stories.RECIPE, stories.BACKGROUND],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "und"])
def test_one_story_is_left_alone(texts: tuple[str, ...], language: str) -> None:
    reading = read(texts, None, language)
    assert flagged(reading) == []
    assert reading.seam is None
    assert not reading.feed


@pytest.mark.parametrize(("texts", "language"), [(stories.GERMAN, "de"), (stories.CHINESE, "zh")])
def test_languages_without_a_table_are_read_too(texts: tuple[str, ...], language: str) -> None:
    probabilities = read(texts, None, language).probabilities
    suspects = sorted(range(len(probabilities)), key=lambda i: -probabilities[i])
    assert 3 in suspects[:2]


def test_two_articles_in_one_have_a_seam() -> None:
    # Between short articles of one language the seam is mostly too weak to be said.
    reading = read([*stories.FERRY, *stories.GERMAN], stories.FERRY_TITLE)
    assert reading.seam is not None
    assert abs(reading.seam - len(stories.FERRY)) <= 1
    assert reading.coherence < 0.75


def test_the_language_is_guessed_by_its_words() -> None:
    texts = spliced(3, stories.CHESS[0])
    assert read(texts, None, None).probabilities == read(texts, None, "en").probabilities


def test_coherence_falls_with_a_foreign_fragment() -> None:
    whole = read(stories.FERRY, stories.FERRY_TITLE).coherence
    parted = read(spliced(3, *stories.CHESS[:2]), stories.FERRY_TITLE).coherence
    assert 0.0 <= parted < whole <= 1.0


def test_too_short_a_text_says_nothing() -> None:
    assert read(stories.FERRY[:3]) == Reading((), 1.0, (0.0, 0.0, 0.0), None, False)
    assert read([]).coherence == 1.0


def test_long_texts_are_read_in_windows() -> None:
    texts = list(stories.FERRY) * 40
    reading = read(texts)
    assert len(reading.probabilities) == len(texts)
    assert flagged(reading) == []


def test_texts_and_headings_must_match() -> None:
    with pytest.raises(ValueError, match="1 texts but 2 headings"):
        read_topics(["a"], [False, True], None, "en")


def test_a_reading_does_not_depend_on_the_hash_order() -> None:
    code = (
        "from tests.topic.test_model import *; print(read(spliced(3, stories.CHESS_TITLE, "
        "*stories.CHESS[:2]), stories.FERRY_TITLE))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
