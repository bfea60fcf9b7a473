"""Counts of a run, by shard, to be added up."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cleaner.batch.evidence.keys import site_of
from cleaner.batch.records import Row
from cleaner.engine.result import Result

#: How many of the documents that lost most are named.
LOSERS = 20
#: Sites that are counted one by one; when there are more, those with few documents become one.
SITES = 100_000
OTHER_SITES = "(others)"

_GROUPS = ("verdicts", "applied", "flagged", "categories", "languages", "sites")
_NUMBERS = (
    *("documents", "written", "failed", "taken_over", "changed", "with_flags"),
    *("bytes", "words", "words_removed"),
)


@dataclass(slots=True)
class Stats:
    """What was done.

    ``documents`` were cleaned, ``taken_over`` of them from an earlier run unchanged; ``written``
    were kept; ``failed`` went to the quarantine. ``bytes`` is the UTF-8 of the source texts.
    ``applied`` and ``flagged`` count findings by code; ``languages`` and ``sites`` count
    documents. ``seconds`` are times of reading, cleaning and writing, ``stages`` those of the
    stages of cleaning, added up over workers. ``names`` are those of the rules that were found.
    """

    documents: int = 0
    written: int = 0
    failed: int = 0
    taken_over: int = 0
    changed: int = 0
    with_flags: int = 0
    bytes: int = 0
    words: int = 0
    words_removed: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    applied: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    losers: list[tuple[int, int, str, str]] = field(default_factory=list)
    seconds: dict[str, float] = field(
        default_factory=lambda: {"read": 0.0, "clean": 0.0, "write": 0.0}
    )
    stages: dict[str, float] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Count a row."""
        self.documents += 1
        result = row.result
        if result is None:
            self.taken_over += 1
            return
        report = result.report
        self.bytes += _source_bytes(result)
        self.words += report.words
        self.words_removed += report.words_removed
        self.changed += result.changed
        self.verdicts[report.verdict] += 1
        self.languages[report.language or "unknown"] += 1
        self.sites[site_of(row.url) or "unknown"] += 1
        self._count_findings(result)
        if report.words_removed:
            self._lost(report.words_removed, report.words, row)

    def add_written(self, row: Mapping[str, Any], prefix: str = "") -> None:
        """Count a row by its fields, where the result that made it is not at hand."""
        cleaning = row[prefix + "cleaning"]
        text = row.get(cleaning["field"])
        self.documents += 1
        self.written += 1
        self.bytes += len(text.encode("utf-8", "replace")) if isinstance(text, str) else 0
        self.words += cleaning["words"]
        self.words_removed += cleaning["words_removed"]
        self.changed += bool(row[prefix + "patch"])
        self.verdicts[row[prefix + "verdict"]] += 1
        self.languages[cleaning["language"] or "unknown"] += 1
        findings = row[prefix + "findings"]
        for finding in findings:
            (self.applied if finding["applied"] else self.flagged)[finding["code"]] += 1
            self.categories[finding["category"]] += 1
        self.with_flags += any(not finding["applied"] for finding in findings)

    def merge(self, other: Stats) -> None:
        """Add the counts of another shard."""
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in _GROUPS:
            getattr(self, name).update(getattr(other, name))
        for name, seconds in other.seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + seconds
        for name, seconds in other.stages.items():
            self.stages[name] = self.stages.get(name, 0.0) + seconds
        self.names.update(other.names)
        self.losers = heapq.nsmallest(LOSERS, [*self.losers, *other.losers])
        if len(self.sites) > 2 * SITES:
            self._bound_sites()

    def to_dict(self) -> dict[str, Any]:
        """As plain data; counts in falling order."""
        data: dict[str, Any] = {name: getattr(self, name) for name in _NUMBERS}
        for name in _GROUPS:
            counts: Counter[str] = getattr(self, name)
            data[name] = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
        data["losers"] = [
            {"words_removed": -lost, "words": words, "id": name, "place": place}
            for lost, words, name, place in self.losers
        ]
        data["seconds"] = self.seconds
        data["stages"] = self.stages
        data["names"] = dict(sorted(self.names.items()))
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Stats:
        """The inverse of :meth:`to_dict`."""
        stats = cls(**{name: data[name] for name in _NUMBERS})
        for name in ("seconds", "stages", "names"):
            setattr(stats, name, dict(data[name]))
        for name in _GROUPS:
            setattr(stats, name, Counter(data[name]))
        stats.losers = [
            (-one["words_removed"], one["words"], one["id"], one["place"]) for one in data["losers"]
        ]
        return stats

    def _count_findings(self, result: Result) -> None:
        flagged = False
        for finding in result.findings:
            (self.applied if finding.applied else self.flagged)[finding.code] += 1
            self.categories[finding.category] += 1
            self.names[finding.code] = finding.name
            flagged = flagged or not finding.applied
        self.with_flags += flagged

    def _lost(self, lost: int, words: int, row: Row) -> None:
        entry = (-lost, words, row.id or "", str(row.record.place))
        if len(self.losers) < LOSERS or entry < self.losers[-1]:
            self.losers = heapq.nsmallest(LOSERS, [*self.losers, entry])

    def _bound_sites(self) -> None:
        most = sorted(self.sites.items(), key=lambda item: (-item[1], item[0]))
        kept = Counter(dict(most[:SITES]))
        kept[OTHER_SITES] += sum(count for _, count in most[SITES:])
        self.sites = kept


def _source_bytes(result: Result) -> int:
    edits = result.report.patch.edits
    gone = sum(len(e.before.encode("utf-8", "replace")) for e in edits)
    come = sum(len(e.after.encode("utf-8", "replace")) for e in edits)
    return len(result.text.encode("utf-8", "replace")) + gone - come
