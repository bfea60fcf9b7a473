"""Running ``cleaner check`` in this process."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from cleaner.cli.main import group
from tests.conftest import BODY, OTHER_BODY

#: A Markdown article, and a leftover at its end.
ARTICLE = f"# The harbour was closed for two hours\n\n{BODY}\n\n{OTHER_BODY}\n"
MESSY = f"{ARTICLE}\n## Latest News\n"


class Done(NamedTuple):
    code: int
    out: str
    err: str


def check(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Done:
    """``cleaner check`` in the current folder, with its exit code and what it printed."""
    capsys.readouterr()
    code = group.main(["check", *map(str, arguments)], standalone_mode=False)
    out, err = capsys.readouterr()
    return Done(code or 0, out, err)


def git(folder: Path, *arguments: str) -> str:
    """A git command with a known author and nothing of the user's configuration."""
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout
