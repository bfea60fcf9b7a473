"""Readers: a shard's records, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from cleaner.batch.records import Failure, Record
from cleaner.batch.shards import Shard


class Reader(Protocol):
    """Yields records, and failures in the place of what cannot be read as one."""

    def __iter__(self) -> Iterator[Record | Failure]: ...

    def done(self) -> int:
        """Bytes of input that have been read so far, about."""
        ...


def open_shard(shard: Shard) -> Reader:
    """The reader of a shard."""
    item = shard.files[0]
    if item.kind == "article":
        from cleaner.batch.readers.articles import ArticleReader

        return ArticleReader(shard.files)
    if item.kind == "parquet":
        from cleaner.batch.readers.parquet import ParquetReader

        return ParquetReader(item, shard.start, shard.end)
    if item.kind == "warc":
        from cleaner.batch.readers.warc import WarcReader

        return WarcReader(item)
    from cleaner.batch.readers.jsonl import JsonlReader

    return JsonlReader(item, shard.start, shard.end)
