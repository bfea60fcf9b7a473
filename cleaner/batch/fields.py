"""Which field of a record is the text, the id, the address … under any of the usual names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cleaner.batch.records import Record
from cleaner.model import ReadError, SettingsError

#: Names tried in turn. datatrove and dolma keep address, title and language under ``metadata``.
USUAL: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "content"),
    "html": ("html", "raw_html"),
    "id": ("id", "doc_id", "uuid"),
    "url": ("url", "metadata.url", "source_url", "link"),
    "title": ("title", "metadata.title"),
    "language": ("language", "lang", "metadata.language", "metadata.lang"),
}


@dataclass(frozen=True, slots=True)
class Fields:
    """The names to try for each role (the keys of :data:`USUAL`)."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(USUAL))

    @classmethod
    def from_options(cls, pairs: Iterable[str]) -> Fields:
        """From options such as ``text=body``; ``language=`` says that there is no such field.

        Raises:
            SettingsError: a pair is none, or its role is not known.

        """
        names = dict(USUAL)
        for pair in pairs:
            role, equals, name = pair.partition("=")
            if not equals or role not in USUAL:
                reason = f"{pair!r} does not say which field is what"
                raise SettingsError(reason, hint=f"ROLE=NAME; roles: {', '.join(USUAL)}")
            names[role] = (name,) if name else ()
            # Who names the one does not mean the other, should a record have both.
            if name and role in ("text", "html"):
                names["html" if role == "text" else "text"] = ()
        return cls(names)

    def find(self, record: Record, role: str) -> tuple[str, Any] | None:
        """The name and value of the first field that has one; ``None`` if there is none."""
        for name in self.names[role]:
            value = record.value(name)
            if value is not None:
                return name, value
        return None

    def string(self, record: Record, role: str) -> str | None:
        """The value of a role, which must be a string.

        Raises:
            ReadError: it is something else.

        """
        found = self.find(record, role)
        if found is None or isinstance(found[1], str):
            return found[1] if found else None
        raise ReadError(f"{found[0]} must be a string, not {type(found[1]).__name__}")

    def id_of(self, record: Record) -> str | None:
        """The id as a string; ``None`` where the record has none that can be read."""
        try:
            found = self.find(record, "id")
        except ValueError:
            return None
        return str(found[1]) if found and isinstance(found[1], (str, int)) else None
