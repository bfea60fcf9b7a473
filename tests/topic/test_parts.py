from __future__ import annotations

import math
import random

import pytest

from cleaner.detectors.topic import places
from cleaner.detectors.topic.trees import Calibration, Forest, Node, read_tree
from cleaner.detectors.topic.weights import load_tables, load_weights, read_table
from cleaner.detectors.topic.words import guess_language, looks_like_heading, read_bag, split_words
from tests.topic import stories


def made_forest(seed: int, trees: int = 60) -> Forest:
    rng = random.Random(seed)

    def grow(depth: int) -> Node:
        if depth == 0:
            return rng.randint(-900, 900)
        return rng.randrange(5), rng.random(), grow(depth - 1), grow(depth - 1)

    return Forest([grow(3) for _ in range(trees)])


def test_walked_and_compiled_trees_agree_to_the_last_digit() -> None:
    forest = made_forest(3)
    rng = random.Random(4)
    rows = [[rng.random() for _ in range(5)] for _ in range(60)]
    walked = [forest.score(row) for row in rows]
    for _ in range(1000):
        forest.score(rows[0])
    assert [forest.score(row) for row in rows] == walked


@pytest.mark.parametrize("data", [[1, 2, 3], "0", [0, 1.0, 2, ["x", 1, 2, 3]], {"a": 1}])
def test_a_tree_that_is_none_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="tree node|invalid literal"):
        read_tree(data)


def test_calibration_rises_between_its_knots() -> None:
    line = Calibration((-1.0, 0.0, 2.0), (0.1, 0.4, 0.8))
    assert [line.probability(s) for s in (-5, -1, -0.5, 1, 2, 9)] == pytest.approx(
        [0.1, 0.1, 0.25, 0.6, 0.8, 0.8]
    )


def test_the_shipped_calibration_rises() -> None:
    for name in ("tabled", "free"):
        weights = load_weights(name)
        known = weights.calibration
        assert list(known.scores) == sorted(set(known.scores))
        assert list(known.probabilities) == sorted(set(known.probabilities))
        assert weights.join < weights.flag
        assert weights.suggest < weights.flag


def test_packed_vectors_add_up() -> None:
    rng = random.Random(1)
    directions = [[rng.randrange(-8, 8) for _ in range(24)] for _ in range(30)]
    lengths = [rng.uniform(0.1, 12) for _ in directions]
    packed = [
        places.pack("".join(f"{step + 8:x}" for step in direction), length)
        for direction, length in zip(directions, lengths, strict=True)
    ]
    added = places.unpack(sum(packed), len(packed), 24)
    scales = [
        1000 * length / math.sqrt(sum(step * step for step in direction))
        for direction, length in zip(directions, lengths, strict=True)
    ]
    wanted = [
        sum(scale * step for scale, step in zip(scales, column, strict=True))
        for column in zip(*directions, strict=True)
    ]
    assert added == pytest.approx(wanted, abs=20)
    assert places.unpack(0, 0, 24) == ()


def test_scripts_without_spaces_become_pairs() -> None:
    assert split_words("图书馆 2024") == ["图书", "书馆", "2024"]
    assert split_words("ab cd") == ["ab", "cd"]
    assert split_words("हिन्दी में") == ["हिन्दी", "में"]


def test_names_are_capitals_inside_of_sentences() -> None:
    bag = read_bag("Yesterday Ingrid Tulloch spoke. Nobody in Skerrow, Norway had asked.")
    assert bag.names == {"ingrid", "tulloc", "skerro"}
    assert read_bag("Am Abend kam Besuch.", names=False).names == frozenset()


@pytest.mark.parametrize(
    ("text", "heading"),
    [("What comes next", True), ("It rained.", False), ("", False), ("word " * 20, False)],
)
def test_headings_are_guessed_by_shape(text: str, heading: bool) -> None:
    assert looks_like_heading(text) is heading


def test_the_language_is_told_by_its_commonest_words() -> None:
    tables = load_tables()
    assert guess_language([read_bag(text) for text in stories.FERRY], tables) == "en"
    assert guess_language([read_bag(text) for text in stories.GERMAN], tables) is None
    assert guess_language([], tables) is None


def test_a_table_is_read_from_its_lines() -> None:
    table = read_table("* 5.0\nthe 0.01\nharbou 3.5 8f18\n")
    assert table.rare == 5.0
    assert table.weights == {"the": 0.01, "harbou": 3.5}
    place = places.unpack(table.vectors["harbou"], 1, table.dimensions)
    assert places.length(places.dot(place, place)) == pytest.approx(3.5, rel=0.01)
    assert place[0] == 0 > place[2]
