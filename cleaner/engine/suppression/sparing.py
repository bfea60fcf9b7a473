"""What is left alone whatever the rules say, for every document alike."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from cleaner.detectors.base import View
from cleaner.engine.fingerprints import text_fingerprint
from cleaner.model import Block, Document, Evidence, Kind, Rule
from cleaner.reading.blocks import fold

#: Longer texts are not searched for allowed phrases where no match is known.
_SHORT = 300
_LINK = re.compile(
    r"\]\(|\]\[|!\[|<https?:|https?://|<a[ \t\r\n]|<img[ \t\r\n]|\[\[", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sparing:
    """Allowed phrases, findings known before, and what somebody has set by hand.

    ``phrases`` are folded; ``fingerprints`` are those of :func:`text_fingerprint`. ``links`` leaves
    blocks with links alone, ``structure`` headings and labels with something under them, and items
    of lists that hold others. ``rules`` are all rules that are loaded: what comments may name.
    """

    phrases: tuple[str, ...] = ()
    fingerprints: frozenset[str] = frozenset()
    links: bool = False
    structure: bool = False
    rules: Sequence[Rule] = ()

    @property
    def idle(self) -> bool:
        """Whether there is nothing to spare."""
        return not (self.phrases or self.fingerprints or self.links or self.structure)

    def spares(self, item: Evidence, view: View) -> bool:
        """Whether the evidence is on something to be left alone."""
        text = view.document.text[item.span.start : item.span.end]
        return (
            (item.rule.trusted and self._set_by_hand(item, view))
            or any(_stands_in(phrase, item, text) for phrase in self.phrases)
            or (bool(self.fingerprints) and text_fingerprint(text) in self.fingerprints)
        )

    def _set_by_hand(self, item: Evidence, view: View) -> bool:
        block = view.document.blocks[item.block]
        return (self.links and _linked(block, view.document)) or (
            self.structure and item.whole and _stands_over_something(block, view)
        )

    def without_listed(
        self, evidence: Sequence[Evidence], suspects: Set[int], document: Document
    ) -> Sequence[Evidence]:
        """The evidence without that on whole items of lists that hold an item without any.

        ``suspects`` are the blocks that have evidence on the whole of them.
        """
        if not self.structure:
            return evidence
        spared: set[int] = set()
        for listed, blocks in groupby(document.blocks, lambda block: block.kind is Kind.LIST_ITEM):
            items = {block.index for block in blocks} if listed else set()
            if not items <= suspects:
                spared |= items
        return [e for e in evidence if not (e.whole and e.rule.trusted and e.block in spared)]


def _stands_over_something(block: Block, view: View) -> bool:
    """Whether a heading that the source marks, or a label of a list or of code, is no lone one."""
    if block.level:
        return not view.is_lone(block)
    below = next(view.live_after(block.index), None)
    if below is None or not block.text.endswith((":", "：")):
        return False
    return below.protected or below.kind is Kind.LIST_ITEM


def _linked(block: Block, document: Document) -> bool:
    return _LINK.search(document.text, block.start, block.end) is not None


def _stands_in(phrase: str, item: Evidence, text: str) -> bool:
    matched = item.values.get("match", text if len(text) <= _SHORT else "")
    pattern = rf"(?<!\w){re.escape(phrase)}(?!\w)"
    return re.search(pattern, " ".join(fold(matched).split())) is not None
