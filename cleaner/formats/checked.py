"""What checking one source gives: plain data that every output format is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cleaner.engine.fingerprints import fingerprints
from cleaner.engine.positions import Lines
from cleaner.engine.result import Result
from cleaner.formats.report_json import finding_to_dict
from cleaner.model import CleanerError, Finding, Fix

#: Code points of a source line that an entry keeps.
_CONTEXT = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with what is needed to show it and to know it again.

    ``context`` is the source line it begins on, from code point ``context_from`` of that line on;
    ``end_column`` stands behind its last code point (from 1).
    """

    finding: Finding
    fingerprint: str
    context: str
    context_from: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Checked:
    """One source: its findings, or why there are none.

    ``changes`` tells whether there is anything that may be fixed; ``known`` counts findings that
    a baseline or unchanged lines took out; ``diff`` shows what fixing would change.
    """

    name: str
    entries: tuple[Entry, ...] = ()
    notes: tuple[Entry, ...] = ()
    error: CleanerError | None = None
    verdict: str = "ok"
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    source_sha256: str = ""
    rules_sha256: str = ""
    changes: bool = False
    known: int = 0
    diff: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone."""
        return tuple(entry.finding for entry in self.entries)

    @property
    def left(self) -> tuple[Entry, ...]:
        """The entries that nothing was done about."""
        return tuple(entry for entry in self.entries if not entry.finding.applied)


def make_checked(name: str, result: Result, *, applied: bool) -> Checked:
    """What ``result`` says of source ``name``; ``applied`` tells whether it was written."""
    source = result.undo() if result.findings or result.notes else ""
    findings = result.findings
    if not applied:
        # Nothing was written, so nothing was applied, whatever the engine did on its copy.
        findings = tuple(replace(finding, applied=False) for finding in findings)
    report = result.report
    return Checked(
        name,
        _entries(findings, source),
        _entries(result.notes, source),
        verdict=report.verdict,
        score=report.score,
        reasons=tuple(part.message for part in report.parts),
        source_sha256=report.source_sha256,
        rules_sha256=report.rules_sha256,
        changes=result.changed or any(note.fix is Fix.SAFE for note in result.notes),
    )


def _entries(findings: Sequence[Finding], source: str) -> tuple[Entry, ...]:
    if not findings:
        return ()
    lines = Lines(source)
    entries = []
    for finding, print_ in zip(findings, fingerprints(findings, source), strict=True):
        line = finding.start - finding.column + 1
        # Of a very long line, what stands around the finding.
        start = max(line, finding.start - _CONTEXT // 4)
        context = source[start : start + _CONTEXT].splitlines() or [""]
        end_column = lines.at(max(finding.end - 1, finding.start))[1] + 1
        entries.append(Entry(finding, print_, context[0], start - line, end_column))
    return tuple(entries)


def checked_to_plain(checked: Checked) -> list[Any]:
    """A checked source as JSON can hold it, without its name."""
    return [
        checked.verdict,
        checked.score,
        list(checked.reasons),
        checked.source_sha256,
        checked.rules_sha256,
        checked.changes,
        *([_plain(entry) for entry in kind] for kind in (checked.entries, checked.notes)),
    ]


def checked_from_plain(name: str, plain: Sequence[Any]) -> Checked:
    """The inverse of :func:`checked_to_plain`.

    Raises:
        ValueError, TypeError, KeyError: ``plain`` does not come from there.

    """
    verdict, score, reasons, source_sha256, rules_sha256, changes, entries, notes = plain
    return Checked(
        name,
        tuple(_revived(entries)),
        tuple(_revived(notes)),
        verdict=verdict,
        score=score,
        reasons=tuple(reasons),
        source_sha256=source_sha256,
        rules_sha256=rules_sha256,
        changes=changes,
    )


def _plain(entry: Entry) -> list[Any]:
    return [
        finding_to_dict(entry.finding),
        entry.fingerprint,
        entry.context,
        entry.context_from,
        entry.end_column,
    ]


def _revived(entries: Iterable[Sequence[Any]]) -> Iterator[Entry]:
    for finding, print_, context, context_from, end_column in entries:
        known = {**finding, "fix": Fix(finding["fix"]), "also": tuple(finding.get("also", ()))}
        yield Entry(Finding(**known), print_, context, context_from, end_column)
