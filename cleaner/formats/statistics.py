"""How often each rule found something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cleaner.formats.checked import Checked


def statistics_lines(checked: Iterable[Checked]) -> Iterator[str]:
    """A table, the most frequent rule first: findings, files, code, fix level, name."""
    findings: Counter[tuple[str, str, str]] = Counter()
    files: Counter[tuple[str, str, str]] = Counter()
    for one in checked:
        kinds = [(f.finding.code, f.finding.fix.value, f.finding.name) for f in one.left]
        findings.update(kinds)
        files.update(set(kinds))
    yield f"{'findings':>8} {'files':>7}  {'code':8}{'fix':9}name"
    for kind, count in sorted(findings.items(), key=lambda item: (-item[1], item[0])):
        code, fix, name = kind
        yield f"{count:8} {files[kind]:7}  {code:8}{fix:9}{name}"
