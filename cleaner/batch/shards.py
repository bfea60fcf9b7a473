"""Inputs → shards: the pieces of work, the same for any number of workers."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from cleaner.batch.inputs import Input
from cleaner.model import CleanerError, ReadError

#: Bytes of input in one shard: what a killed worker has to do again at most.
SHARD_BYTES = 32 << 20
#: Files in one shard of a folder of articles.
SHARD_FILES = 2000


class Shard(NamedTuple):
    """A piece of work: files, a range in the one file, and the name of the output without ending.

    ``start`` and ``end`` are bytes of a JSONL file or row groups of a Parquet file, half-open;
    ``None`` is the whole of it. ``size`` is in bytes of input.
    """

    number: int
    files: tuple[Input, ...]
    start: int | None
    end: int | None
    stem: str
    size: int


def plan(
    inputs: Sequence[Input], *, shard_bytes: int = SHARD_BYTES, split: bool = True
) -> list[Shard]:
    """The shards of all inputs, in the order of their names.

    Large plain JSONL files are split between bytes, Parquet files between row groups; ``split``
    turns that off. Articles, a file each, are gathered.
    """
    pieces: list[tuple[tuple[Input, ...], int | None, int | None, str, int]] = []
    for is_article, group in groupby(inputs, key=lambda item: item.kind == "article"):
        if is_article:
            for files in _gathered(group, shard_bytes):
                stem = f"articles.{len(pieces):05}"
                pieces.append((files, None, None, stem, sum(f.size for f in files)))
        else:
            for item in group:
                pieces.extend(_pieces(item, shard_bytes) if split else [_whole(item)])
    shards = [Shard(number, *piece) for number, piece in enumerate(pieces)]
    return _distinct(shards)


def fingerprint(shards: Iterable[Shard]) -> str:
    """SHA-256 in hex of what the work is: names, sizes, ranges."""
    lines = [repr((s.start, s.end, s.stem, [(f.name, f.size) for f in s.files])) for s in shards]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _whole(item: Input) -> tuple[tuple[Input, ...], None, None, str, int]:
    return (item,), None, None, item.stem, item.size


def _pieces(
    item: Input, shard_bytes: int
) -> Iterator[tuple[tuple[Input, ...], int | None, int | None, str, int]]:
    if item.kind == "parquet":
        ranges = list(_row_groups(item, shard_bytes))
    elif item.ending.lower() in (".jsonl", ".json", ".ndjson"):
        starts = range(0, max(item.size, 1), shard_bytes)
        ranges = [(s, min(s + shard_bytes, item.size), shard_bytes) for s in starts]
    else:
        ranges = []
    if len(ranges) < 2:
        yield _whole(item)
        return
    for number, (start, end, size) in enumerate(ranges):
        yield (item,), start, end, f"{item.stem}.{number:05}", size


def _row_groups(item: Input, shard_bytes: int) -> Iterator[tuple[int, int, int]]:
    """Runs of row groups of about ``shard_bytes`` compressed bytes: first, end, bytes."""
    from cleaner.batch.readers.parquet import open_parquet

    try:
        metadata = open_parquet(item.path).metadata
    except ReadError:
        # The worker that gets the file reports it.
        return
    groups = metadata.num_row_groups
    start = size = 0
    for number in range(groups):
        group = metadata.row_group(number)
        size += sum(group.column(c).total_compressed_size for c in range(group.num_columns))
        if size >= shard_bytes or number + 1 == groups:
            yield start, number + 1, size
            start, size = number + 1, 0


def _gathered(files: Iterable[Input], shard_bytes: int) -> Iterator[tuple[Input, ...]]:
    batch: list[Input] = []
    size = 0
    for file in files:
        batch.append(file)
        size += file.size
        if len(batch) == SHARD_FILES or size >= shard_bytes:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _distinct(shards: list[Shard]) -> list[Shard]:
    """The same with stems that differ: ``a.jsonl`` and ``a.parquet`` keep their endings."""
    stems = Counter(shard.stem for shard in shards)
    twice = {stem for stem, times in stems.items() if times > 1}
    named = [
        shard._replace(stem=shard.stem + shard.files[0].ending) if shard.stem in twice else shard
        for shard in shards
    ]
    if len({shard.stem for shard in named}) < len(named):
        raise CleanerError("two inputs would be written under one name")
    return named
