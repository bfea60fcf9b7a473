"""Checked sources as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from cleaner.formats.checked import Checked, Entry
from cleaner.formats.report_json import SCHEMA_VERSION, error_to_dict, finding_to_dict


def checks_to_json(checked: Iterable[Checked]) -> str:
    """Files with their findings, and errors, as indented JSON."""
    files, errors = [], []
    for one in checked:
        if one.error is not None:
            errors.append(error_to_dict(one.error, file=one.name))
        else:
            files.append(_file(one))
    data = {"schema_version": SCHEMA_VERSION, "files": files, "errors": errors}
    return json.dumps(data, ensure_ascii=False, indent=1)


def _file(one: Checked) -> dict[str, Any]:
    data: dict[str, Any] = {
        "path": one.name,
        "source_sha256": one.source_sha256,
        "rules_sha256": one.rules_sha256,
        "verdict": one.verdict,
        "score": one.score,
        "findings": [_entry(entry) for entry in one.entries],
    }
    if one.notes:
        data["notes"] = [_entry(entry) for entry in one.notes]
    if one.known:
        data["known"] = one.known
    return data


def _entry(entry: Entry) -> dict[str, Any]:
    return {**finding_to_dict(entry.finding), "fingerprint": entry.fingerprint}
