"""Files that get their name when they are whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from cleaner.model import CleanerError


def part_of(path: Path) -> Path:
    """Where a file is written until it is whole: its own for each process, hidden from walks."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to, which becomes ``path`` if the block ends well, and is removed if not."""
    part = part_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        settle(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def settle(part: Path, path: Path) -> None:
    """Give a whole file its name; after that it is there even if the machine stops."""
    with open(part, "rb+") as stream:
        os.fsync(stream.fileno())
    os.replace(part, path)
    _sync_folder(path.parent)


def remove_parts(folder: Path) -> None:
    """Remove what killed processes left behind."""
    for where, _, files in os.walk(folder):
        for name in files:
            if name.startswith(".") and name.endswith(".part"):
                Path(where, name).unlink(missing_ok=True)


def cannot_write(error: OSError, path: Path) -> CleanerError:
    """The error of a file that cannot be written, with the reason that the system gave."""
    reason = f"cannot be written: {error.strerror or error}"
    return CleanerError(reason, place=str(path), hint="with --resume the run goes on from here")


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
