"""The shipped weights: word tables and trees, read once from small files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.detectors.topic.features import FEATURES
from cleaner.detectors.topic.runs import RUN_FEATURES
from cleaner.detectors.topic.trees import Calibration, Forest, read_tree
from cleaner.detectors.topic.words import Table

_HERE = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Weights:
    """One trained model: two looks, calibration, and the two thresholds (probabilities).

    The ``second`` look is taken at blocks that score above ``gate`` in the ``first``.
    """

    first: Forest
    second: Forest
    gate: float
    calibration: Calibration
    flag: float
    suggest: float
    join: float


@cache
def load_tables(folder: Path = _HERE) -> dict[str, Table]:
    """Read the word tables by ISO 639-1 code: one ``prefix weight`` per line, ``*`` for others."""
    tables = {}
    for path in sorted(folder.glob("words_*.txt")):
        weights = {}
        for line in path.read_text("utf-8").splitlines():
            stem, _, weight = line.partition(" ")
            weights[stem] = float(weight)
        rare = weights.pop("*")
        tables[path.stem.removeprefix("words_")] = Table(weights, rare)
    return tables


@cache
def load_weights(name: str, folder: Path = _HERE) -> Weights:
    """Read a model: ``tabled`` for languages with a word table, ``free`` for any other."""
    return decode(json.loads((folder / f"{name}.json").read_text("utf-8")))


def decode(data: dict[str, Any]) -> Weights:
    """Build a model from its JSON form.

    Raises:
        ValueError: where it was trained on other features than the code measures.

    """
    if (tuple(data["features"]), tuple(data["run_features"])) != (FEATURES, RUN_FEATURES):
        raise ValueError("the topic model was trained on other features: train it again")
    return Weights(
        Forest(tuple(map(read_tree, data["first"]))),
        Forest(tuple(map(read_tree, data["second"]))),
        data["gate"],
        Calibration(tuple(data["scores"]), tuple(data["probabilities"])),
        data["flag"],
        data["suggest"],
        data["join"],
    )
