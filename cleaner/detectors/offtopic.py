"""Blocks that belong to another story, by the learnt topic model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.detectors.units import sighting
from cleaner.model import Block, Evidence, Kind, Rule, Span

if TYPE_CHECKING:
    from cleaner.detectors.topic.model import Fragment, Reading, Strange


#: Places of a page that hold other stories' teasers.
_ELSEWHERE = frozenset({"related", "card", "sidebar"})


class OffTopicDetector:
    """Finds what the topic model takes for a fragment of another story.

    Each rule names the ``kind`` of fragment that it reports. A rule whose kind is ``decisive``
    has every fragment that is sure enough to go by default, whatever it is: by its probability,
    or because the page says, too, that it stands elsewhere. One whose kind is ``foreign sentence``
    has sentences at the ends of paragraphs that belong.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = {rule.options["kind"]: rule for rule in rules}

    def find(self, view: View) -> Iterator[Evidence]:
        """One sighting for each block of a fragment, and for each foreign sentence."""
        blocks = topical_blocks(view)
        reading = topics_of(view)
        yield from self._sentences(reading, blocks, view)
        for fragment in reading.fragments:
            held = blocks[fragment.first : fragment.last + 1]
            rule = self._rule(fragment, held)
            if rule is not None:
                for block in held:
                    if holds(rule.where, block, view, held):
                        yield _sighting(rule, block, fragment)

    def _sentences(
        self, reading: Reading, blocks: Sequence[Block], view: View
    ) -> Iterator[Evidence]:
        rule = self._rules.get("foreign sentence")
        if rule is None:
            return
        for strange in reading.strange:
            block = blocks[strange.block]
            found = _sentence(rule, block, strange)
            if found is not None and holds(rule.where, block, view):
                yield found

    def _rule(self, fragment: Fragment, blocks: Sequence[Block]) -> Rule | None:
        decisive = self._rules.get("decisive")
        if decisive is not None and _decides(fragment, blocks):
            return decisive
        return self._rules.get(fragment.kind)


def _decides(fragment: Fragment, blocks: Sequence[Block]) -> bool:
    """Whether a fragment may go: the model is as good as certain, or the page agrees with it."""
    if fragment.level == "decisive":
        return True
    return fragment.level == "flag" and all(map(_elsewhere, blocks))


def _elsewhere(block: Block) -> bool:
    dom = block.dom
    return dom is not None and (dom.inside is False or bool(dom.groups & _ELSEWHERE))


def topical_blocks(view: View) -> list[Block]:
    """The blocks that the topic model reads: what can be read, without the title."""
    title = view.document.title
    return [b for b in view.readable if title is None or b.index != title.block]


def topics_of(view: View) -> Reading:
    """What the topic model says about the live blocks; fragments count them as given above."""
    title = view.document.title
    blocks = topical_blocks(view)
    asked = (
        tuple(block.text for block in blocks),
        tuple(block.kind is Kind.HEADING for block in blocks),
        title.text if title else None,
        view.language,
    )
    # The detector asks, then the judgement, and both again in a later pass.
    memory = view.sightings.memory
    if asked not in memory.readings:
        from cleaner.detectors.topic.model import read_topics

        memory.readings[asked] = read_topics(*asked, memory.bags)
    return memory.readings[asked]


def _sighting(rule: Rule, block: Block, fragment: Fragment) -> Evidence:
    return Evidence(
        rule,
        block.index,
        block.span,
        score=round(fragment.probability, 3),
        suggested=fragment.level == "suggest",
        values={"evidence": fragment.evidence},
    )


def _sentence(rule: Rule, block: Block, strange: Strange) -> Evidence | None:
    return sighting(
        rule,
        block,
        Span(strange.start, strange.end),
        score=round(strange.probability, 3),
        suggested=not strange.flagged,
        values={"evidence": strange.evidence},
    )
