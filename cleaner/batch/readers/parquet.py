"""Parquet files, whole or some row groups, a small batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cleaner.batch.inputs import Input
from cleaner.batch.records import Failure, Place, Record
from cleaner.batch.streams import is_remote, need, open_raw
from cleaner.model import ReadError

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

#: Rows that are held at once.
BATCH_ROWS = 128


def open_parquet(path: str) -> Any:
    """The file, opened.

    Raises:
        ReadError: it is no Parquet file, or cannot be opened.

    """
    arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
    try:
        source = open_raw(path) if is_remote(path) else path
        return parquet.ParquetFile(source, pre_buffer=False)
    except (OSError, arrow.ArrowException) as error:
        raise ReadError(f"cannot be read as Parquet: {error}", place=path) from error


class ArrowFields(Mapping[str, Any]):
    """A row of a record batch; values become Python's when they are asked for."""

    __slots__ = ("batch", "index")

    def __init__(self, batch: pyarrow.RecordBatch, index: int) -> None:
        self.batch = batch
        self.index = index

    def __getitem__(self, name: str) -> Any:
        place = self.batch.schema.get_field_index(name)
        if place < 0:
            raise KeyError(name)
        return self.batch.column(place)[self.index].as_py()

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.batch.schema.get_field_index(name) >= 0

    def __iter__(self) -> Iterator[str]:
        return iter(self.batch.schema.names)

    def __len__(self) -> int:
        return len(self.batch.schema.names)


class ParquetReader:
    """The rows of row groups ``start`` … ``end``."""

    def __init__(self, item: Input, start: int | None = None, end: int | None = None) -> None:
        self._item = item
        self._range = start, end
        self._share = 0.0

    def done(self) -> int:
        """Bytes that have been read, as if all rows were of one size."""
        return int(self._share * self._item.size)

    def __iter__(self) -> Iterator[Record | Failure]:
        with open_parquet(self._item.path) as file:
            groups = range(file.metadata.num_row_groups)[slice(*self._range)]
            number = sum(file.metadata.row_group(n).num_rows for n in range(groups.start))
            first, total = number, max(file.metadata.num_rows, 1)
            batches = file.iter_batches(BATCH_ROWS, row_groups=list(groups), use_threads=False)
            while True:
                try:
                    batch = next(batches, None)
                except (OSError, need("pyarrow").ArrowException) as error:
                    place = Place(self._item.name, "row", number + 1)
                    yield Failure(place, f"the rest of the row groups cannot be read: {error}")
                    return
                if batch is None:
                    return
                for index in range(batch.num_rows):
                    number += 1
                    place = Place(self._item.name, "row", number)
                    yield Record(place, ArrowFields(batch, index))
                self._share = (number - first) / total
