"""A source through the cleaner, with what is needed to write it back as it was encoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from cleaner.api import Cleaner
from cleaner.cli.sources import Source
from cleaner.engine.result import Result
from cleaner.reading.decode import decode, encode


class Cleaned(NamedTuple):
    """A result and the encoding to write it in."""

    result: Result
    encoding: str
    bom: bool

    def data(self) -> bytes:
        """The cleaned text as bytes."""
        return encode(self.result.text, self.encoding, bom=self.bom)


def clean_source(
    cleaner: Cleaner,
    source: Source,
    options: Mapping[str, Any],
    *,
    data: bytes | None = None,
    spare: frozenset[str] = frozenset(),
) -> Cleaned:
    """Read and clean a source; text extracted from a page is written as UTF-8.

    ``data`` are its bytes where they were read before, ``spare`` fingerprints of findings to be
    left alone.

    Raises:
        CleanerError: the source cannot be read or cleaned; the place is the source's name.

    """
    known = {name: options[name] for name in ("title", "url", "language")}
    data = source.data() if data is None else data
    if source.format == "html":
        # The page's own charset declaration counts, so it is handed over as bytes.
        keep = options.get("kept_as", "text")
        comments = options.get("comments", False)
        result = cleaner.clean_html(data, path=source.name, keep=keep, comments=comments, **known)
        encoding, bom = "utf-8", False
    else:
        decoded = decode(data, place=source.name, lossy=options["lossy"])
        encoding, bom = decoded.encoding, decoded.bom
        result = cleaner.clean(
            decoded.text, input_format=source.format, path=source.name, spare=spare, **known
        )
    return Cleaned(
        replace(result, report=replace(result.report, encoding=encoding, bom=bom)), encoding, bom
    )
