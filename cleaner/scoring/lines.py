"""``cleaner bench lines``: labelled lines: leftovers removed, content kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleaner.api import Cleaner
from cleaner.engine.result import Result
from cleaner.model import Finding, ReadError
from cleaner.scoring.before_after import share
from cleaner.scoring.head import head
from cleaner.scoring.judging import MOST, coverage, flags, line_hash, removals, touching
from cleaner.scoring.line_labels import UNSCORED, LabelledLine, LineDocument, read_line_documents
from cleaner.scoring.records import Half, Progress, clean_text, silent


@dataclass
class LineTally:
    """Counts of lines, filled one document at a time.

    ``removed``, ``flagged`` and ``missed`` are leftovers by kind; ``cut`` counts content lines
    that lost a part only. ``rules`` counts lines by rule and what became of them.
    """

    removed: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    content: int = 0
    content_removed: int = 0
    content_flagged: int = 0
    cut: int = 0
    rules: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: list[dict[str, Any]] = field(default_factory=list)
    left: list[dict[str, Any]] = field(default_factory=list)

    def add(self, document: LineDocument, result: Result) -> None:
        """Enter one document."""
        for line in document.lines:
            if line.kind not in UNSCORED:
                here = touching(result.findings, line.span)
                self._add_line(document, line, here)

    def _add_line(self, document: LineDocument, line: LabelledLine, here: list[Finding]) -> None:
        gone = coverage(document.text, line.span, removals(here))
        # A line that is partly removed and flagged for the rest has been dealt with as a whole.
        seen = coverage(document.text, line.span, [*removals(here), *flags(here)]) >= MOST
        state = "removed" if gone >= MOST else "flagged" if seen else "missed"
        whole = [f for f in here if coverage(document.text, line.span, [f]) >= MOST]
        for finding in whole:
            self._count_rule(finding, right=line.kind is not None)
        text = document.text[line.span.start : line.span.end]
        note = {
            "id": document.id,
            "line": line_hash(text),
            "kind": line.kind,
            "state": state,
            "codes": sorted({f.code for f in whole}),
            "text": text,
        }
        if line.kind is not None:
            getattr(self, state)[line.kind] += 1
            if state == "missed":
                self.left.append(note)
        else:
            self.content += 1
            self.content_removed += state == "removed"
            self.content_flagged += state == "flagged"
            self.cut += 0 < gone < MOST
            if state != "missed":
                self.wrong.append(note)

    def _count_rule(self, finding: Finding, *, right: bool) -> None:
        deed = "removed" if finding.applied else "flagged"
        self.rules[finding.code][f"{deed}_{'right' if right else 'wrong'}"] += 1

    def report(self, *, texts: bool) -> dict[str, Any]:
        """All figures as plain data; the lines themselves only with ``texts``."""
        removed, flagged = self.removed.total(), self.flagged.total()
        leftovers = removed + flagged + self.missed.total()
        kinds = self.removed + self.flagged + self.missed
        report: dict[str, Any] = {
            "leftovers": leftovers,
            "removed": removed,
            "flagged": flagged,
            "removed_share": share(removed, leftovers),
            "removed_or_flagged_share": share(removed + flagged, leftovers),
            "precision": share(removed, removed + self.content_removed),
            "content": self.content,
            "content_removed": self.content_removed,
            "content_removed_share": share(self.content_removed, self.content),
            "content_flagged": self.content_flagged,
            "content_cut": self.cut,
            "kinds": {
                kind: {"all": count, "removed": self.removed[kind], "flagged": self.flagged[kind]}
                for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
            },
            "by_rule": {code: dict(self.rules[code]) for code in sorted(self.rules)},
        }
        for name, notes in (("wrong", self.wrong), ("missed", self.left)):
            report[f"{name}_lines"] = [
                {key: value for key, value in note.items() if texts or key != "text"}
                for note in notes
            ]
        return report


def bench_lines(
    cleaner: Cleaner,
    path: Path,
    texts: Path | None = None,
    *,
    half: Half | None = None,
    limit: int | None = None,
    show: bool = False,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Measure cleaning on labelled lines; see :mod:`cleaner.scoring.line_labels` for the formats.

    A line is removed when findings that were applied cover most of it (:data:`MOST`). ``show``
    puts the text of wrong and missed lines into the report.

    Raises:
        ReadError: a file cannot be read, or is of neither format.

    """
    tally, documents = LineTally(), 0
    for document in progress(read_line_documents(path, texts, half=half, limit=limit)):
        tally.add(document, clean_text(cleaner, document.text, document.known))
        documents += 1
    if not documents:
        raise ReadError("holds no document to measure", place=str(path))
    report = head("lines", cleaner, path, half=half, documents=documents)
    return report | tally.report(texts=show)
