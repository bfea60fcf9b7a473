"""Blocks that belong to another story, by the learnt topic model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Evidence, Kind, Rule


class OffTopicDetector:
    """Finds what the topic model takes for a fragment of another story.

    Each rule names the ``kind`` of fragment that it reports.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._language = language
        self._rules = {rule.options["kind"]: rule for rule in rules}

    def find(self, view: View) -> Iterator[Evidence]:
        """One sighting for each block of a fragment."""
        from cleaner.detectors.topic.model import read_topics

        title = view.document.title
        blocks = [b for b in view.readable if title is None or b.index != title.block]
        reading = read_topics(
            [block.text for block in blocks],
            [block.kind is Kind.HEADING for block in blocks],
            title.text if title else None,
            self._language,
        )
        for fragment in reading.fragments:
            rule = self._rules.get(fragment.kind)
            if rule is None:
                continue
            for block in blocks[fragment.first : fragment.last + 1]:
                if holds(rule.where, block, view):
                    yield Evidence(
                        rule,
                        block.index,
                        block.span,
                        score=round(fragment.probability, 3),
                        suggested=fragment.level == "suggest",
                        values={"evidence": fragment.evidence},
                    )
