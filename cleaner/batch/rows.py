"""A result as fields of a row, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from cleaner import __version__
from cleaner.batch.records import Record
from cleaner.engine.patching import undo
from cleaner.engine.result import Result
from cleaner.model import Edit, Finding, Keep, Patch, ReadError, UndoError

#: The fields that cleaning adds to a row, in this order, each behind the run's prefix.
ADDED = ("quality", "verdict", "findings", "patch", "cleaning")


class Source(NamedTuple):
    """What a cleaned row was made from: the text, its field, whether the input had that field."""

    text: str
    field: str
    own: bool
    cleaning: dict[str, Any]


def added_fields(
    result: Result, *, field: str, own: bool, prefix: str = "", evidence: str | None = None
) -> dict[str, Any]:
    """What a row gets beside its text.

    ``field`` is where the cleaned text stands, ``own`` whether the input's text stood there.
    ``evidence`` is the digest of the evidence that was used.
    """
    report = result.report
    values = (
        report.score,
        report.verdict,
        [_finding(finding) for finding in report.findings],
        [{"start": e.start, "before": e.before, "after": e.after} for e in report.patch.edits],
        {
            "field": field,
            "own": own,
            "format": report.format,
            "language": report.language,
            "words": report.words,
            "words_removed": report.words_removed,
            "reasons": [
                {"code": part.code, "cost": part.cost, "message": part.message}
                for part in report.parts
            ],
            "source_sha256": report.source_sha256,
            "rules_sha256": report.rules_sha256,
            "evidence": evidence,
            "version": __version__,
            "keep": report.keep if report.keep != "text" else None,
            "comments": list(result.comments) or None,
        },
    )
    return {prefix + name: value for name, value in zip(ADDED, values, strict=True)}


def kept_as(cleaning: Mapping[str, Any]) -> Keep:
    """What the page was kept as that a row was made from; rows tell where it was not text."""
    keep: Keep = cleaning.get("keep") or "text"
    return keep


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "category": finding.category,
        "fix": finding.fix.value,
        "applied": finding.applied,
        "start": finding.start,
        "end": finding.end,
        "message": finding.message,
        "excerpt": finding.excerpt,
        "score": finding.score,
        "document": finding.document or None,
    }


def is_cleaned(record: Record, prefix: str = "") -> bool:
    """Whether a record is a row that cleaning wrote."""
    if any(prefix + name not in record.fields for name in ADDED):
        return False
    cleaning = record.value(prefix + "cleaning")
    return isinstance(cleaning, dict) and "source_sha256" in cleaning


def source_of(record: Record, prefix: str = "") -> Source:
    """The text that a cleaned row was made from.

    Raises:
        ReadError: the row is not one that cleaning wrote.
        UndoError: text and patch do not belong together.

    """
    if not is_cleaned(record, prefix):
        raise ReadError("the row is not one that cleaner wrote")
    cleaning = record.value(prefix + "cleaning")
    text = record.value(cleaning["field"])
    if not isinstance(text, str):
        raise UndoError(f"{cleaning['field']} holds no text any more")
    edits = record.value(prefix + "patch")
    try:
        patch = Patch(tuple(Edit(e["start"], e["before"], e["after"]) for e in edits))
    except (KeyError, TypeError) as error:
        raise UndoError(f"the patch cannot be read: {error!r}") from error
    source = undo(text, patch)
    if (
        hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
        != (cleaning["source_sha256"])
    ):
        raise UndoError("text and patch are not those that were written")
    return Source(source, cleaning["field"], cleaning["own"], cleaning)
