"""Findings judged: right or wrong, by whatever the data know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from cleaner.api import Cleaner
from cleaner.engine.result import Result
from cleaner.model import Finding, ReadError
from cleaner.scoring.before_after import Tally
from cleaner.scoring.extractors import find_extractor
from cleaner.scoring.html import extract_and_clean
from cleaner.scoring.judging import Gold, coverage, line_hash
from cleaner.scoring.line_labels import UNSCORED, LineDocument, read_line_documents
from cleaner.scoring.records import (
    Half,
    Record,
    chosen,
    clean_text,
    domain_of,
    known_of,
    read_records,
    text_of,
)

Verdict = Literal["right", "wrong"]
DataFormat = Literal["html", "text", "lines", "clean"]


class Judge(Protocol):
    """What the data say of a finding."""

    def verdict(self, finding: Finding) -> Verdict | None:
        """Whether the finding is right; ``None`` where the data do not tell."""

    def cost(self, finding: Finding) -> int:
        """How many words of the article go when the finding's text goes."""


class Case(NamedTuple):
    """A document with its findings and their judge."""

    id: str
    domain: str
    source: str
    result: Result
    judge: Judge


class Hit(NamedTuple):
    """One finding of one rule, judged. ``deed`` tells what became of it.

    ``line`` is the hash of the finding's text: together with the document's id it names the
    finding without quoting it.
    """

    code: str
    document: str
    domain: str
    line: str
    deed: Literal["applied", "flagged", "shadowed"]
    verdict: Verdict | None
    cost: int
    text: str


@dataclass(frozen=True, slots=True)
class GoldJudge:
    """Asks the gold text: a finding is right where the gold lacks its text, or this copy of it.

    Short texts are looked for word after word: a rule's figure should not hang on whether its
    "Read more" is scattered over a long article.
    """

    gold: Gold
    source: str

    def verdict(self, finding: Finding) -> Verdict | None:
        """By the shingles of the finding's text."""
        text = self.source[finding.start : finding.end]
        lacks = self.gold.lacks(text, in_order=True)
        if lacks is None or finding.replacement:
            return None
        return "right" if lacks or self._spare(finding) else "wrong"

    def cost(self, finding: Finding) -> int:
        """The words of the finding that stand in the gold's shingles."""
        text = self.source[finding.start : finding.end]
        return 0 if finding.replacement or self._spare(finding) else self.gold.cost(text)

    def _spare(self, finding: Finding) -> bool:
        text = self.source[finding.start : finding.end]
        return self.gold.surplus(text, self.source[: finding.start])


@dataclass(frozen=True, slots=True)
class LineJudge:
    """Asks the labels: the kind of the lines that most of the finding stands on."""

    document: LineDocument

    def verdict(self, finding: Finding) -> Verdict | None:
        """Right on leftovers, wrong on content; nothing is said of lines that are not scored."""
        shares = {"right": 0.0, "wrong": 0.0, "": 0.0}
        for line in self.document.lines:
            span = line.span
            part = coverage(self.document.text, span, [finding]) * (span.end - span.start)
            name = "" if line.kind in UNSCORED else "wrong" if line.kind is None else "right"
            shares[name] += part
        if finding.replacement or 2 * shares[""] >= sum(shares.values()):
            return None
        return "right" if shares["right"] > shares["wrong"] else "wrong"

    def cost(self, finding: Finding) -> int:
        """The words of the finding, where it is wrong."""
        text = self.document.text[finding.start : finding.end]
        return len(text.split()) if self.verdict(finding) == "wrong" else 0


@dataclass(frozen=True, slots=True)
class CleanJudge:
    """Knows that nothing should go."""

    source: str

    def verdict(self, _finding: Finding) -> Verdict | None:
        """Wrong, until a person has said otherwise."""
        return "wrong"

    def cost(self, finding: Finding) -> int:
        """All words of the finding."""
        return len(self.source[finding.start : finding.end].split())


def data_format(path: Path) -> DataFormat:
    """The format of a data file, by the keys of its first record.

    Raises:
        ReadError: the keys fit none.

    """
    first = next(iter(islice(read_records(path), 1)), {})
    if "marks" in first or {"lines", "labels"} <= first.keys():
        return "lines"
    if {"html", "gold_text"} <= first.keys():
        return "html"
    if "text" in first:
        return "text" if "gold_text" in first else "clean"
    raise ReadError("is of no known format", place=str(path), hint="html, text, lines or clean")


def read_cases(
    cleaner: Cleaner,
    path: Path,
    *,
    texts: Path | None = None,
    extractor: str = "trafilatura",
    half: Half | None = None,
    limit: int | None = None,
) -> Iterator[Case]:
    """The documents of a data file of any format, cleaned.

    Raises:
        ReadError: the file cannot be read.

    """
    kind = data_format(path)
    if kind == "lines":
        for document in read_line_documents(path, texts, half=half, limit=limit):
            result = clean_text(cleaner, document.text, document.known)
            judge = LineJudge(document)
            yield Case(document.id, document.domain, document.text, result, judge)
        return
    records = (r for r in read_records(path) if kind != "html" or r.get("gold_text"))
    for record in chosen(records, half, limit):
        source, result = _cleaned(cleaner, record, path, kind, extractor)
        judging: Judge = CleanJudge(source)
        if kind != "clean":
            judging = GoldJudge(Gold(text_of(record, "gold_text", path)), source)
        yield Case(str(record.get("id")), domain_of(record), source, result, judging)


def _cleaned(
    cleaner: Cleaner, record: Record, path: Path, kind: DataFormat, extractor: str
) -> tuple[str, Result]:
    if kind == "html":
        html = text_of(record, "html", path)
        done = extract_and_clean(cleaner, find_extractor(extractor), html, record, Tally())
        return done.source, done.result
    text = text_of(record, "text", path)
    return text, clean_text(cleaner, text, known_of(record))


def hits_of(case: Case) -> Iterator[Hit]:
    """All findings of a case, judged; those that lost to another on the same place, too."""
    report = case.result.report
    for finding in chain(report.findings, report.shadowed):
        text = case.source[finding.start : finding.end]
        deed: Literal["applied", "flagged", "shadowed"] = "flagged"
        if finding in report.shadowed:
            deed = "shadowed"
        elif finding.applied:
            deed = "applied"
        yield Hit(
            code=finding.code,
            document=case.id,
            domain=case.domain,
            line=line_hash(text),
            deed=deed,
            verdict=case.judge.verdict(finding),
            cost=case.judge.cost(finding),
            text=text,
        )
