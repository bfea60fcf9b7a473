"""Cleaned rows → the rows that they were made from."""

from __future__ import annotations

from cleaner.batch.core import Options
from cleaner.batch.records import Failure, Record, Row
from cleaner.batch.rows import ADDED, source_of
from cleaner.model import CleanerError


class Undo:
    """Gives each row its source text back and takes away what cleaning added.

    Where the text was extracted from a page the input had no such field; it keeps the extracted
    text, so that nothing that was taken from it is lost.
    """

    def __init__(self, options: Options | None = None) -> None:
        self._options = options or Options()

    def __call__(self, record: Record) -> Row | Failure:
        """The restored row, or why it cannot be restored."""
        prefix, fields = self._options.prefix, self._options.fields
        try:
            source = source_of(record, prefix)
        except CleanerError as error:
            return Failure(record.place, error.reason, error.hint, fields.id_of(record))
        except ValueError as error:
            return Failure(record.place, str(error), id=fields.id_of(record))
        gone = frozenset(prefix + name for name in ADDED)
        return Row(record, {source.field: source.text}, gone, id=fields.id_of(record))
