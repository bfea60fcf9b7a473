"""JSON lines, plain or compressed."""

from __future__ import annotations

from pathlib import Path

from cleaner.batch.records import Row
from cleaner.batch.streams import need, open_write
from cleaner.batch.writers import Reject

#: Bytes that are gathered before they go to the compressor.
_BUFFER = 1 << 20


class JsonlWriter:
    """A line a row; values that were never decoded are written as they stood."""

    def __init__(self, path: Path, ending: str, reject: Reject) -> None:
        self._reject = reject
        self._encoder = need("msgspec").json.Encoder()
        self._stream = open_write(path, ending)
        self._buffer = bytearray()

    def write(self, row: Row) -> None:
        """Write a row."""
        try:
            line = self._encoder.encode(row.to_dict())
        except (TypeError, ValueError, OverflowError) as error:
            self._reject(row, f"the row cannot be written as JSON: {error}")
            return
        self._buffer += line
        self._buffer += b"\n"
        if len(self._buffer) >= _BUFFER:
            self._flush()

    def close(self) -> None:
        """Write what is held and close the file, also where writing fails."""
        try:
            self._flush()
        finally:
            self._stream.close()

    def _flush(self) -> None:
        data = bytes(self._buffer)
        self._buffer.clear()
        self._stream.write(data)
