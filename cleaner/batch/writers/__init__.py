"""Writers: rows into a file of a shard, which gets its name when it is whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from cleaner.batch.records import Row

#: Endings that output may be asked to have.
ENDINGS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")

#: Called with a row that cannot be written in the writer's format, and why.
Reject = Callable[[Row, str], None]


class Writer(Protocol):
    """Takes rows one at a time; OSError means that nothing can be written any more."""

    def write(self, row: Row) -> None:
        """Take a row; it may be written, or rejected, later."""
        ...

    def close(self) -> None:
        """Write what is held and close the file, also where writing fails."""
        ...


def open_writer(path: Path, ending: str, reject: Reject) -> Writer:
    """A writer into the new file ``path``, in the format of ``ending``."""
    if ending.lower() == ".parquet":
        from cleaner.batch.writers.parquet import ParquetWriter

        return ParquetWriter(path, reject)
    from cleaner.batch.writers.jsonl import JsonlWriter

    return JsonlWriter(path, ending, reject)
