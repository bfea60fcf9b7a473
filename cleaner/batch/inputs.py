"""Paths, globs, folders and URLs → the files of a corpus, with names for their output."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from cleaner.batch.streams import is_remote, need
from cleaner.model import CleanerError
from cleaner.reading.read import FORMATS

Kind = Literal["jsonl", "parquet", "warc", "article"]

_ENDINGS: dict[str, Kind] = {
    **{
        f"{name}{pressed}": "jsonl"
        for name in (".jsonl", ".json", ".ndjson")
        for pressed in (".gz", ".zst", ".zstd", "")
    },
    ".parquet": "parquet",
    ".warc.gz": "warc",
    ".warc": "warc",
    **dict.fromkeys(FORMATS, "article"),
}
#: What a run leaves in its folder beside rows.
QUARANTINE, STATE = "quarantine.jsonl", "_cleaner"


class Input(NamedTuple):
    """A file of a corpus: where it is, its name below what all inputs share, its bytes."""

    path: str
    name: str
    kind: Kind
    size: int

    @property
    def stem(self) -> str:
        """The name without the ending that tells its kind."""
        return self.name.removesuffix(ending_of(self.name))

    @property
    def ending(self) -> str:
        """The ending that tells the kind, compression included."""
        return ending_of(self.name)


def find_inputs(paths: Iterable[str], *, leave_out: Path | None = None) -> list[Input]:
    """All files behind ``paths``, by name, but those below ``leave_out`` (the output).

    Raises:
        CleanerError: a path leads to nothing.

    """
    found: dict[str, tuple[Kind, int]] = {}
    for path in paths:
        before = len(found)
        for file, size in _remote(path) if is_remote(path) else _local(path, leave_out):
            kind = kind_of(file)
            if kind is not None:
                found[file] = kind, size
        if len(found) == before and not _known(path, found):
            raise CleanerError("no file that a corpus could be read from", place=path)
    root = _shared_root(found)
    inputs = [Input(path, _name(path, root), kind, size) for path, (kind, size) in found.items()]
    return sorted(inputs, key=lambda item: item.name)


def kind_of(path: str) -> Kind | None:
    """What a file holds, by its ending; ``None`` for what is no input."""
    return _ENDINGS.get(ending_of(path))


def ending_of(path: str) -> str:
    """The ending of a name that is known here; empty for any other."""
    name = path.rpartition("/")[2].lower()
    fitting = [ending for ending in _ENDINGS if name.endswith(ending)]
    return path[-len(max(fitting, key=len)) :] if fitting else ""


def _known(path: str, found: Iterable[str]) -> bool:
    """Whether ``path`` gave nothing new because an earlier path had it already."""
    whole = path if is_remote(path) else os.path.abspath(path)
    return any(file == whole or file.startswith(whole.rstrip("/") + "/") for file in found)


def _local(path: str, leave_out: Path | None) -> Iterator[tuple[str, int]]:
    starts = [path] if os.path.exists(path) or not has_magic(path) else glob(path, recursive=True)
    for start in sorted(starts):
        for file in _walk(Path(start)) if os.path.isdir(start) else [Path(start)]:
            if file.is_file() and not (leave_out and _below(file, leave_out)):
                yield os.path.abspath(file), file.stat().st_size


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder; what begins with a dot or an underscore is nobody's data."""
    for where, folders, files in os.walk(folder):
        written = STATE in folders
        folders[:] = sorted(name for name in folders if name[0] not in "._")
        for name in sorted(files):
            if name[0] not in "._" and not (written and name == QUARANTINE):
                yield Path(where, name)


def _below(file: Path, folder: Path) -> bool:
    return Path(os.path.abspath(file)).is_relative_to(os.path.abspath(folder))


def _remote(path: str) -> Iterator[tuple[str, int]]:
    """The files behind a URL: a file, a glob, or all below a folder."""
    fsspec = need("fsspec")
    system, _, matches = fsspec.get_fs_token_paths(path)
    protocol = path.partition("://")[0]
    for start in sorted(matches):
        files = system.find(start) if system.isdir(start) else [start]
        for file in sorted(files):
            yield f"{protocol}://{file.partition('://')[2] or file}", system.size(file) or 0


def _shared_root(files: Iterable[str]) -> str:
    """The folder that all files are below."""
    parents = [PurePosixPath(Path(file).as_posix()).parent for file in files]
    return os.path.commonpath(parents) if len({p.root for p in parents}) == 1 else ""


def _name(path: str, root: str) -> str:
    posix = PurePosixPath(Path(path).as_posix())
    return str(posix.relative_to(root)) if root else str(posix)
