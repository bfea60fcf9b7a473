"""The Ray engine on a local Ray gives the rows of the local engine. Run by ``pytest -m ray``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleaner.batch.inputs import QUARANTINE, STATE
from tests.batch.corpora import RULES, documents, read_lines, write_lines

pytestmark = pytest.mark.ray


def command(corpus: Path, out: Path, *more: str) -> list[str]:
    args = ["batch", str(corpus), "-o", str(out), "--workers", "2", "--shard-mb", "0.05"]
    rules = ["--isolated", "--select", ",".join(RULES), "--format", "jsonl"]
    return [sys.executable, "-m", "cleaner", *args, *rules, *more]


def run(corpus: Path, out: Path, *more: str) -> None:
    done = subprocess.run(
        command(corpus, out, *more), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 2, done.stderr


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
