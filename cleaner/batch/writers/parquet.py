"""Parquet: rows of Parquet input keep their columns as they are, others get a schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.batch.records import Row
from cleaner.batch.streams import need
from cleaner.batch.writers import Reject
from cleaner.batch.writers.tables import from_columns, from_rows, of_columns

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

#: Rows of a row group, and of what a schema is made from.
GROUP_ROWS = 1000


class ParquetWriter:
    """Gathers rows into row groups; the first one makes the schema.

    ``types`` are those of columns, where they are known and the rows do not tell.
    """

    def __init__(
        self, path: Path, reject: Reject, types: Mapping[str, pyarrow.DataType] | None = None
    ) -> None:
        self._parquet = need("pyarrow.parquet")
        self._reject = reject
        self._types = types
        # Opened here, so that a folder that cannot be written to is known before any work.
        self._file = path.open("wb")
        self._out: Any = None
        self._schema: pyarrow.Schema | None = None
        self._rows: list[Row] = []

    def write(self, row: Row) -> None:
        """Take a row."""
        self._rows.append(row)
        if len(self._rows) >= GROUP_ROWS:
            self._flush()

    def close(self) -> None:
        """Write what is held, and a file without rows where there are none."""
        try:
            if self._rows:
                self._flush()
            if self._out is None:
                self._open(need("pyarrow").schema([]))
            self._out.close()
        finally:
            self._file.close()

    def _open(self, schema: pyarrow.Schema) -> None:
        self._schema = schema
        self._out = self._parquet.ParquetWriter(self._file, schema, compression="zstd")

    def _flush(self) -> None:
        rows, self._rows = self._rows, []
        make = from_columns if of_columns(rows[0]) else partial(from_rows, types=self._types)
        table = self._table(make, rows)
        if table is not None:
            if self._out is None:
                self._open(table.schema)
            self._out.write_table(table)

    def _table(self, make: Callable[..., Any], rows: Sequence[Row]) -> Any:
        """The table of the rows; where they do not fit together, of those that fit."""
        arrow = need("pyarrow")
        faults = (arrow.ArrowException, TypeError, ValueError, OverflowError)
        try:
            return make(rows, self._schema)
        except faults as error:
            if len(rows) == 1:
                reason = f"the row does not fit the schema of the first rows: {error}"
                self._reject(rows[0], reason)
                return None
        # The first row settles what its like may be; the others are taken or rejected one by one.
        tables = []
        for row in rows:
            table = self._table(make, [row])
            if table is not None:
                tables.append(table)
                self._schema = self._schema or table.schema
        return arrow.concat_tables(tables) if tables else None
