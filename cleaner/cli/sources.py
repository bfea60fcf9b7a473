"""Paths on the command line → sources: files, folders, globs, or - for standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from cleaner.model import ReadError
from cleaner.model.document import Format
from cleaner.reading.read import FORMATS

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A source that can be read: its name as people know it, and its file, if it is one."""

    name: str
    path: Path | None
    format: Format

    def data(self) -> bytes:
        """The bytes.

        Raises:
            ReadError: the file cannot be read.

        """
        if self.path is None:
            return sys.stdin.buffer.read()
        try:
            return self.path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            raise ReadError(f"cannot be read: {reason}", place=self.name) from error


def find_sources(
    paths: Iterable[str], input_format: Format | None, stdin_name: str | None = None
) -> Iterator[Source | ReadError]:
    """The sources behind paths; a path that leads to nothing is an error in its place.

    Folders give the files in them whose endings are known, sorted, hidden folders left out.
    """
    for path in paths:
        if path == STDIN:
            name = stdin_name or "<stdin>"
            yield Source(name, None, input_format or format_of(name))
            continue
        found = list(_expand(path))
        if not found:
            yield ReadError("no such file or folder", place=path)
        for file in found:
            yield Source(str(file), file, input_format or format_of(file.name))


def format_of(name: str) -> Format:
    """The format that a file's ending stands for; unknown endings are text."""
    return FORMATS.get(Path(name).suffix.lower(), "text")


def _expand(path: str) -> Iterator[Path]:
    plain = Path(path)
    if plain.is_dir():
        yield from _walk(plain)
    elif plain.exists():
        yield plain
    else:
        for match in sorted(glob(path, recursive=True)):
            file = Path(match)
            if file.is_dir():
                yield from _walk(file)
            else:
                yield file


def _walk(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts)
        if file.suffix.lower() in FORMATS and not hidden and file.is_file():
            yield file
