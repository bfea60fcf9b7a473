"""Findings as lines that editors and people know: path:line:col CODE message [fix]."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.model import Finding


def finding_lines(path: str, findings: Iterable[Finding]) -> Iterator[str]:
    """One line a finding: its fix level, or that it was fixed, stands at the end."""
    for finding in findings:
        state = "fixed" if finding.applied else finding.fix.value
        score = f" ({finding.score:.2f})" if finding.score is not None else ""
        place = f"{path}:{finding.line}:{finding.column}"
        yield f"{place}: {finding.code} {finding.message}{score} [{state}]"
