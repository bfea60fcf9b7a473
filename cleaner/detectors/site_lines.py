"""Lines that stand in many documents of the site, where other documents have been looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Evidence, Rule


class SiteLinesDetector:
    """Finds blocks that stand in at least ``documents`` documents and a ``share`` of all (0–1)."""

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """Nothing where nobody has looked at the site's other documents."""
        lines = view.document.site_lines
        if lines is None:
            return
        total = lines.documents
        for block in view.readable:
            count = lines.count(block.key) if block.key else 0
            if not count:
                continue
            for rule in self._rules:
                least = max(rule.options["documents"], rule.options["share"] * total)
                if count >= least and holds(rule.where, block, view):
                    values = {"count": str(count), "total": str(total)}
                    yield Evidence(rule, block.index, block.span, values=values)
