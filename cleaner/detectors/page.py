"""Lines of a page that are not the article's, by the learnt page model."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.detectors.topic.trees import Forest, read_tree
from cleaner.model import Block, Evidence, Rule
from cleaner.reading.page.features import NAMES

_NEWS = NAMES.index("news")
WEIGHTS = Path(__file__).with_name("page.json")


class PageDetector:
    """Finds blocks that the page model takes for the page's own.

    ``least`` is the probability from which on a rule reports one; ``least_news`` the same on pages
    that call themselves news, ``least_untold`` on pages that do not say what they are, where these
    are given. (In guides and blogs lists and boxes that look like the page's are the author's.)
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """Each live block that is probable enough."""
        asked = [(b, b.dom.features) for b in view.readable if b.dom and b.dom.features]
        if not asked:
            return
        forest, known = load_forest(), view.sightings.memory.scores
        for block, features in asked:
            probability = known.get(features)
            if probability is None:
                probability = known[features] = probability_of(block, forest)
            for rule in self._rules:
                if probability >= _least(rule, block) and holds(rule.where, block, view):
                    values = {"evidence": reasons(block)}
                    yield Evidence(
                        rule, block.index, block.span, score=round(probability, 3), values=values
                    )


def _least(rule: Rule, block: Block) -> float:
    """From which probability on the rule reports a line of the block's page."""
    assert block.dom is not None
    names = {1.0: "least_news", 0.0: "least_untold"}
    own = names.get(block.dom.features[_NEWS], "least")
    return float(rule.options[own] or rule.options["least"])


@cache
def load_forest(path: Path = WEIGHTS) -> Forest:
    """The trees of ``cleaner.scoring.train_page``.

    Raises:
        ValueError: they were trained on other features than these.

    """
    data = json.loads(path.read_text("utf-8"))
    if tuple(data["features"]) != NAMES:
        raise ValueError(f"{path.name} was trained on other features: train it again")
    return Forest([read_tree(tree) for tree in data["trees"]])


def probability_of(block: Block, forest: Forest) -> float:
    """How probable it is that a block with features is no part of the article."""
    assert block.dom is not None
    return 1 / (1 + math.exp(-forest.score(block.dom.features)))


def reasons(block: Block) -> str:
    """What a person sees of the evidence: where the block stood, its links, its shape."""
    dom = block.dom
    assert dom is not None
    told = []
    if dom.inside is False:
        told.append("stands outside the body")
    names = sorted(dom.groups)
    if names:
        told.append(f"under names of {', '.join(names[:3])}")
    if dom.link_density >= 0.3:
        told.append(f"{dom.link_density:.0%} of its letters are links")
    if not block.closed:
        told.append("ends no sentence")
    if not told:
        told.append("differs from the body's paragraphs in shape and place")
    return "; ".join(told)
