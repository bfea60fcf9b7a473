"""What is written of a row: the document, dolma's attributes, or the findings alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from cleaner.batch.records import Failure, Row

Shape = Literal["documents", "attributes", "findings"]

#: What dolma calls the set of attributes; it stands before each name with two underscores.
SET = "cleaner"


def shaper(shape: Shape, prefix: str = "") -> Callable[[Row], Row]:
    """A function from a row to the row that is written."""
    if shape == "attributes":
        return _attributes
    if shape == "findings":
        return lambda row: _findings(row, prefix)
    return lambda row: row


def empty_attributes(failure: Failure) -> dict[str, Any]:
    """The attributes of a document that failed: dolma wants a line for every document."""
    return {"id": failure.id or str(failure.place), "attributes": {}}


def _attributes(row: Row) -> Row:
    """Spans ``[start, end, score]`` by rule, in code points of the document's text.

    ``cleaner__removed`` holds the spans that cleaning takes out, for a mixer that replaces spans;
    ``cleaner__quality`` scores the whole text.
    """
    result = row.result
    assert result is not None
    spans: dict[str, list[list[float]]] = {}
    for finding in result.findings:
        score = 1.0 if finding.score is None else finding.score
        spans.setdefault(f"{SET}__{finding.code}", []).append([finding.start, finding.end, score])
    removed = [[e.start, e.end, 1.0] for e in result.report.patch.edits if not e.after]
    if removed:
        spans[f"{SET}__removed"] = removed
    spans[f"{SET}__quality"] = [[0, len(result.undo()), result.report.score]]
    return _only(row, {"id": _id(row), "attributes": spans})


def _findings(row: Row, prefix: str) -> Row:
    changes = {"id": _id(row)} | {
        name: value for name, value in row.changes.items() if name.startswith(prefix)
    }
    text_field = row.changes[prefix + "cleaning"]["field"]
    return _only(row, {name: value for name, value in changes.items() if name != text_field})


def _id(row: Row) -> str:
    return row.id if row.id is not None else str(row.record.place)


def _only(row: Row, changes: dict[str, Any]) -> Row:
    """The row with these fields and none of the record's."""
    return Row(row.record, changes, frozenset(row.record.fields), row.result, row.id, row.url)
