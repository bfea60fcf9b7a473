"""Lines that stand in many documents of the site or corpus, where others have been looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Evidence, Rule, SiteLines


class SiteLinesDetector:
    """Finds blocks that stand in at least ``documents`` documents and a ``share`` of all (0–1).

    ``scope`` says of which: those of the ``site``, or those of the whole ``corpus``, where only
    lines that several sites have are counted.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """Nothing where nobody has looked at the other documents."""
        corpus = view.document.corpus
        yield from self._scope("site", view.document.site_lines, view)
        yield from self._scope("corpus", corpus.lines if corpus else None, view)

    def _scope(self, scope: str, lines: SiteLines | None, view: View) -> Iterator[Evidence]:
        rules = [rule for rule in self._rules if rule.options["scope"] == scope]
        if lines is None or not rules:
            return
        total = lines.documents
        for block in view.readable:
            count = lines.count(block.key) if block.key else 0
            if not count:
                continue
            for rule in rules:
                least = max(rule.options["documents"], rule.options["share"] * total)
                if count >= least and holds(rule.where, block, view):
                    values = {"count": str(count), "total": str(total)}
                    yield Evidence(rule, block.index, block.span, values=values)
