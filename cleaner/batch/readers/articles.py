"""Folders of articles: a text, Markdown or HTML file each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.batch.inputs import Input
from cleaner.batch.records import Failure, Place, Record
from cleaner.batch.streams import open_raw
from cleaner.model import ReadError
from cleaner.reading.decode import decode
from cleaner.reading.read import FORMATS

#: Bytes; larger files are not read at all.
MOST_BYTES = 64 << 20


class ArticleReader:
    """One record a file; its id is the file's name below the input."""

    def __init__(self, files: Sequence[Input]) -> None:
        self._files = files
        self._done = 0

    def done(self) -> int:
        """Bytes of the files that have been read."""
        return self._done

    def __iter__(self) -> Iterator[Record | Failure]:
        for file in self._files:
            try:
                yield _record(file)
            except ReadError as error:
                yield Failure(Place(file.name), error.reason, error.hint, file.name)
            except OSError as error:
                yield Failure(Place(file.name), f"cannot be read: {error.strerror}", id=file.name)
            self._done += file.size


def _record(file: Input) -> Record:
    if file.size > MOST_BYTES:
        raise ReadError(f"the file is too long: {file.size:,} bytes, at most {MOST_BYTES:,}")
    with open_raw(file.path) as stream:
        data = stream.read()
    kind = FORMATS[file.ending.lower()]
    if kind == "html":
        # The page's own charset declaration counts, so it stays bytes.
        return Record(Place(file.name), {"id": file.name}, data, kind, file.name)
    fields = {"id": file.name, "text": decode(data).text}
    return Record(Place(file.name), fields, None, kind, file.name)
