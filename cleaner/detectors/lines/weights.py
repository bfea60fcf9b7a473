"""The shipped weights of the line model, read once from small files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.detectors.lines.features import FEATURES
from cleaner.detectors.lines.grams import PLACES
from cleaner.detectors.topic.trees import Calibration, Forest, read_tree

_HERE = Path(__file__).parent / "data"
_BIAS = 128


@dataclass(frozen=True, slots=True)
class Weights:
    """What words weigh, the trees, and how their scores turn into probabilities.

    Lines are leftovers from the probability ``sure`` on, and worth a look from ``likely`` on.
    """

    grams: Sequence[int]
    forest: Forest
    calibration: Calibration
    sure: float
    likely: float


@cache
def load_weights(folder: Path = _HERE) -> Weights:
    """Read the model from ``grams.txt`` and ``lines.json``."""
    grams = read_grams((folder / "grams.txt").read_text("ascii"))
    return decode(json.loads((folder / "lines.json").read_text("ascii")), grams)


def read_grams(text: str) -> list[int]:
    """Decode the table of words: two hexadecimal digits a place, 80 for nothing."""
    return [value - _BIAS for value in bytes.fromhex(text)]


def write_grams(weights: Sequence[int]) -> str:
    """Encode the table, 50 places a line; weights are -128 to 127."""
    digits = bytes(weight + _BIAS for weight in weights).hex()
    return "".join(f"{digits[at : at + 100]}\n" for at in range(0, len(digits), 100))


def decode(data: dict[str, Any], grams: Sequence[int]) -> Weights:
    """Build a model from its JSON form.

    Raises:
        ValueError: where it was trained on other features than the code measures.

    """
    if data["features"] != list(FEATURES) or len(grams) != PLACES:
        raise ValueError("the weights are of other features: train them again")
    return Weights(
        grams,
        Forest([read_tree(tree) for tree in data["trees"]]),
        Calibration(tuple(data["scores"]), tuple(data["probabilities"])),
        data["sure"],
        data["likely"],
    )
