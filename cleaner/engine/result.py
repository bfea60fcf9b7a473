"""What cleaning one document gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cleaner.engine.patching import undo
from cleaner.model import CleanerError, Finding, Report


@dataclass(frozen=True, slots=True)
class Result:
    """The cleaned text and what was found.

    Of a page, ``text`` is what it was to be kept as: plain text, Markdown or HTML. Findings, patch
    and ``undo`` speak of that. ``comments`` are the paragraphs of the readers' comments, where
    they were asked for.

    ``error`` is set where the document could not be read or cleaned; ``text`` is then what was
    given, as far as it was text, and the report rejects it. ``notes`` tell, in the form of
    findings, of suppressions in the text that suppress nothing or name no rule.
    """

    text: str
    title: str | None
    report: Report
    metadata: Mapping[str, str] = field(default_factory=dict)
    error: CleanerError | None = None
    notes: tuple[Finding, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was applied and what is flagged, in the order of the source."""
        return self.report.findings

    @property
    def changed(self) -> bool:
        """Whether the text differs from the source."""
        return bool(self.report.patch.edits)

    def undo(self) -> str:
        """The source: of a page, the extracted article in the form that ``text`` has."""
        return undo(self.text, self.report.patch)
