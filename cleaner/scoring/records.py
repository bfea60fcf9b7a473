"""Records of data files: JSON lines, gzipped or not; which half of the domains they belong to."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol, TypeVar
from urllib.parse import urlsplit

from cleaner.api import Cleaner
from cleaner.engine.result import Result
from cleaner.model import ReadError

Record = Mapping[str, Any]
#: Rules are chosen on one half of the domains and figures reported on the other.
Half = Literal["choose", "report"]

T = TypeVar("T")


class Progress(Protocol):
    """Shows that something goes on while it passes items through."""

    def __call__(self, items: Iterable[T], /) -> Iterable[T]:
        """The same items."""


def silent(items: Iterable[T], /) -> Iterable[T]:
    """No progress at all."""
    return items


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file, one a line; empty lines are nothing.

    Raises:
        ReadError: the file cannot be read, or a line is no JSON object; the place says which.

    """
    opener = gzip.open if path.suffix == ".gz" else open
    number = 1
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield _record(line)
                number += 1
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadError(f"cannot be read: {reason}", place=str(path)) from error
    except (ValueError, EOFError, zlib.error) as error:
        raise ReadError(f"is no JSON lines: {error}", place=f"{path}:{number}") from error


def _record(line: str) -> dict[str, Any]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError("not an object")
    return record


def set_name(path: Path) -> str:
    """The name that a data file goes by in figures: without folder and endings."""
    return path.name.removesuffix(".gz").removesuffix(".jsonl").removesuffix(".json")


def domain_of(record: Record) -> str:
    """The record's domain: given, or the host of its address without ``www.``; else its id."""
    if record.get("domain"):
        return str(record["domain"])
    url = str(record.get("url") or "")
    host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    return host.removeprefix("www.") or str(record.get("id", ""))


def half_of(domain: str) -> Half:
    """The half of a domain, by the parity of its SHA-256.

    >>> half_of("example.org"), half_of("example.net")
    ('report', 'choose')
    """
    digest = hashlib.sha256(domain.encode("utf-8", "surrogatepass")).digest()
    return "report" if digest[-1] % 2 else "choose"


def chosen(
    records: Iterable[dict[str, Any]], half: Half | None = None, limit: int | None = None
) -> Iterator[dict[str, Any]]:
    """The records of one half of the domains (or all), at most ``limit`` of them.

    A record that names its half itself is taken at its word.
    """
    count = 0
    for record in records:
        if limit is not None and count >= limit:
            return
        if half is None or (record.get("half") or half_of(domain_of(record))) == half:
            count += 1
            yield record


def text_of(record: Record, name: str, path: Path) -> str:
    """The value ``name`` of a record, which must be a string.

    Raises:
        ReadError: it is not there, or no string.

    """
    value = record.get(name)
    if not isinstance(value, str):
        reason = f"{record.get('id', 'a record')} has no text under {name!r}"
        raise ReadError(reason, place=str(path))
    return value


class Known(NamedTuple):
    """What the cleaner is told of a text beside it: the title and the address."""

    title: str | None = None
    url: str | None = None


def known_of(record: Record) -> Known:
    """What a record tells of its text."""
    title, url = record.get("title"), record.get("url")
    return Known(str(title) if title else None, str(url) if url else None)


def clean_text(cleaner: Cleaner, text: str, known: Known) -> Result:
    """Clean a text with what is known of it."""
    return cleaner.clean(text, title=known.title, url=known.url)
