"""Findings as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cleaner import __version__
from cleaner.formats.checked import Checked, Entry
from cleaner.model import Fix, Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
#: The version of what a fingerprint is made of.
FINGERPRINT = "cleanerFinding/v1"
_ROOT = "%SRCROOT%"
_LEVELS = {Fix.SAFE: "warning", Fix.UNSAFE: "warning", Fix.DISPLAY: "note"}


def checks_to_sarif(checked: Iterable[Checked], rules: Sequence[Rule], root: Path) -> str:
    """One run with a result a finding; paths are relative to ``root`` where they lie in it.

    Written with zero results too, so that code scanning closes what it showed before.
    """
    checked = list(checked)
    found = {entry.finding.code for one in checked for entry in one.left}
    listed = [rule for rule in rules if rule.code in found]
    places = {rule.code: index for index, rule in enumerate(listed)}
    results = [_result(one.name, entry, places, root) for one in checked for entry in one.left]
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "cleaner",
                "version": __version__,
                "rules": [_rule(rule) for rule in listed],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(checked, root)],
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ").capitalize()},
        "fullDescription": {"text": " ".join(rule.why.split())},
        "help": {
            "text": f"{' '.join(rule.why.split())}\n\ncleaner explain {rule.code} tells more."
        },
        "defaultConfiguration": {"level": _LEVELS[rule.fix]},
        "properties": {"category": rule.category, "fix": rule.fix.value},
    }


def _result(name: str, entry: Entry, places: dict[str, int], root: Path) -> dict[str, Any]:
    finding = entry.finding
    region: dict[str, Any] = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": entry.end_column,
        "snippet": {"text": finding.excerpt},
    }
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.fix],
        "message": {"text": finding.message},
        "locations": [
            {"physicalLocation": {"artifactLocation": _location(name, root), "region": region}}
        ],
        "partialFingerprints": {FINGERPRINT: entry.fingerprint},
        "properties": {"fix": finding.fix.value},
    }
    if finding.code in places:
        result["ruleIndex"] = places[finding.code]
    if finding.score is not None:
        result["properties"]["score"] = finding.score
    return result


def _invocation(checked: Sequence[Checked], root: Path) -> dict[str, Any]:
    notifications = [
        {
            "level": "error",
            "message": {"text": str(one.error)},
            "locations": [{"physicalLocation": {"artifactLocation": _location(one.name, root)}}],
        }
        for one in checked
        if one.error is not None
    ]
    invocation: dict[str, Any] = {"executionSuccessful": not notifications}
    if notifications:
        invocation["toolExecutionNotifications"] = notifications
    return invocation


def _location(name: str, root: Path) -> dict[str, str]:
    path = Path(name).absolute()
    if path.is_relative_to(root):
        return {"uri": quote(path.relative_to(root).as_posix()), "uriBaseId": _ROOT}
    return {"uri": path.as_uri()}
