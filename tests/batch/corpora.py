"""Small corpora for tests, and what a run left of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cleaner.batch.inputs import STATE
from tests.conftest import BODY, OTHER_BODY

#: Few rules, so that a run is quick; one that removes and one that judges are among them.
RULES = ("headings", "DOC")
LEFTOVER = "Latest News"


def documents(count: int, seed: int = 0) -> list[dict[str, Any]]:
    """Documents that differ; about every other one ends with a leftover."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        parts = [f"Report {number} from the harbour", BODY, OTHER_BODY]
        parts += [BODY.replace("Tuesday", f"day {chance.randrange(1000)}")] * chance.randrange(3)
        if chance.random() < 0.5:
            parts.append(LEFTOVER)
        made.append(
            {
                "id": f"doc-{number:06}",
                "text": "\n\n".join(parts),
                "metadata": {"url": f"https://site{number % 7}.example/{number}", "n": 1.10},
                "language": "en",
                "extra": [{"é": number}],
            }
        )
    return made


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """Rows as JSON lines, escaped as Python does by default."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def contents(out: Path) -> dict[str, bytes]:
    """All files of an output folder but the state, by name."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and STATE not in path.relative_to(out).parts
    }
