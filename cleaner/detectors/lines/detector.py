"""Lines of the page around the article, by the learnt line model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.detectors.lines.page import Page, is_raw, read_lines
from cleaner.model import Evidence, Rule


class LinesDetector:
    """Finds what stands around the article in raw page text: menus, teasers, footers.

    Texts that an extractor has cut down to the article are left alone, see :func:`is_raw`.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """The lines that are surely the page's, and as suggestions those that likely are."""
        if not is_raw(view):
            return
        from cleaner.detectors.lines.weights import load_weights

        weights = load_weights()
        page = read_lines(view)
        for line, probability in zip(page.lines, probabilities(page), strict=True):
            if probability < weights.likely:
                continue
            for rule in self._rules:
                if holds(rule.where, line, view):
                    yield Evidence(
                        rule,
                        line.index,
                        line.span,
                        score=round(probability, 3),
                        suggested=probability < weights.sure,
                    )


def probabilities(page: Page) -> list[float]:
    """How likely each line is none of the article's."""
    from cleaner.detectors.lines.features import line_rows
    from cleaner.detectors.lines.weights import load_weights

    weights = load_weights()
    forest, calibration = weights.forest, weights.calibration
    return [calibration.probability(forest.score(row)) for row in line_rows(page, weights.grams)]
