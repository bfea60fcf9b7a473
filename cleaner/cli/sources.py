"""Paths on the command line → sources: files, folders, globs, or - for standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from cleaner.cli.ignored import Ignored
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
    paths: Iterable[str],
    input_format: Format | None,
    stdin_name: str | None = None,
    *,
    ignored: Ignored | None = None,
    force_exclude: bool = False,
) -> Iterator[Source | ReadError]:
    """The sources behind paths; a path that leads to nothing is an error in its place.

    Folders give the files in them whose endings are known, sorted, hidden folders left out and
    what ``ignored`` skips. Files that are named count whatever the patterns say, unless
    ``force_exclude`` is set; so does standard input that goes by a name. A file that several paths
    lead to comes once.
    """
    ignored = ignored or Ignored()
    seen: set[str] = set()
    for path in paths:
        if path == STDIN:
            name = stdin_name or "<stdin>"
            if stdin_name and force_exclude and ignored.excludes(stdin_name):
                continue
            yield Source(name, None, input_format or format_of(name))
            continue
        found = list(_expand(path, ignored))
        if not found and not os.path.isdir(path):
            yield ReadError("no such file or folder", place=path)
        for one in found:
            if isinstance(one, ReadError):
                yield one
                continue
            name, named = one
            if name in seen or (named and force_exclude and ignored.excludes(name)):
                continue
            seen.add(name)
            yield Source(name, Path(name), input_format or format_of(name))


def format_of(name: str) -> Format:
    """The format that a file's ending stands for; unknown endings are text."""
    return FORMATS.get(os.path.splitext(name)[1].lower(), "text")


def _expand(path: str, ignored: Ignored) -> Iterator[tuple[str, bool] | ReadError]:
    """The files behind a path, each with whether it was named."""
    if os.path.isdir(path):
        yield from _walk(os.path.normpath(path), ignored)
    elif os.path.exists(path):
        yield os.path.normpath(path), True
    else:
        for match in sorted(glob(path, recursive=True)):
            if os.path.isdir(match):
                yield from _walk(os.path.normpath(match), ignored)
            elif not ignored.skips(match, folder=False):
                yield os.path.normpath(match), False


def _walk(folder: str, ignored: Ignored) -> Iterator[tuple[str, bool] | ReadError]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield ReadError(f"cannot be read: {error.strerror or error}", place=folder)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        # An entry of "." is called "./name" by scandir, which nobody wants to read.
        path = entry.name if folder == "." else entry.path
        if entry.is_dir(follow_symlinks=False):
            if not ignored.skips(path, folder=True):
                yield from _walk(path, ignored)
        elif os.path.splitext(entry.name)[1].lower() not in FORMATS or not entry.is_file():
            continue
        elif not ignored.skips(path, folder=False):
            yield path, False
