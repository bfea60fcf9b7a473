"""WARC files: the HTML pages among their responses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from cleaner.batch.inputs import Input
from cleaner.batch.records import Failure, Place, Record
from cleaner.batch.streams import need, open_raw

#: Bytes of a page; what is longer is cut off by no reader, it fails.
MOST_BYTES = 64 << 20
_PAGES = ("text/html", "application/xhtml+xml")


class WarcReader:
    """One record a page: the record's id, the page's address and the time of the crawl."""

    def __init__(self, item: Input) -> None:
        self._item = item
        self._raw: BinaryIO | None = None

    def done(self) -> int:
        """Bytes of the stored file that have been read."""
        return self._raw.tell() if self._raw and not self._raw.closed else 0

    def __iter__(self) -> Iterator[Record | Failure]:
        warc = need("fastwarc.warc")
        with open_raw(self._item.path) as raw:
            self._raw = raw
            number = 0
            records = iter(warc.ArchiveIterator(raw, auto_decode="all"))
            while True:
                place = Place(self._item.name, "record", number + 1)
                try:
                    record = next(records, None)
                    found = self._page(record, place) if record is not None else None
                except Exception as error:
                    # The parser's errors have no common class; behind damage it cannot find on.
                    yield Failure(place, f"the rest of the file cannot be read: {error}")
                    return
                if record is None:
                    return
                number += 1
                if found is not None:
                    yield found

    def _page(self, record: Any, place: Place) -> Record | Failure | None:
        """The page in a record; ``None`` where it holds none."""
        types = need("fastwarc.warc").WarcRecordType
        if record.record_type not in (types.response, types.resource):
            return None
        content_type = (record.http_content_type or record.headers.get("Content-Type", "")).lower()
        status = getattr(record.http_headers, "status_code", None)
        if not content_type.startswith(_PAGES) or (status is not None and status >= 400):
            return None
        name = record.record_id.strip("<>")
        page = record.reader.read(MOST_BYTES + 1)
        if len(page) > MOST_BYTES:
            return Failure(place, f"the page is longer than {MOST_BYTES:,} bytes", id=name)
        url = record.headers.get("WARC-Target-URI")
        known = {"id": name, "url": url, "date": record.headers.get("WARC-Date")}
        fields = {key: value for key, value in known.items() if value}
        return Record(place, fields, page, "html")
