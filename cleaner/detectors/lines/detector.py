"""Lines of the page around the article, by the learnt line model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.detectors.lines.page import Page, is_raw, read_lines
from cleaner.model import Evidence, Rule

if TYPE_CHECKING:
    from cleaner.detectors.lines.weights import Weights


#: A page's frame: so many lines that the rules took, or this share of all lines taken or beyond
#: doubt. Price lists and programmes look like menus here and there, but not that far.
_TAKEN = 16
_FRAME_SHARE = 0.25
_BEYOND_DOUBT = 0.95


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
        page = read_lines(view)
        found = probabilities(page)
        if not has_frame(page, found):
            return
        weights = load_weights()
        for line, probability in zip(page.lines, found, strict=True):
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


def has_frame(page: Page, found: Sequence[float]) -> bool:
    """Whether enough of a page stands around the article to trust the model on single lines."""
    taken = sum(page.gone)
    surest = sum(1 for probability in found if probability >= _BEYOND_DOUBT)
    return taken >= _TAKEN or taken + surest >= _FRAME_SHARE * (taken + len(found))


def load_weights() -> Weights:
    """The model, whose module is imported once a page asks for it."""
    from cleaner.detectors.lines.weights import load_weights as load

    return load()


def probabilities(page: Page) -> list[float]:
    """How likely each line is none of the article's."""
    from cleaner.detectors.lines.features import line_rows

    weights = load_weights()
    forest, calibration = weights.forest, weights.calibration
    return [calibration.probability(forest.score(row)) for row in line_rows(page, weights.grams)]
