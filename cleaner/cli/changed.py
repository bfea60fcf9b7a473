"""Lines that were changed since a revision, so that only findings in them count."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cleaner.formats.checked import Checked
from cleaner.model import CleanerError

_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_DIFF = ["diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-renames", "--no-prefix"]


@dataclass(frozen=True, slots=True)
class ChangedLines:
    """Line ranges by file; ``None`` for a file that git does not know yet: all of it is new."""

    files: Mapping[Path, tuple[range, ...] | None]

    def new(self, checked: Checked) -> Checked:
        """The source with its findings in changed lines only."""
        lines = self.files.get(Path(checked.name).resolve(), ())
        if lines is None:
            return checked
        left = tuple(
            entry
            for entry in checked.entries
            if any(
                entry.finding.line < changed.stop and changed.start <= entry.finding.end_line
                for changed in lines
            )
        )
        gone = len(checked.entries) - len(left)
        return replace(checked, entries=left, known=checked.known + gone)


def changed_since(revision: str) -> ChangedLines:
    """The lines of the working tree that differ from ``revision``, and files git does not know.

    Raises:
        CleanerError: this is no git repository, or it has no such revision.

    """
    top = Path(_git("rev-parse", "--show-toplevel").strip()).resolve()
    if revision.startswith("-"):
        raise CleanerError(f"{revision!r} is no revision")
    files: dict[Path, tuple[range, ...] | None] = {}
    # Behind --, so that a file cannot be taken for a revision, nor the other way round.
    for line in _git("-C", str(top), "-c", "core.quotePath=false", *_DIFF, revision, "--").split(
        "\n"
    ):
        if line.startswith("+++ "):
            current = top / line[4:].rstrip("\t").strip('"')
        elif found := _HUNK.match(line):
            first, count = int(found[1]), int(found[2] or 1)
            files[current] = (*(files.get(current) or ()), range(first, first + count))
    for name in _git("-C", str(top), "ls-files", "-z", "--others", "--exclude-standard").split(
        "\0"
    ):
        if name:
            files[top / name] = None
    return ChangedLines(files)


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except FileNotFoundError as error:
        raise CleanerError("--diff-base needs git") from error
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode(errors="replace").strip().splitlines() or ["failed"]
        raise CleanerError(f"git: {lines[0]}") from error
    return done.stdout.decode("utf-8", "surrogateescape")
