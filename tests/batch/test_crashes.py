"""Killing workers and drivers at any moment loses nothing and doubles nothing."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleaner.batch.inputs import STATE
from tests.batch.corpora import RULES, contents, documents, write_lines

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")

#: Seconds that a test waits for what must happen soon.
PATIENCE = 60.0


def command(corpus: Path, out: Path, *more: str) -> list[str]:
    args = ["batch", str(corpus), "-o", str(out), "--workers", "2", "--shard-mb", "0.2"]
    rules = ["--isolated", "--select", ",".join(RULES), "--format", "jsonl.gz"]
    return [sys.executable, "-m", "cleaner", *args, *rules, *more]


def start(corpus: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command(corpus, out, *more), **quiet)  # type: ignore[call-overload, no-any-return]


def children(pid: int) -> list[int]:
    """The processes that ``pid`` started: its workers, and what keeps track of their memory."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid and fields[0] != "Z":
                found.append(int(stat.parent.name))
    return found


def is_worker(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def workers(pid: int) -> list[int]:
    return [child for child in children(pid) if is_worker(child)]


def wait_until(condition: object, what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, what
        time.sleep(0.01)


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents in ten shards, some lines of them bad."""
    path = write_lines(tmp_path_factory.mktemp("corpus") / "a.jsonl", documents(4000))
    lines = path.read_bytes().splitlines(keepends=True)
    for number in range(100, 4000, 500):
        lines[number] = b"{broken\n"
    path.write_bytes(b"".join(lines))
    return path


@pytest.fixture(scope="module")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    assert start(corpus, out).wait() == 2
    found = contents(out)
    assert len(found) > 8
    return found


@pytest.mark.parametrize("moment", range(5))
def test_a_killed_worker_is_replaced(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path, moment: int
) -> None:
    chance = random.Random(moment)
    driver = start(corpus, tmp_path / "out")
    wait_until(lambda: workers(driver.pid), "no worker was started")
    for _ in range(2):
        time.sleep(chance.uniform(0, 1.5))
        victims = workers(driver.pid)
        if victims:
            os.kill(chance.choice(victims), signal.SIGKILL)
    assert driver.wait(PATIENCE) == 2
    assert contents(tmp_path / "out") == undisturbed


@pytest.mark.parametrize("moment", range(5))
def test_a_killed_driver_leaves_a_run_to_go_on_with(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path, moment: int
) -> None:
    chance = random.Random(100 + moment)
    out = tmp_path / "out"
    driver = start(corpus, out)
    wait_until((out / STATE / "run.json").exists, "the run did not begin")
    for _ in range(2):
        time.sleep(chance.uniform(0, 1.5))
        left = children(driver.pid)
        driver.kill()
        driver.wait()
        wait_until(lambda left=left: all(map(gone, left)), "a worker outlived its driver")
        for name, data in contents(out).items():
            if not name.endswith(".part"):
                assert data == undisturbed[name], "half a file has a final name"
        driver = start(corpus, out, "--resume")
    assert driver.wait(PATIENCE) == 2
    assert contents(out) == undisturbed


def test_a_document_that_kills_its_worker_is_left_out(tmp_path: Path) -> None:
    # The rules of this run see a phrase and end the process, as a fault in a C library does.
    program = (
        "import os, sys\n"
        "from cleaner import Cleaner\n"
        "clean = Cleaner.clean\n"
        "def deadly(self, text, **known):\n"
        "    if 'poison' in text: os._exit(9)\n"
        "    return clean(self, text, **known)\n"
        "Cleaner.clean = deadly\n"
        "if __name__ == '__main__':\n"
        "    from cleaner.cli.main import main\n"
        "    main()\n"
    )
    (tmp_path / "deadly.py").write_text(program)
    rows = documents(30)
    rows[11]["text"] = "poison"
    corpus = write_lines(tmp_path / "a.jsonl", rows)
    args = command(corpus, tmp_path / "out")[3:]
    done = subprocess.run(
        [sys.executable, str(tmp_path / "deadly.py"), *args], capture_output=True, check=False
    )
    assert done.returncode == 2, done.stderr
    (tmp_path / "out/quarantine.jsonl").rename(tmp_path / "q.jsonl")
    assert b'"the worker died on this document' in (tmp_path / "q.jsonl").read_bytes()
    rows.pop(11)
    expected = tmp_path / "expected"
    assert start(write_lines(tmp_path / "b/a.jsonl", rows), expected).wait() == 0
    assert contents(tmp_path / "out") == contents(expected)
