"""``cleaner bench clean``: articles in which nothing should go."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from cleaner.api import Cleaner
from cleaner.model import Finding, ReadError
from cleaner.scoring.before_after import share
from cleaner.scoring.head import head
from cleaner.scoring.judging import line_hash
from cleaner.scoring.records import (
    Half,
    Progress,
    chosen,
    clean_text,
    known_of,
    read_records,
    silent,
    text_of,
)


def bench_clean(
    cleaner: Cleaner,
    path: Path,
    *,
    half: Half | None = None,
    limit: int | None = None,
    show: bool = False,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Count removals, repairs and findings on records of ``text`` that carry no leftovers.

    ``show`` puts the text of each finding into the report.

    Raises:
        ReadError: the file cannot be read, or a record has no text.

    """
    documents = removed = repaired = found = words = lost = 0
    rules: defaultdict[str, Counter[str]] = defaultdict(Counter)
    hits: list[dict[str, Any]] = []
    for record in progress(chosen(read_records(path), half, limit)):
        text = text_of(record, "text", path)
        result = clean_text(cleaner, text, known_of(record))
        documents += 1
        deeds = {_deed(finding) for finding in result.findings}
        removed += "removed" in deeds
        repaired += "repaired" in deeds
        found += bool(result.findings)
        words += result.report.words
        lost += result.report.words_removed
        for finding in result.findings:
            rules[finding.code][_deed(finding)] += 1
            span = text[finding.start : finding.end]
            hit = {"id": str(record.get("id")), "code": finding.code, "line": line_hash(span)}
            hit["state"] = _deed(finding)
            hits.append(hit | {"text": span} if show else hit)
    if not documents:
        raise ReadError("holds no record to measure", place=str(path))
    return head(
        "clean",
        cleaner,
        path,
        half=half,
        documents=documents,
        with_removals=removed,
        with_removals_share=share(removed, documents),
        with_repairs=repaired,
        with_repairs_share=share(repaired, documents),
        with_findings=found,
        with_findings_share=share(found, documents),
        words_removed_share=share(lost, words),
        by_rule={code: dict(rules[code]) for code in sorted(rules)},
        hits=hits,
    )


def _deed(finding: Finding) -> str:
    if not finding.applied:
        return "flagged"
    return "repaired" if finding.replacement else "removed"
