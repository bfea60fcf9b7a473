"""Figures of docs/corpora.md: ``python -m tests.batch.measure TABLE [FOLDER]``.

Tables: ``memory``, ``workers``, ``share``, ``evidence``, and ``all`` of them.

The corpus is made from the tests' own articles, changed from copy to copy.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cleaner.batch.inputs import STATE
from tests.batch.corpora import documents
from tests.batch.test_crashes import children, is_worker
from tests.conftest import ROOT

#: Rules of ``memory``: few, so that a million documents pass in minutes.
FEW = ("--select", "headings")


def corpus(folder: Path, count: int) -> Path:
    """``count`` documents, made of a thousand by changing them from copy to copy."""
    path = folder / f"{count}.jsonl"
    base = documents(1000)
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            row = dict(base[number % 1000])
            row["id"] = f"doc-{number:08}"
            row["text"] = row["text"].replace("eastern pier", f"pier {number}")
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def articles(folder: Path, copies: int) -> Path:
    """The labelled articles in plain text, several times, each copy with a word of its own."""
    path = folder / f"articles-{copies}.jsonl"
    sources = sorted((ROOT / "corpus" / "articles").glob("*.txt"))
    texts = [p.read_text("utf-8") for p in sources if ".expected" not in p.name]
    with path.open("w", encoding="utf-8") as out:
        for number in range(copies):
            for text in texts:
                row = {"text": f"{text.rstrip()}\n\nCopy {number}.", "language": "en"}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def run(corpus_file: Path, out: Path, *more: str) -> tuple[dict[str, float], float]:
    """The summary of a run, and the peak memory of its largest worker in MB."""
    args = ["batch", str(corpus_file), "-o", str(out), "--isolated", *more]
    driver = subprocess.Popen(
        [sys.executable, "-m", "cleaner", *args], stderr=subprocess.DEVNULL, cwd=ROOT
    )
    peak = 0.0
    while driver.poll() is None:
        peak = max([peak, *_peaks(driver.pid)])
        time.sleep(0.2)
    place = Path(more[more.index("--report") + 1]) if "--report" in more else out / STATE
    summary = json.loads((place / "summary.json").read_text("utf-8"))
    return summary, peak


def _peaks(pid: int) -> Iterator[float]:
    for child in [pid, *children(pid)]:
        try:
            if child == pid or is_worker(child):
                lines = Path(f"/proc/{child}/status").read_text().splitlines()
                yield next(int(x.split()[1]) / 1000 for x in lines if x.startswith("VmHWM"))
        except (OSError, StopIteration):
            continue


def evidence(folder: Path) -> None:
    """Peak memory and time of the first pass, at three sizes."""
    for count in (1_000, 10_000, 100_000):
        source = corpus(folder, count)
        more = ("--dry-run", "--sample", "1", "--report", str(folder / f"report{count}"))
        summary, peak = run(
            source, folder, "--evidence", str(folder / f"{count}.db"), "--workers", "1", *more
        )
        print(
            f"{count:>9,} documents {source.stat().st_size / 1e6:8.1f} MB {peak:6.0f} MB peak "
            f"{summary['learning_seconds']:8.1f} s wall",
            flush=True,
        )
        source.unlink()


def every(folder: Path) -> None:
    """All tables."""
    for table in (memory, workers, share, evidence):
        print(table.__name__, flush=True)
        table(folder)


def memory(folder: Path) -> None:
    """Peak memory and time at ten thousand, a hundred thousand and a million documents."""
    for count in (10_000, 100_000, 1_000_000):
        source = corpus(folder, count)
        summary, peak = run(source, folder / f"out{count}", "--workers", "1", *FEW)
        seconds = sum(summary["seconds"].values())  # type: ignore[attr-defined]
        print(
            f"{count:>9,} documents {source.stat().st_size / 1e6:8.1f} MB {peak:6.0f} MB peak "
            f"{summary['wall_seconds']:8.1f} s wall {1e6 * seconds / count:6.0f} µs a document",
            flush=True,
        )
        source.unlink()


def workers(folder: Path) -> None:
    """Parallel efficiency from one to two workers, all rules.

    Wall-clock efficiency says something on two idle cores only. CPU seconds tell on any machine
    what the second worker costs beside its share of the work.
    """
    source = articles(folder, 60)
    shards = ("--shard-mb", "0.5")
    walls, work = {}, {}
    for count in (1, 2):
        load, before = os.getloadavg()[0], _cpu()
        summary, peak = run(source, folder / f"w{count}", "--workers", str(count), *shards)
        walls[count], work[count] = summary["wall_seconds"], _cpu() - before
        print(
            f"{count} workers {walls[count]:.1f} s wall, {work[count]:.1f} s CPU, "
            f"{peak:.0f} MB for the largest process, load before {load:.1f}"
        )
    print(f"wall {walls[1] / walls[2] / 2:.1%}, CPU {work[1] / work[2]:.1%}")


def _cpu() -> float:
    """CPU seconds of all processes that have ended so far."""
    times = os.times()
    return times.children_user + times.children_system


def share(folder: Path) -> None:
    """The share of reading and writing in the work, all rules, for each format."""
    source = articles(folder, 20)
    for ending in ("jsonl", "jsonl.gz", "jsonl.zst", "parquet"):
        summary, _ = run(source, folder / ending, "--workers", "1", "--format", ending)
        print(f"{ending:10} {summary['share_reading_and_writing']:.1%}", flush=True)


_TABLES = {
    "memory": memory,
    "workers": workers,
    "share": share,
    "evidence": evidence,
    "all": every,
}

if __name__ == "__main__":
    wanted = _TABLES[sys.argv[1]]
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as place:
        wanted(Path(place))
