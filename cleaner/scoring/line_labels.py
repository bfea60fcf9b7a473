"""Documents whose lines are labelled: content, or a leftover of some kind.

Two formats of JSON lines are read. ``{id, lines, labels}`` holds the text: one label a line, 1 for
content and 0 for what does not belong. ``{id, domain, half, lines, marks}`` holds none: ``marks``
names the leftovers by the hash of their line, and the texts stand in a file of their own, or are
what the ``extractor`` that the labels name makes of the pages there. Where lines of one hash are of
different kinds, ``hash:2`` is the second of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.model import ReadError, Span
from cleaner.scoring.extractors import find_extractor
from cleaner.scoring.judging import line_hash
from cleaner.scoring.records import (
    Half,
    Known,
    Record,
    chosen,
    domain_of,
    known_of,
    read_records,
    text_of,
)

#: Kinds of lines that are neither content nor surely a leftover; they are not scored.
UNSCORED = frozenset({"unsure", "mixed"})
#: The kind of a leftover in data that tell no kinds.
NOISE = "noise"


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line that is not blank: where it stands, and its kind; ``None`` is content."""

    span: Span
    kind: str | None


@dataclass(frozen=True, slots=True)
class LineDocument:
    """A text with all its lines labelled, and what the cleaner may know of it."""

    id: str
    domain: str
    text: str
    lines: tuple[LabelledLine, ...]
    known: Known


def read_line_documents(
    path: Path, texts: Path | None = None, *, half: Half | None = None, limit: int | None = None
) -> Iterator[LineDocument]:
    """The documents of a file of either format; ``texts`` is needed where labels hold no text.

    Raises:
        ReadError: the file is of neither format, texts are missing, or labels and text differ.

    """
    records = list(chosen(read_records(path), half, limit))
    if any("marks" in record for record in records):
        yield from _marked(records, texts, path)
        return
    for record in records:
        yield _labelled(record, path)


def _labelled(record: Record, path: Path) -> LineDocument:
    lines, labels = record.get("lines"), record.get("labels")
    if not isinstance(lines, list) or not isinstance(labels, list) or len(lines) != len(labels):
        raise ReadError(f"{record.get('id')} has no line and label for each line", place=str(path))
    kinds = [None if int(label) else NOISE for label in labels]
    texts = [str(line) for line in lines]
    return _document(record, "\n".join(texts), zip(texts, kinds, strict=True))


def _marked(records: Iterable[Record], texts: Path | None, path: Path) -> Iterator[LineDocument]:
    if texts is None:
        raise ReadError("holds labels without texts", place=str(path), hint="--texts FILE")
    wanted = {str(record["id"]): record for record in records}
    for found in read_records(texts):
        record = wanted.pop(str(found.get("id")), None)
        if record is not None:
            yield _document(found, *_apply_marks(record, _text(record, found, texts), path))
    if wanted:
        raise ReadError(f"{len(wanted)} texts are missing, {min(wanted)} first", place=str(texts))


def _text(record: Record, found: Record, texts: Path) -> str:
    """The labelled text: as it stands there, or as the extractor takes it from the page."""
    if "extractor" not in record:
        return text_of(found, "text", texts)
    extract = find_extractor(str(record["extractor"])).extract
    text = extract(text_of(found, "html", texts), found.get("url"))
    assert isinstance(text, str)
    return text


def _apply_marks(record: Record, text: str, path: Path) -> tuple[str, list[tuple[str, str | None]]]:
    """The text's lines with their kinds; every mark must find its line."""
    marks: dict[str, Any] = record["marks"]
    named = list(_named(text))
    if not {name for _, *names in named for name in names} >= marks.keys():
        raise ReadError(f"the marks of {record['id']} are of another text", place=str(path))
    return text, [(line, marks.get(nth, marks.get(name))) for line, name, nth in named]


def _named(text: str) -> Iterator[tuple[str, str, str]]:
    """The lines of a text, each with its hash, and with the one that tells it from its copies."""
    seen: Counter[str] = Counter()
    for line in text.split("\n"):
        name = line_hash(line)
        seen[name] += 1
        yield line, name, f"{name}:{seen[name]}"


def _document(record: Record, text: str, pairs: Iterable[tuple[str, str | None]]) -> LineDocument:
    lines, place = [], 0
    for line, kind in pairs:
        body = line.strip()
        if body:
            start = place + line.index(body)
            lines.append(LabelledLine(Span(start, start + len(body)), kind))
        place += len(line) + 1
    domain = domain_of(record)
    return LineDocument(str(record["id"]), domain, text, tuple(lines), known_of(record))
