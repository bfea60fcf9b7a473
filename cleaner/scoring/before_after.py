"""Texts with gold texts, before and after cleaning: what cleaning gained, lost and cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any

from cleaner.engine.result import Result
from cleaner.reading.text import line_spans
from cleaner.scoring.bootstrap import paired_interval
from cleaner.scoring.judging import Gold, removed_lines
from cleaner.scoring.shingles import Agreement, Averages, averages


@dataclass
class LineCounts:
    """Lines of texts: how many, how many wrong, how many removed, and both."""

    all: int = 0
    wrong: int = 0
    removed: int = 0
    removed_wrong: int = 0

    def add(self, *, wrong: bool, removed: bool) -> None:
        """Enter one line."""
        self.all += 1
        self.wrong += wrong
        self.removed += removed
        self.removed_wrong += wrong and removed

    def report(self) -> dict[str, Any]:
        """The counts, with precision and recall of removal."""
        return {
            **vars(self),
            "precision": share(self.removed_wrong, self.removed),
            "recall": share(self.removed_wrong, self.wrong),
        }


@dataclass
class Tally:
    """Sums over documents, filled one document at a time.

    A line of the text is wrong when the gold lacks it (see :meth:`Gold.lacks`); the oracle
    removes exactly those. ``in_order`` counts lines by the stricter reading of short ones. Times
    are CPU seconds.
    """

    before: list[Agreement] = field(default_factory=list)
    after: list[Agreement] = field(default_factory=list)
    oracle: list[Agreement] = field(default_factory=list)
    gold_words: int = 0
    lost_words: int = 0
    lines: LineCounts = field(default_factory=LineCounts)
    in_order: LineCounts = field(default_factory=LineCounts)
    bytes: int = 0
    extracting: list[float] = field(default_factory=list)
    cleaning: list[float] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)

    def add(self, gold: Gold, source: str, result: Result) -> None:
        """Enter one document: the text before cleaning and what cleaning made of it."""
        before = gold.agreement(source)
        self.before.append(before)
        self.after.append(gold.agreement(result.text) if result.text != source else before)
        self.gold_words += gold.words
        # Copies of the title go because it stands beside the text: its words are not lost.
        self.lost_words += gold.lost(source, _delivered(result))
        self.bytes += len(source.encode("utf-8", "surrogatepass"))
        self.oracle.append(self._add_lines(gold, source, result))

    def _add_lines(self, gold: Gold, source: str, result: Result) -> Agreement:
        """Count lines; returns the agreement of the text without the wrong ones."""
        spans = list(line_spans(source))
        kept = []
        for span, removed in zip(spans, removed_lines(result, source, spans), strict=True):
            line = source[span.start : span.end]
            lacks = gold.lacks(line)
            if not lacks:
                kept.append(line)
            if lacks is not None:
                self.lines.add(wrong=lacks, removed=removed)
                strict = bool(gold.lacks(line, in_order=True))
                self.in_order.add(wrong=strict, removed=removed)
        return gold.agreement("\n".join(kept))

    def report(self) -> dict[str, Any]:
        """All figures as plain data."""
        before, after = averages(self.before), averages(self.after)
        documents = len(self.before)
        return {
            "documents": documents,
            "failures": self.failures,
            "before": before._asdict(),
            "after": after._asdict(),
            "oracle": averages(self.oracle)._asdict(),
            "difference": after.f1 - before.f1,
            "interval": list(paired_interval(self.before, self.after, _f1)) if documents else None,
            "gold_lost": share(self.lost_words, self.gold_words),
            "lines": self.lines.report(),
            "lines_in_order": self.in_order.report(),
            **_times(self.extracting, self.cleaning),
            "clean_mb_per_s": share(self.bytes / 1e6, sum(self.cleaning)),
        }


def _delivered(result: Result) -> str:
    return f"{result.title}\n{result.text}" if result.title and result.changed else result.text


def _times(extracting: Sequence[float], cleaning: Sequence[float]) -> dict[str, float | None]:
    """Milliseconds a document. Means hold what is loaded or compiled once, medians do not."""
    times: dict[str, float | None] = {}
    for name, seconds in (("extract_ms", extracting), ("clean_ms", cleaning)):
        times[name] = 1000 * fmean(seconds) if seconds else None
        times[f"{name}_median"] = 1000 * median(seconds) if seconds else None
    times["clean_of_extract"] = share(sum(cleaning), sum(extracting))
    return times


def share(part: float, whole: float) -> float | None:
    """The quotient, or ``None`` where there is nothing to divide by."""
    return part / whole if whole else None


def _f1(documents: Sequence[Agreement]) -> float:
    result: Averages = averages(documents)
    return result.f1
