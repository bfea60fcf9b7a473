"""What has been reached on the labelled corpus must not be lost: the floors in corpus/floors.toml."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.scoring.corpus import bench_corpus
from tests.conftest import ROOT

FLOORS = tomllib.loads((ROOT / "corpus/floors.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def groups(cleaner: Cleaner) -> dict[str, Any]:
    groups: dict[str, Any] = bench_corpus(cleaner, [ROOT / "corpus/articles"])["groups"]
    return groups


@pytest.mark.parametrize(
    ("group", "figure"), [(group, figure) for group in FLOORS for figure in FLOORS[group]]
)
def test_floor(groups: dict[str, Any], group: str, figure: str) -> None:
    name, _, bound = figure.rpartition("_")
    value = groups[group][name]
    limit = FLOORS[group][figure]
    assert value >= limit if bound == "least" else value <= limit, (name, value)


def test_every_article_that_is_hard_to_keep_loses_next_to_nothing(cleaner: Cleaner) -> None:
    report = bench_corpus(cleaner, [ROOT / "corpus/articles"])
    worst = max((a for a in report["articles"] if a["hard"]), key=lambda a: a["words_lost"])
    assert worst["words_lost"] <= FLOORS["hard"]["words_lost_most"], worst["name"]
