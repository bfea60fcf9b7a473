"""The tail cut: what follows the first sure leftover after the last running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Evidence, Rule


class TailDetector:
    """Finds the rest of the tail once a leftover of a ``triggers`` category stands in it.

    Without a trigger nothing is cut: cutting unconditionally after the last good paragraph loses
    more than it gains. Blocks of more than ``max_words`` words stay.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """The live blocks behind the trigger."""
        if view.untouched or view.body is None:
            return
        behind = range(view.body[1] + 1, len(view.document.blocks))
        for rule in self._rules:
            if view.categories.isdisjoint(rule.options["triggers"]):
                continue
            trigger = next((i for i in behind if _triggers(rule, view, i)), None)
            if trigger is None:
                continue
            for index in range(trigger + 1, len(view.document.blocks)):
                block = view.document.blocks[index]
                if view.gone(index) or block.protected or block.words > rule.options["max_words"]:
                    continue
                if holds(rule.where, block, view):
                    yield Evidence(rule, index, block.span)


def _triggers(rule: Rule, view: View, index: int) -> bool:
    return view.gone(index) and any(
        item.rule.category in rule.options["triggers"] for item in view.evidence(index)
    )
