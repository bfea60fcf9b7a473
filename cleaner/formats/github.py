"""Findings as annotations of a GitHub Actions run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cleaner.formats.checked import Checked, Entry
from cleaner.model import Fix

#: GitHub shows so many annotations of each type in a step and drops the rest.
LIMIT = 10


def github_lines(checked: Iterable[Checked]) -> Iterator[str]:
    """One annotation a finding, up to the limit of its type; one more sums up the rest."""
    shown: Counter[str] = Counter()
    rest: Counter[str] = Counter()
    for one in checked:
        for kind, code, line in _annotations(one):
            # The summing up is a notice itself, and needs its place among them.
            if shown[kind] < LIMIT - (kind == "notice"):
                shown[kind] += 1
                yield line
            else:
                rest[code] += 1
    if rest:
        counts = ", ".join(f"{code} {count}" for code, count in rest.most_common())
        yield f"::notice title=cleaner::{rest.total()} more: {counts}"


def _annotations(one: Checked) -> Iterator[tuple[str, str, str]]:
    """Each annotation with its type and the rule's code."""
    if one.error is not None:
        place = f"::error file={_property(one.name)},title=cleaner::"
        yield "error", "unreadable", place + _data(one.error.reason)
    for entry in one.left:
        kind = "notice" if entry.finding.fix is Fix.DISPLAY else "warning"
        yield kind, entry.finding.code, _line(kind, one.name, entry)


def _line(kind: str, name: str, entry: Entry) -> str:
    finding = entry.finding
    place = f"file={_property(name)},line={finding.line},endLine={finding.end_line}"
    if finding.line == finding.end_line:
        place += f",col={finding.column},endColumn={entry.end_column}"
    title = _property(f"{finding.code} {finding.name}")
    return f"::{kind} {place},title={title}::{_data(finding.message)} [{finding.fix}]"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
