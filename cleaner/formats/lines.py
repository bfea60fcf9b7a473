"""Findings as lines that editors and people know: path:line:col CODE message [fix]."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.formats.checked import Entry
from cleaner.model import Finding


def finding_lines(path: str, findings: Iterable[Finding]) -> Iterator[str]:
    """One line a finding: its fix level, or that it was fixed, stands at the end."""
    for finding in findings:
        yield finding_line(path, finding)


def finding_line(path: str, finding: Finding, *, note: bool = False) -> str:
    """One finding as one line; a note says that it is one."""
    state = "fixed" if finding.applied else "note" if note else finding.fix.value
    score = f" ({finding.score:.2f})" if finding.score is not None else ""
    place = f"{path}:{finding.line}:{finding.column}"
    return f"{place}: {finding.code} {finding.message}{score} [{state}]"


def context_lines(entry: Entry) -> Iterator[tuple[str, str]]:
    """The line of the source with its number, and marks under the finding, as (margin, text).

    Where it came from a page, a third line names the element that it stood in.
    """
    finding = entry.finding
    number = str(finding.line)
    text = entry.context.expandtabs(1)
    start = finding.column - 1 - entry.context_from
    end = entry.end_column - 1 - entry.context_from if finding.line == finding.end_line else None
    marked = max(1, len(text[start:end].rstrip()))
    yield f"  {number} |", text
    yield (
        f"  {' ' * len(number)} |",
        " " * _width(text[:start]) + "^" * _width(text[start : start + marked]),
    )
    if finding.dom:
        yield f"  {' ' * len(number)} =", finding.dom


def _width(text: str) -> int:
    """Columns of a terminal that ``text`` takes: two for each wide character, none for marks."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
