"""How fast it is: start-up, throughput, growth with the length of a document."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from cleaner.api import Cleaner

#: How often a command is started for its median.
STARTS = 10


def measure_speed(texts: Sequence[str], cleaner: Cleaner, language: str = "en") -> dict[str, Any]:
    """Throughput on ``texts``, growth on copies of one of them, and start-up, as plain data."""
    return {
        "throughput": throughput(texts, cleaner, language),
        "growth": growth(texts, cleaner, language),
        "start": start_up(max(texts, key=len)[:5000]),
    }


def throughput(texts: Sequence[str], cleaner: Cleaner, language: str) -> dict[str, float]:
    """Megabytes of UTF-8 and documents a second on one core; the best of three runs."""
    size = sum(len(text.encode()) for text in texts) / 1e6

    def clean_all() -> None:
        for text in texts:
            cleaner.clean(text, language=language)

    seconds = min(_timed(clean_all) for _ in range(3))
    return {"mb": size, "mb_per_s": size / seconds, "documents_per_s": len(texts) / seconds}


def growth(texts: Sequence[str], cleaner: Cleaner, language: str) -> list[dict[str, float]]:
    """Seconds for 1, 10 and 100 times a long document, and what they are to the first's."""
    base = "\n\n".join(texts)[:200_000]
    rows = []
    for times in (1, 10, 100):
        source = "\n\n".join([base] * times)
        seconds = _timed(partial(cleaner.clean, source, language=language))
        rows.append({"times": times, "mb": len(source.encode()) / 1e6, "seconds": seconds})
    for row in rows:
        row["ratio"] = row["seconds"] / rows[0]["seconds"]
    return rows


def start_up(text: str) -> dict[str, float]:
    """Median milliseconds of ``cleaner --version`` and of ``cleaner check`` on one article."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text(text, "utf-8")
        command = [sys.executable, "-m", "cleaner"]
        return {
            "version_ms": _median_ms([*command, "--version"]),
            "check_ms": _median_ms([*command, "check", "--isolated", str(article)]),
            "python_ms": _median_ms([sys.executable, "-c", "pass"]),
        }


def _median_ms(command: list[str]) -> float:
    def start() -> None:
        subprocess.run(command, capture_output=True, check=False)

    start()
    return 1000 * statistics.median(_timed(start) for _ in range(STARTS))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
