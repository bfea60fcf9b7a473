"""Reports as JSON: everything that undo and a reader need."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from cleaner.model import CleanerError, Edit, Finding, Patch, ReadError, Report, UndoError

#: Raised with every change that an older reader would not understand.
SCHEMA_VERSION = 1

_COUNTED = ("findings", "shadowed", "suggested")


def report_to_dict(report: Report, *, file: str | None = None) -> dict[str, Any]:
    """The report as plain data, in a fixed order of keys."""
    data: dict[str, Any] = {"schema_version": SCHEMA_VERSION}
    if file is not None:
        data["file"] = file
    for field in fields(report):
        value = getattr(report, field.name)
        if field.name in _COUNTED:
            value = [finding_to_dict(finding) for finding in value]
        elif field.name == "parts":
            value = [{f.name: getattr(part, f.name) for f in fields(part)} for part in value]
        elif field.name == "patch":
            value = [edit._asdict() for edit in value.edits]
        data[field.name] = value
    return data


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    """A finding as plain data; what is not set is left out."""
    data = {field.name: getattr(finding, field.name) for field in fields(finding)}
    data["fix"] = finding.fix.value
    data["also"] = list(finding.also)
    optional: dict[str, Any] = {"score": None, "replacement": "", "also": [], "document": ""}
    return {name: value for name, value in data.items() if value != optional.get(name, ...)}


def report_to_json(report: Report, *, file: str | None = None, comments: Sequence[str] = ()) -> str:
    """The report as indented JSON with a final newline; the readers' comments where there are."""
    data = report_to_dict(report, file=file)
    if comments:
        data["comments"] = list(comments)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def patch_from_json(text: str, *, place: str = "") -> tuple[Patch, dict[str, Any]]:
    """The patch in a report, and the report's other values.

    Raises:
        ReadError: this is no report of a known schema version.

    """
    try:
        data = json.loads(text)
        version = data["schema_version"]
        edits = [Edit(edit["start"], edit["before"], edit["after"]) for edit in data.pop("patch")]
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError(f"is no report: {error!r}", place=place) from error
    if version != SCHEMA_VERSION:
        raise ReadError(f"has schema version {version}, not {SCHEMA_VERSION}", place=place)
    return Patch(tuple(edits)), data


def check_digest(expected: str, found: str, what: str, *, place: str = "") -> None:
    """Raise UndoError where a text is not the one that a report speaks of."""
    if expected != found:
        raise UndoError(f"this is not the {what} that the report speaks of", place=place)


def error_to_dict(error: CleanerError, *, file: str | None = None) -> dict[str, Any]:
    """An error as plain data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "file": file,
        "error": error.reason,
        "place": error.place,
        "hint": error.hint,
    }
