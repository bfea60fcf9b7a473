"""Rows of a table without cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Block, Evidence, Rule


class RowsDetector:
    """Finds rows of bars and dashes beside which no row says anything."""

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """Each row of a table that has none but such rows."""
        table: list[Block] = []
        for block in [*view.readable, None]:
            if block is not None and block.text.startswith("|"):
                table.append(block)
                continue
            if table and not any(row.key for row in table):
                for rule in self._rules:
                    yield from (
                        Evidence(rule, row.index, row.span)
                        for row in table
                        if holds(rule.where, row, view)
                    )
            table = []
