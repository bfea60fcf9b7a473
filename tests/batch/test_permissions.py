"""Folders that nobody may write to, for a process that permissions bind.

Root may write anywhere. Where the tests run as root, the command therefore runs without the
capabilities that let root pass over permissions. It stays the same user, for another one may not
be able to reach the interpreter or the checkout.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.corpora import contents, documents, read_lines, write_lines
from tests.batch.test_run import QUICK

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")

_BOUND = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.fixture(scope="module")
def bound() -> tuple[str, ...]:
    """What to put before a command so that permissions bind it."""
    if os.geteuid() != 0:
        return ()
    if not shutil.which(_BOUND[0]):
        pytest.skip("permissions do not bind root, and there is no setpriv to change that")
    if subprocess.run([*_BOUND, "true"], capture_output=True, check=False).returncode:
        pytest.skip("permissions do not bind root, and setpriv may not change that here")
    return _BOUND


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """Two inputs, the second in a folder of its own."""
    write_lines(tmp_path / "crawl/a.jsonl", documents(20))
    write_lines(tmp_path / "crawl/b/b.jsonl", documents(20, seed=1))
    return tmp_path / "crawl"


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder without write permission."""
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    yield folder
    folder.chmod(0o755)


def batch(bound: tuple[str, ...], *args: object) -> subprocess.CompletedProcess[str]:
    command = [*bound, sys.executable, "-m", "cleaner", "batch", *map(str, args), *QUICK]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def refused(done: subprocess.CompletedProcess[str], place: Path) -> bool:
    """Whether a run failed with one clear line about a folder or a file in it."""
    told = [line for line in done.stderr.splitlines() if "cannot be written" in line]
    assert "Traceback" not in done.stderr
    assert len(told) == 1
    assert str(place) in told[0]
    assert "Permission denied" in told[0]
    return done.returncode == 2


@pytest.mark.parametrize("below", ["", "out"])
def test_an_output_folder_that_is_locked(
    bound: tuple[str, ...], crawl: Path, locked: Path, below: str
) -> None:
    assert refused(batch(bound, crawl, "-o", locked / below), locked)
    assert list(locked.iterdir()) == []


def test_a_report_folder_that_is_locked(
    bound: tuple[str, ...], crawl: Path, locked: Path, tmp_path: Path
) -> None:
    done = batch(bound, crawl, "-o", tmp_path / "out", "--report", locked)
    assert refused(done, locked)
    assert list(locked.iterdir()) == []


def test_a_folder_that_is_locked_half_way(
    bound: tuple[str, ...], crawl: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (out / "b").mkdir(parents=True)
    (out / "b").chmod(0o555)
    assert refused(batch(bound, crawl, "-o", out), out / "b")
    assert list((out / "b").iterdir()) == []
    assert set(contents(out)) <= {"a.jsonl"}
    (out / "b").chmod(0o755)
    assert batch(bound, crawl, "-o", out, "--resume").returncode == 0
    assert len(read_lines(out / "a.jsonl")) == len(read_lines(out / "b/b.jsonl")) == 20
