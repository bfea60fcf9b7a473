"""JSON lines, plain or compressed, whole or a range of bytes."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from cleaner.batch.inputs import Input
from cleaner.batch.records import Failure, Place, Record
from cleaner.batch.streams import decompressed, need, open_raw

#: Longer lines are not held in memory; no document is that long.
MOST_BYTES = 64 << 20


class JsonlReader:
    """The records on the lines that begin in ``start`` … ``end`` (bytes of the stored file).

    Values stay JSON until somebody asks for them.
    """

    def __init__(
        self, item: Input, start: int | None = None, end: int | None = None, most: int = MOST_BYTES
    ) -> None:
        self._item = item
        self._start = start or 0
        self._end = end
        self._most = most
        self._raw: BinaryIO | None = None
        need("msgspec")
        import msgspec

        self._decoder = msgspec.json.Decoder(dict[str, msgspec.Raw])

    def done(self) -> int:
        """Bytes of the stored file that have been read."""
        return self._raw.tell() - self._start if self._raw and not self._raw.closed else 0

    def __iter__(self) -> Iterator[Record | Failure]:
        # Lines of a file that can be split are known by their offset: nobody has counted them.
        split = self._item.ending.lower() in (".jsonl", ".json", ".ndjson")
        with open_raw(self._item.path) as raw:
            self._raw = raw
            stream = decompressed(raw, self._item.path.lower())
            offset = self._begin(stream)
            number = 0
            while self._end is None or offset < self._end:
                unit = ("byte", offset) if split else ("line", number + 1)
                place = Place(self._item.name, *unit)
                try:
                    line = stream.readline(self._most + 1)
                    skipped = self._skip_rest(stream) if len(line) > self._most else 0
                except Exception as error:
                    # Each decompressor has errors of its own; none can read on behind the damage.
                    yield Failure(place, f"the rest of the file cannot be read: {error}")
                    return
                if not line:
                    return
                yield from self._record(line, place, skipped)
                offset += len(line) + skipped
                number += 1

    def _begin(self, stream: BinaryIO) -> int:
        """Go to the first line that begins in the range; its offset."""
        if self._start == 0:
            return 0
        stream.seek(self._start - 1)
        # A line that begins at the range's very start has its break just before.
        offset = self._start - 1
        while True:
            part = stream.readline(1 << 20)
            offset += len(part)
            if not part or part.endswith(b"\n"):
                return offset

    def _skip_rest(self, stream: BinaryIO) -> int:
        """Read on to the end of a line that is too long; the bytes that were passed."""
        skipped = 0
        while True:
            part = stream.readline(1 << 20)
            skipped += len(part)
            if not part or part.endswith(b"\n"):
                return skipped

    def _record(self, line: bytes, place: Place, skipped: int) -> Iterator[Record | Failure]:
        if len(line) > self._most and skipped:
            reason = f"the line is too long: {len(line) + skipped:,} bytes, at most {self._most:,}"
            yield Failure(place, reason)
            return
        line = line.removeprefix(codecs.BOM_UTF8)
        if not line.strip():
            return
        try:
            # Values that nobody decodes are written back as they stand, so they are checked here.
            line.decode("utf-8")
            yield Record(place, self._decoder.decode(line))
        except ValueError as error:
            yield Failure(place, _reason(error, line))


def _reason(error: ValueError, line: bytes) -> str:
    """Why a line is no record; what it begins with helps to find it."""
    if isinstance(error, UnicodeDecodeError):
        return f"the line is not UTF-8: {error.reason} at its byte {error.start}"
    excerpt = line[:40].decode("utf-8", "replace").strip()
    return f"the line is no JSON object: {error}; it begins {excerpt!r}"
