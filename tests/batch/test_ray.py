"""The Ray engine on a local Ray gives the rows of the local engine. Run by ``pytest -m ray``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest

from cleaner.batch.inputs import QUARANTINE, STATE
from tests.batch.corpora import RULES, documents, read_lines, write_lines

pytestmark = pytest.mark.ray


def command(corpus: Path, out: Path, *more: str) -> list[str]:
    args = ["batch", str(corpus), "-o", str(out), "--workers", "2", "--shard-mb", "0.05"]
    rules = ["--isolated", "--select", ",".join(RULES)]
    return [sys.executable, "-m", "cleaner", *args, *rules, *more]


def run(corpus: Path, out: Path, *more: str, code: int = 2) -> None:
    done = subprocess.run(
        command(corpus, out, *more), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == code, done.stderr


def rows(out: Path) -> list[bytes]:
    lines = [
        line
        for path in out.glob("*.jsonl")
        if path.name != QUARANTINE
        for line in path.read_bytes().splitlines()
    ]
    return sorted(lines)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = write_lines(tmp_path_factory.mktemp("corpus") / "a.jsonl", documents(600))
    lines = path.read_bytes().splitlines(keepends=True)
    lines[7], lines[300] = b"{broken\n", b'{"id": "no-text"}\n'
    path.write_bytes(b"".join(lines))
    return path


@pytest.fixture(scope="module")
def local(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("local") / "out"
    run(corpus, out)
    return out


def test_the_same_rows_as_the_local_engine(corpus: Path, local: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out", "--engine", "ray")
    assert len(rows(local)) == 598
    assert rows(tmp_path / "out") == rows(local)
    assert read_lines(tmp_path / "out" / QUARANTINE) == read_lines(local / QUARANTINE)


def table(out: Path) -> Any:
    """The rows of the Parquet files of a run, by id."""
    tables = [parquet.read_table(path) for path in sorted(out.glob("*.parquet"))]
    whole = arrow.concat_tables([t for t in tables if t.num_rows], promote_options="default")
    return whole.sort_by("id").combine_chunks()


def test_parquet_keeps_its_columns(tmp_path: Path) -> None:
    rows = documents(300)
    columns = {
        "id": [row["id"] for row in rows],
        "text": [row["text"] if number != 7 else None for number, row in enumerate(rows)],
        "seen": arrow.array([number * 1000 for number in range(300)], arrow.timestamp("ms")),
        "rank": arrow.array(range(300), arrow.int16()),
    }
    (tmp_path / "in").mkdir()
    parquet.write_table(arrow.table(columns), tmp_path / "in" / "a.parquet", row_group_size=100)
    for engine in ("local", "ray"):
        run(tmp_path / "in", tmp_path / engine, "--engine", engine)
    assert table(tmp_path / "ray").num_rows == 299
    assert table(tmp_path / "ray").equals(table(tmp_path / "local"))
    left = [read_lines(tmp_path / engine / QUARANTINE) for engine in ("local", "ray")]
    assert left[0] == left[1]


def test_lines_become_parquet(corpus: Path, tmp_path: Path) -> None:
    for engine in ("local", "ray"):
        run(corpus, tmp_path / engine, "--engine", engine, "--format", "parquet")
    assert table(tmp_path / "ray").num_rows == 598
    assert table(tmp_path / "ray").to_pylist() == table(tmp_path / "local").to_pylist()


def test_the_first_pass_tells_both_engines_the_same(tmp_path: Path) -> None:
    corpus = write_lines(tmp_path / "in/a.jsonl", documents(100))
    more = ("--evidence", str(tmp_path / "evidence"), "--select", "REP", "--unsafe")
    for engine in ("ray", "local"):
        run(corpus, tmp_path / engine, "--engine", engine, *more, code=0)
    assert any(b'"REP0' in row for row in rows(tmp_path / "ray"))
    assert rows(tmp_path / "ray") == rows(tmp_path / "local")


def test_a_killed_run_resumes(corpus: Path, local: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    driver = subprocess.Popen(
        command(corpus, out, "--engine", "ray"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    checkpoint = out / STATE / "checkpoint"
    end = time.monotonic() + 120
    try:
        while not list(checkpoint.rglob("*.parquet")) and driver.poll() is None:
            assert time.monotonic() < end
            time.sleep(0.05)
    finally:
        os.killpg(driver.pid, signal.SIGKILL)
        driver.wait()
    run(corpus, out, "--engine", "ray", "--resume")
    assert rows(out) == rows(local)
    assert read_lines(out / QUARANTINE) == read_lines(local / QUARANTINE)
