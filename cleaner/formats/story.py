"""The source with its findings marked: what went, what is flagged, and why, in the text's order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from cleaner.model import Finding, Report

#: Marks in front of lines: removed, flagged, kept. They carry the meaning where colour does not.
REMOVED, FLAGGED, REPAIRED, KEPT = "-", "!", "~", " "


def story_lines(source: str, findings: Sequence[Finding]) -> Iterator[tuple[str, str, str]]:
    """The source line by line as (mark, line, reason); the reason stands at a finding's first line.

    A line is marked when at least half of what can be read in it is covered by a finding; a
    smaller finding is shown as a line of its own under it.
    """
    place = 0
    coming = deque(sorted(findings, key=lambda finding: finding.start))
    open_: list[Finding] = []
    for line in source.splitlines(keepends=True):
        start, end = place, place + len(line)
        place = end
        while coming and coming[0].start < end:
            open_.append(coming.popleft())
        here = open_ = [finding for finding in open_ if finding.end > start]
        whole = next((f for f in here if _covers(f, start, end, source)), None)
        if whole is None:
            yield KEPT, line.rstrip("\r\n"), ""
        else:
            reason = _reason(whole) if whole.start >= start else ""
            yield _mark(whole), line.rstrip("\r\n"), reason
        for finding in here:
            if finding is not whole and finding.start >= start:
                yield _mark(finding), source[finding.start : finding.end], _reason(finding)


def summary(report: Report) -> str:
    """One line: what was removed, flagged and repaired, how many words went, the verdict."""
    marks = [_mark(finding) for finding in report.findings]
    counts = [f"{marks.count(REMOVED)} removed", f"{marks.count(FLAGGED)} flagged"]
    if REPAIRED in marks:
        counts.append(f"{marks.count(REPAIRED)} repaired")
    share = report.words_removed / report.words if report.words else 0.0
    return (
        f"{', '.join(counts)}; {report.words_removed} of {report.words} words went ({share:.1%}). "
        f"Verdict: {report.verdict}, score {report.score:.2f}."
    )


def _covers(finding: Finding, start: int, end: int, source: str) -> bool:
    inside = source[max(start, finding.start) : min(end, finding.end)]
    return 2 * len(inside.strip()) >= len(source[start:end].strip()) > 0


def _mark(finding: Finding) -> str:
    if not finding.applied:
        return FLAGGED
    return REPAIRED if finding.replacement else REMOVED


def _reason(finding: Finding) -> str:
    score = f", {finding.score:.2f}" if finding.score is not None else ""
    place = f" in {finding.dom}" if finding.dom else ""
    return f"{finding.code} {finding.message} [{finding.fix}{score}]{place}"
