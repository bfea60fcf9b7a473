"""From evidence in a pass's text to findings in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from cleaner.engine.decision import Decisions
from cleaner.engine.patching import SourceMap
from cleaner.engine.positions import Lines
from cleaner.model import Block, Evidence, Finding

#: Code points of the source that an excerpt shows.
EXCERPT = 80


class FindingBook:
    """Collects findings over the passes, each kind once a place."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._blocks: Sequence[Block] = ()
        # Made with the first finding: most documents have none.
        self._lines: Lines | None = None
        self._applied: list[Finding] = []
        self._others: dict[str, list[Finding]] = {"flagged": [], "shadowed": [], "suggested": []}
        self._seen: set[tuple[str, str, int, int]] = set()

    def add(self, decisions: Decisions, where: SourceMap, blocks: Sequence[Block]) -> None:
        """Enter the decisions of one pass on ``blocks``.

        ``where`` leads from the pass's text to the source.
        """
        self._blocks = blocks
        for item in decisions.applied:
            self._applied.append(self._finding(item, where, decisions, applied=True))
        for kind, items in (
            ("flagged", decisions.flagged),
            ("shadowed", decisions.shadowed),
            ("suggested", decisions.suggested),
        ):
            self._enter(kind, items, where, decisions)

    def acted_on(self) -> tuple[Finding, ...]:
        """What was applied and what is flagged, in the order of the source."""
        return _sorted([*self._applied, *self._uncovered("flagged")])

    def shadowed(self) -> tuple[Finding, ...]:
        """What lost to another finding on the same place."""
        return _sorted(self._others["shadowed"])

    def suggested(self) -> tuple[Finding, ...]:
        """What was too weak to flag."""
        return _sorted(self._uncovered("suggested"))

    def _enter(
        self, kind: str, items: Iterable[Evidence], where: SourceMap, decisions: Decisions
    ) -> None:
        for item in items:
            finding = self._finding(item, where, decisions, applied=False)
            identity = (kind, finding.code, finding.start, finding.end)
            if identity not in self._seen:
                self._seen.add(identity)
                self._others[kind].append(finding)

    def _uncovered(self, kind: str) -> list[Finding]:
        """Findings on text that is still there after all passes."""
        applied = sorted(self._applied, key=lambda finding: (finding.start, -finding.end))
        reaches = list(accumulate((finding.end for finding in applied), max))
        left = []
        for finding in self._others[kind]:
            # The furthest end among what begins at or before the finding tells if it is covered.
            place = bisect_right(applied, finding.start, key=lambda a: a.start)
            if not place or reaches[place - 1] < finding.end:
                left.append(finding)
        return left

    def _finding(
        self, item: Evidence, where: SourceMap, decisions: Decisions, *, applied: bool
    ) -> Finding:
        start, end = where.to_source(item.span)
        if self._lines is None:
            self._lines = Lines(self._source)
        line, column = self._lines.at(start)
        end_line, _ = self._lines.at(max(end - 1, start))
        rule = item.rule
        return Finding(
            code=rule.code,
            name=rule.name,
            category=rule.category,
            fix=rule.fix,
            applied=applied,
            start=start,
            end=end,
            line=line,
            end_line=end_line,
            column=column,
            message=item.message,
            excerpt=excerpt(self._source[start:end]),
            score=item.score,
            replacement=item.replacement,
            also=decisions.codes_beside(item),
            dom=dom.path if (dom := self._blocks[item.block].dom) else "",
            document=item.document,
        )


def excerpt(text: str) -> str:
    """The text in one line, shortened."""
    line = " ".join(text[: EXCERPT * 2].split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.start, f.end, f.code)))
