"""The core of every engine: records → rows, each document failing alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cleaner.api import Cleaner
from cleaner.batch.fields import Fields
from cleaner.batch.records import Failure, Place, Record, Row
from cleaner.batch.rows import ADDED, added_fields, is_cleaned, source_of
from cleaner.engine.result import Result
from cleaner.model import CleanerError, ReadError
from cleaner.model.document import Format

#: Code points. A book has about a million; what is longer is a dump, not a document.
MOST_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """How records are read and what rows look like.

    ``input_format`` is what text fields are in, where the source does not tell. Documents longer
    than ``most_characters`` fail. ``prefix`` stands before the names of the added fields.
    """

    fields: Fields = field(default_factory=Fields)
    input_format: Format | None = None
    most_characters: int = MOST_CHARACTERS
    prefix: str = ""


class Core:
    """Cleans records. A row depends on its record, the rules and the options, on nothing else."""

    def __init__(self, cleaner: Cleaner, options: Options | None = None) -> None:
        self._cleaner = cleaner
        self._options = options or Options()

    def __call__(self, record: Record) -> Row | Failure:
        """The row of a record, or why there is none."""
        fields = self._options.fields
        try:
            return self._row(record)
        except CleanerError as error:
            return Failure(record.place, error.reason, error.hint, fields.id_of(record))
        # A fault in one rule or library must not end a run over millions of documents; it is
        # reported with the document that shows it.
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"[:500]
            return Failure(record.place, reason, id=fields.id_of(record))

    def _row(self, record: Record) -> Row:
        options = self._options
        url = options.fields.string(record, "url")
        if is_cleaned(record, options.prefix):
            result, text_field, own = self._again(record, url)
        else:
            for name in ADDED:
                if options.prefix + name in record.fields:
                    reason = f"the input has a field {options.prefix + name!r} of its own"
                    raise ReadError(reason, hint="--prefix sets another name before the new ones")
            result, text_field, own = self._first(record, url)
        changes = {text_field: result.text} | added_fields(
            result, field=text_field, own=own, prefix=options.prefix
        )
        return Row(record, changes, result=result, id=options.fields.id_of(record), url=url)

    def _again(self, record: Record, url: str | None) -> tuple[Result, str, bool]:
        """Clean a row of an earlier run anew, from the source that its patch gives back."""
        source = source_of(record, self._options.prefix)
        page = None if source.own else self._options.fields.find(record, "html")
        if page is not None and isinstance(page[1], (str, bytes)):
            known = self._known(record, url)
            return self._clean_page(page[1], known), source.field, source.own
        known = self._known(record, url) | {"language": source.cleaning["language"]}
        # Where the page is not in the row, its text was extracted then and is plain text now.
        kind: Format = "markdown" if source.cleaning["format"] == "markdown" else "text"
        return self._clean(source.text, kind, known), source.field, source.own

    def _first(self, record: Record, url: str | None) -> tuple[Result, str, bool]:
        options = self._options
        known = self._known(record, url)
        if record.page is not None:
            return self._clean_page(record.page, known), "text", False
        text = options.fields.find(record, "text")
        kind = record.format or options.input_format or "text"
        if text is not None and kind != "html":
            name, value = text
            if "." in name and name not in record.fields:
                raise ReadError(f"{name} stands inside another field", hint="move it to the top")
            if not isinstance(value, str):
                raise ReadError(f"{name} must be a string, not {type(value).__name__}")
            return self._clean(value, kind, known), name, True
        page = text or options.fields.find(record, "html")
        if page is None:
            raise ReadError("the record has neither text nor html", hint="--field text=NAME")
        name, value = page
        if not isinstance(value, (str, bytes)):
            raise ReadError(f"{name} must be a string, not {type(value).__name__}")
        target = "text" if record.value("text") is None else "cleaned_text"
        return self._clean_page(value, known), target, False

    def _known(self, record: Record, url: str | None) -> dict[str, Any]:
        fields = self._options.fields
        return {
            "title": fields.string(record, "title"),
            "language": fields.string(record, "language"),
            "url": url,
            "path": record.path,
        }

    def _clean(self, text: str, kind: Format, known: Mapping[str, Any]) -> Result:
        self._check_length(text)
        return self._cleaner.clean(text, input_format=kind, **known)

    def _clean_page(self, page: str | bytes, known: Mapping[str, Any]) -> Result:
        self._check_length(page)
        return self._cleaner.clean_html(page, **known)

    def _check_length(self, text: str | bytes) -> None:
        most = self._options.most_characters * (10 if isinstance(text, bytes) else 1)
        if len(text) > most:
            unit = "bytes" if isinstance(text, bytes) else "characters"
            reason = f"the document is too long: {len(text):,} {unit}, at most {most:,}"
            raise ReadError(reason, hint="--max-characters")


def clean_records(
    records: Iterable[Mapping[str, Any]], cleaner: Cleaner, options: Options | None = None
) -> Iterator[dict[str, Any]]:
    """Rows for plain mappings, in their order.

    A record that fails gives its own fields and ``error``.
    """
    core = Core(cleaner, options)
    for number, fields in enumerate(records, 1):
        outcome = core(Record(Place("", "row", number), fields))
        if isinstance(outcome, Failure):
            yield dict(fields) | {"error": outcome.reason}
        else:
            yield outcome.to_dict()
