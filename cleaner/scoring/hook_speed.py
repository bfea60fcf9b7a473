"""How long checking 1,000 Markdown files takes, beside other prose linters.

    python -m cleaner.scoring.hook_speed FOLDER

cuts the Markdown files found below FOLDER into 1,000 pieces of about 5 KB at empty lines, puts them
into a scratch git repository, and times ``cleaner check`` and whichever of proselint, codespell,
vale and markdownlint-cli2 is installed on the same files in the same run.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cleaner.scoring.markdown_fidelity import markdown_files

FILES = 1000
#: Bytes of a piece, as the target of the measurement has it.
_SIZE = 5_000
_CLEANER = [sys.executable, "-m", "cleaner", "check", "--profile", "authored", "--exit-zero"]
_OTHERS = {
    "codespell": ["codespell", "-q", "3", "."],
    "proselint": ["proselint", "check", "."],
    "vale": ["vale", "--no-exit", "."],
    "markdownlint-cli2": ["markdownlint-cli2", "**/*.md"],
}


def pieces(folder: Path) -> Iterator[str]:
    """Pieces of real Markdown, cut at empty lines, as many as there are to be files."""
    left = FILES
    for path in markdown_files([folder]):
        text = path.read_text("utf-8", errors="ignore")
        piece = ""
        for block in text.split("\n\n"):
            piece += block + "\n\n"
            if len(piece) >= _SIZE:
                yield piece[: 2 * _SIZE]
                piece, left = "", left - 1
                if not left:
                    return


class Time(NamedTuple):
    """Seconds on the clock, and seconds of processor time of all processes."""

    wall: float
    cpu: float


def timed(command: Sequence[str], folder: Path) -> Time:
    """What a command takes; what it prints goes nowhere.

    Byte code is kept as an installation keeps it, whatever this environment says. On a machine
    that has other things to do, processor time tells more than the clock.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / ".pyc")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start, cpu = time.perf_counter(), _cpu()
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return Time(time.perf_counter() - start, _cpu() - cpu)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def median(command: Sequence[str], folder: Path, times: int) -> Time:
    """The median of some runs, by the clock."""
    return sorted(timed(command, folder) for _ in range(times))[times // 2]


def main(arguments: Sequence[str]) -> int:
    """Print a line for each measurement."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        count = size = 0
        for piece in pieces(Path(arguments[0])):
            (folder / f"{count:04}.md").write_text(piece)
            count, size = count + 1, size + len(piece)
        print(f"{count} files, {size / max(count, 1):.0f} characters each, {os.cpu_count()} cores")
        _cleaner(folder, count)
        for tool, command in _OTHERS.items():
            if _runs(command[0]):
                _show(tool, timed(command, folder), count)
            else:
                print(f"{tool:28} not installed, or without what it runs")
    return 0


def _runs(tool: str) -> bool:
    """Whether the tool is there; a package that fetches its program at first use is not enough."""
    if not shutil.which(tool):
        return False
    return bool(subprocess.run([tool, "--help"], capture_output=True, check=False).stdout)


def _cleaner(folder: Path, count: int) -> None:
    timed([*_CLEANER, "--no-cache", "0000.md"], folder)
    one = median([*_CLEANER, "--no-cache", "0000.md"], folder, 10)
    wall, cpu = one.wall * 1000, one.cpu * 1000
    print(f"{'cleaner, one file':28} {wall:8.0f} ms (processor {cpu:.0f} ms)")
    for jobs in ("1", "2"):
        took = timed([*_CLEANER, "--no-cache", "--jobs", jobs, "."], folder)
        _show(f"cleaner, cold, {jobs} processes", took, count)
    timed([*_CLEANER, "."], folder)
    start = median([*_CLEANER, "0000.md"], folder, 5)
    _show("cleaner, from the cache", median([*_CLEANER, "."], folder, 5), count, start)


def _show(what: str, took: Time, count: int, start: Time | None = None) -> None:
    line = f"{what:28} {took.wall:8.2f} s {count / took.wall:8.0f}/s"
    line += f" (processor {took.cpu:6.2f} s {count / took.cpu:8.0f}/s)"
    if start is not None:
        line += f", {count / max(took.cpu - start.cpu, 1e-6):.0f}/s of processor without starting"
    print(line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
