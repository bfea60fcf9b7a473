"""What flows through a batch: records with their place, rows, failures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cleaner.engine.result import Result
from cleaner.model.document import Format


class Place(NamedTuple):
    """Where a record stands: a file, and a number in it counted in ``unit``.

    Units: ``line`` and ``row`` count from 1, ``byte`` is the offset of the line's first byte,
    ``record`` counts a WARC file's records from 1, ``file`` is a file as a whole (number 0).
    """

    file: str
    unit: str = "file"
    number: int = 0

    def __str__(self) -> str:
        return self.file if self.unit == "file" else f"{self.file}#{self.unit}={self.number}"

    def to_dict(self) -> dict[str, str | int]:
        """As plain data: the file, and the number under the name of its unit."""
        return {"file": self.file} | ({} if self.unit == "file" else {self.unit: self.number})


@dataclass(slots=True)
class Record:
    """One document of a corpus as it was read.

    ``fields`` are the input's own, in their order; a value may be a ``msgspec.Raw``: JSON that
    nobody had to decode yet, and that is written back as it stood. ``page`` is HTML that is no
    field of its own (a WARC record, a file). ``format`` is what the text is in, where the source
    tells. ``path`` is the document's own file, if it has one, for settings per path.
    """

    place: Place
    fields: Mapping[str, Any]
    page: bytes | None = None
    format: Format | None = None
    path: str | None = None
    _plain: dict[str, Any] = field(default_factory=dict)

    def value(self, path: str) -> Any:
        """The value of a field; ``a.b`` is field ``b`` in field ``a``. ``None`` if not there.

        Raises:
            ValueError: the value is not the JSON or the UTF-8 that it should be.

        """
        if path in self.fields:
            return self._decoded(path)
        head, _, rest = path.partition(".")
        if not rest or head not in self.fields:
            return None
        value = self._decoded(head)
        for name in rest.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        return value

    def _decoded(self, name: str) -> Any:
        if name not in self._plain:
            self._plain[name] = plain(self.fields[name])
        return self._plain[name]


@dataclass(slots=True)
class Failure:
    """A document that could not be read or cleaned: where it stands, its id if known, and why."""

    place: Place
    reason: str
    hint: str = ""
    id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As a line of the quarantine."""
        known = {"id": self.id, "hint": self.hint or None}
        line: dict[str, Any] = {**self.place.to_dict(), "reason": self.reason}
        return line | {name: value for name, value in known.items() if value is not None}


@dataclass(slots=True)
class Row:
    """A record with what becomes of it.

    ``changes`` are fields that are set, those that are new behind the record's own; ``without``
    names fields that go. ``result`` is what cleaning gave; ``None`` where the row was restored, or
    was taken over from an earlier run.
    """

    record: Record
    changes: Mapping[str, Any]
    without: frozenset[str] = frozenset()
    result: Result | None = None
    id: str | None = None
    url: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The whole row; values that were never decoded are still ``msgspec.Raw``."""
        fields = dict(self.record.fields)
        for name in self.without:
            fields.pop(name, None)
        fields.update(self.changes)
        return fields


def plain(value: Any) -> Any:
    """``value``, decoded if it is JSON that was not yet."""
    import msgspec

    return msgspec.json.decode(value) if isinstance(value, msgspec.Raw) else value
