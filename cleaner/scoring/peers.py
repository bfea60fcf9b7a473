"""``cleaner bench peers``: the time of cleaning beside that of FineWeb's filters, in one run."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cleaner.api import Cleaner
from cleaner.model import CleanerError
from cleaner.scoring.head import head
from cleaner.scoring.records import Half, chosen, read_records, text_of

#: The two are timed in turns, so that what else the machine does meets both; the least counts.
ROUNDS = 3
_CHAIN = Path(__file__).with_name("chain_datatrove.py")


def bench_peers(
    cleaner: Cleaner,
    path: Path,
    *,
    python: str,
    half: Half | None = None,
    limit: int | None = None,
    rounds: int = ROUNDS,
) -> dict[str, Any]:
    """CPU seconds of the cleaner and of datatrove's FineWeb chain on the same texts.

    ``python`` is an interpreter that has datatrove, which cannot be installed beside trafilatura
    2. Only cleaning and filtering are timed, no reading and writing, in one process each.

    Raises:
        CleanerError: the other interpreter cannot run the chain.

    """
    texts = [text_of(record, "text", path) for record in chosen(read_records(path), half, limit)]
    size = sum(len(text.encode("utf-8", "replace")) for text in texts)
    theirs: list[dict[str, Any]] = []
    own: list[float] = []
    with tempfile.TemporaryDirectory(prefix="cleaner-") as folder:
        file = Path(folder, "texts.jsonl")
        lines = (json.dumps({"text": text}) + "\n" for text in texts)
        file.write_text("".join(lines), "utf-8")
        for _ in range(rounds):
            own.append(_time(cleaner, texts))
            theirs.append(_chain(python, file))
    best = min(theirs, key=lambda one: one["all"])
    ours = min(own)
    chained = min(one["chained"] for one in theirs)
    by_sentences = min(one["by_sentences"] for one in theirs)
    return head(
        "peers",
        cleaner,
        path,
        half=half,
        documents=len(texts),
        megabytes=round(size / 1e6, 3),
        cleaner_seconds=round(ours, 3),
        cleaner_megabytes_per_second=round(size / 1e6 / ours, 3),
        datatrove=best["datatrove"],
        datatrove_seconds={
            "all": round(best["all"], 3),
            "chained": round(chained, 3),
            **{name: round(seconds, 3) for name, seconds in best["filters"].items()},
            "C4QualityFilter by sentences": round(by_sentences, 3),
        },
        datatrove_megabytes_per_second=round(size / 1e6 / best["all"], 3),
        times_as_fast={
            "each filter on each text": round(best["all"] / ours, 2),
            "as chained": round(chained / ours, 2),
            "C4 by sentences": round(by_sentences / ours, 2),
        },
    )


def _time(cleaner: Cleaner, texts: Iterable[str]) -> float:
    cleaner.clean("The first text loads what is loaded once. It has two sentences, and they end.")
    began = time.process_time()
    for text in texts:
        cleaner.clean(text)
    return time.process_time() - began


def _chain(python: str, file: Path) -> dict[str, Any]:
    done = subprocess.run(
        [python, str(_CHAIN), str(file)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        hint = "an environment of its own: pip install datatrove[processing] spacy"
        raise CleanerError(f"{python} cannot run the chain: {last}", hint=hint)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
