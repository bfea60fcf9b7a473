"""The shipped weights: word tables and trees, read once from small files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import mul
from pathlib import Path
from typing import Any

from cleaner.detectors.topic.close import CLOSE_FEATURES
from cleaner.detectors.topic.features import FEATURES
from cleaner.detectors.topic.places import pack
from cleaner.detectors.topic.runs import RUN_FEATURES
from cleaner.detectors.topic.trees import Calibration, Forest, read_tree
from cleaner.detectors.topic.words import Table

_HERE = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Line:
    """A linear judgement: found where the weighted sum of a row exceeds the limit."""

    weights: tuple[float, ...]
    limit: float

    def found(self, row: Sequence[float] | None) -> bool:
        """Whether the row is beyond the limit; nothing measured, nothing found."""
        return row is not None and sum(map(mul, self.weights, row)) > self.limit


@dataclass(frozen=True, slots=True)
class Weights:
    """One trained model: two looks, calibration, thresholds (probabilities), and the whole.

    The ``second`` look is taken at blocks that score above ``gate`` in the ``first``. Neighbours
    of a suspect that exceed ``join`` belong to its fragment. ``flags`` are thresholds of languages
    that have one of their own.
    """

    first: Forest
    second: Forest
    gate: float
    calibration: Calibration
    decisive: float
    flag: float
    flags: Mapping[str, float]
    suggest: float
    join: float
    seam: Line
    feed: Line


class Tables(Mapping[str, Table]):
    """The word tables of a folder by ISO 639-1 code, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._paths = {
            path.stem.removeprefix("words_"): path for path in sorted(folder.glob("words_*.txt"))
        }
        self._read: dict[str, Table] = {}

    def __getitem__(self, code: str) -> Table:
        if code not in self._read:
            self._read[code] = read_table(self._paths[code].read_text("utf-8"))
        return self._read[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


@cache
def load_tables(folder: Path = _HERE) -> Tables:
    """The word tables in ``folder``."""
    return Tables(folder)


def read_table(text: str) -> Table:
    """Decode a table: a line per prefix with its weight and, where it tells, its place in topics.

    The place is one hexadecimal digit per dimension, 8 for zero. The prefix ``*`` has the weight
    of all that are not listed.
    """
    weights: dict[str, float] = {}
    vectors = {}
    dimensions = 0
    for line in text.splitlines():
        stem, number, *place = line.split(" ")
        weight = weights[stem] = float(number)
        if place:
            vectors[stem] = pack(place[0], weight)
            dimensions = len(place[0])
    rare = weights.pop("*")
    return Table(weights, rare, vectors, dimensions)


@cache
def load_weights(name: str, folder: Path = _HERE) -> Weights:
    """Read a model: ``tabled`` for languages with a word table, ``free`` for any other."""
    return decode(json.loads((folder / f"{name}.json").read_text("utf-8")))


@cache
def weights_for(code: str | None, tabled: bool) -> Weights:
    """The model that reads a language, flagging from that language's threshold on."""
    known = load_weights("tabled" if tabled else "free")
    return replace(known, flag=known.flags.get(code or "", known.flag)) if tabled else known


@dataclass(frozen=True, slots=True)
class HomeWeights:
    """What tells a fragment's home: a weight per ``FIT_FEATURES``, and the least margin."""

    weights: tuple[float, ...]
    least: float


@cache
def load_home(tabled: bool, folder: Path = _HERE) -> HomeWeights:
    """Read how much each way of fitting a document counts."""
    data = json.loads((folder / "homes.json").read_text("utf-8"))
    known = data["tabled" if tabled else "free"]
    return HomeWeights(tuple(known["weights"]), known["least"])


def decode(data: dict[str, Any]) -> Weights:
    """Build a model from its JSON form.

    Raises:
        ValueError: where it was trained on other features than the code measures.

    """
    if tuple(data["features"]) != (*RUN_FEATURES, *FEATURES, *CLOSE_FEATURES):
        raise ValueError("the topic model was trained on other features: train it again")
    return Weights(
        Forest(tuple(map(read_tree, data["first"]))),
        Forest(tuple(map(read_tree, data["second"]))),
        data["gate"],
        Calibration(tuple(data["scores"]), tuple(data["probabilities"])),
        data["decisive"],
        data["flag"],
        data["flags"],
        data["suggest"],
        data["join"],
        Line(tuple(data["seam"]["weights"]), data["seam"]["limit"]),
        Line(tuple(data["feed"]["weights"]), data["feed"]["limit"]),
    )
