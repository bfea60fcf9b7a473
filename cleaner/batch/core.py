"""The core of every engine: records → rows, each document failing alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from cleaner import __version__
from cleaner.api import Cleaner
from cleaner.batch.change import Change
from cleaner.batch.fields import Fields
from cleaner.batch.records import Failure, Place, Record, Row
from cleaner.batch.rows import ADDED, Source, added_fields, is_cleaned, kept_as, source_of
from cleaner.model import BatchEvidence, CleanerError, Document, Keep, ReadError
from cleaner.model.document import Format
from cleaner.reading.read import read, read_page


class Evidence(BatchEvidence, Protocol):
    """What a first pass or a site memory tells; ``digest`` says which evidence it is."""

    @property
    def digest(self) -> str | None:
        """A digest; ``None`` where the evidence grows while it is used."""
        ...


#: Code points. A book has about a million; what is longer is a dump, not a document.
MOST_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """How records are read and what rows look like.

    ``input_format`` is what text fields are in, where the source does not tell. Documents longer
    than ``most_characters`` fail. ``prefix`` stands before the names of the added fields. ``keep``
    is what pages are kept as, ``comments`` asks for the readers' comments of pages.
    """

    fields: Fields = field(default_factory=Fields)
    input_format: Format | None = None
    most_characters: int = MOST_CHARACTERS
    prefix: str = ""
    keep: Keep = "text"
    comments: bool = False


class Core:
    """Cleans records. A row depends on its record, the rules, options and evidence alone.

    ``stages`` are the seconds by stage that the cleaner adds to, if somebody counts them.
    """

    def __init__(
        self,
        cleaner: Cleaner,
        options: Options | None = None,
        change: Change | None = None,
        evidence: Evidence | None = None,
        stages: Mapping[str, float] | None = None,
    ) -> None:
        self._cleaner = cleaner
        self._change = change
        self._options = options or Options()
        self._evidence = evidence
        self.stages = {} if stages is None else stages
        self._digest = evidence.digest if evidence else None

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

    def name_of(self, record: Record) -> str:
        """What a document is called among the others: its id, else its place."""
        return self._options.fields.id_of(record) or str(record.place)

    def read(self, record: Record) -> Document | None:
        """The document that cleaning would see; ``None`` where it would fail."""
        try:
            known = self._known(record)
            given = self._given(record, self._source(record))
            known.pop("path")
            if given.format == "html":
                return read_page(given.text, **known)
            assert isinstance(given.text, str)
            return read(given.text, input_format=given.format, **known)
        # Whatever it is, the pass that cleans reports it with the document.
        except Exception:
            return None

    def _row(self, record: Record) -> Row:
        options = self._options
        known = self._known(record)
        url, name = known["url"], options.fields.id_of(record)
        source = self._source(record)
        if source is not None:
            same = self._taken_over(record, source, url)
            if same is not None:
                return Row(record, same, id=name, url=url)
            known["language"] = source.cleaning["language"] or known["language"]
        given = self._given(record, source)
        if self._evidence is not None:
            known["site_lines"] = self._evidence.lines_of(url)
            known["corpus"] = self._evidence.corpus_of(self.name_of(record))
        if given.format == "html":
            result = self._cleaner.clean_html(
                given.text, keep=options.keep, comments=options.comments, **known
            )
        else:
            assert isinstance(given.text, str)
            result = self._cleaner.clean(given.text, input_format=given.format, **known)
        changes = {given.field: result.text} | added_fields(
            result, field=given.field, own=given.own, prefix=options.prefix, evidence=self._digest
        )
        return Row(record, changes, result=result, id=name, url=url)

    def _source(self, record: Record) -> Source | None:
        """What a row of an earlier run was made from; ``None`` where the record is no such row."""
        prefix = self._options.prefix
        if is_cleaned(record, prefix):
            return source_of(record, prefix)
        for name in ADDED:
            if prefix + name in record.fields:
                reason = f"the input has a field {prefix + name!r} of its own"
                raise ReadError(reason, hint="--prefix sets another name before the new ones")
        return None

    def _taken_over(self, record: Record, source: Source, url: str | None) -> dict[str, Any] | None:
        """The changes to a cleaned row that would come out the same; ``None`` where it may not."""
        prefix = self._options.prefix
        name, cleaning = prefix + "cleaning", source.cleaning
        if cleaning["version"] != __version__ or cleaning["evidence"] != self._digest:
            return None
        if cleaning["format"] == "html" and not self._as_wanted(cleaning):
            return None
        _, sha256 = self._cleaner.rules_for(url=url, path=record.path)
        if cleaning["rules_sha256"] == sha256:
            return {}
        change = self._change
        if change is None or change.after != sha256:
            return None
        if not change.spares(source, record.value(prefix + "patch")):
            return None
        return {name: cleaning | {"rules_sha256": sha256}}

    def _as_wanted(self, cleaning: Mapping[str, Any]) -> bool:
        """Whether a page's row is of the form that this run writes.

        A page without comments looks as one whose comments nobody asked for.
        """
        comments = cleaning.get("comments") is not None
        return kept_as(cleaning) == self._options.keep and comments == self._options.comments

    def _given(self, record: Record, source: Source | None) -> Given:
        """What is to be cleaned."""
        given = self._first(record) if source is None else self._again(record, source)
        most = self._options.most_characters * (10 if isinstance(given.text, bytes) else 1)
        if len(given.text) > most:
            unit = "bytes" if isinstance(given.text, bytes) else "characters"
            reason = f"the document is too long: {len(given.text):,} {unit}, at most {most:,}"
            raise ReadError(reason, hint="--max-characters")
        return given

    def _again(self, record: Record, source: Source) -> Given:
        """A row of an earlier run: the page in it, or the source that its patch gives back."""
        page = None if source.own else self._options.fields.find(record, "html")
        if page is not None and isinstance(page[1], (str, bytes)):
            return Given(page[1], "html", source.field, source.own)
        # Where the page is not in the row, what it was kept as then is all that there is now.
        kind: Format = kept_as(source.cleaning)
        if source.cleaning["format"] == "markdown":
            kind = "markdown"
        return Given(source.text, kind, source.field, source.own)

    def _first(self, record: Record) -> Given:
        options = self._options
        if record.page is not None:
            return Given(record.page, "html", "text", False)
        text = options.fields.find(record, "text")
        kind = record.format or options.input_format or "text"
        if text is not None and kind != "html":
            name, value = text
            if "." in name and name not in record.fields:
                raise ReadError(f"{name} stands inside another field", hint="move it to the top")
            if not isinstance(value, str):
                raise ReadError(f"{name} must be a string, not {type(value).__name__}")
            return Given(value, kind, name, True)
        page = text or options.fields.find(record, "html")
        if page is None:
            raise ReadError("the record has neither text nor html", hint="--field text=NAME")
        name, value = page
        if not isinstance(value, (str, bytes)):
            raise ReadError(f"{name} must be a string, not {type(value).__name__}")
        target = "text" if record.value("text") is None else "cleaned_text"
        return Given(value, "html", target, False)

    def _known(self, record: Record) -> dict[str, Any]:
        fields = self._options.fields
        known: dict[str, Any] = {
            role: fields.string(record, role) for role in ("url", "title", "language")
        }
        return known | {"path": record.path}


class Given(NamedTuple):
    """A text or page to be cleaned, the field for the result, and whether the input has it."""

    text: str | bytes
    format: Format
    field: str
    own: bool


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
