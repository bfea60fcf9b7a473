"""What is left alone whatever the rules say, for every document alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.engine.fingerprints import text_fingerprint
from cleaner.model import Block, Document, Evidence, Rule
from cleaner.reading.blocks import fold

#: Longer texts are not searched for allowed phrases where no match is known.
_SHORT = 300
_LINK = re.compile(
    r"\]\(|\]\[|!\[|<https?:|https?://|<a[ \t\r\n]|<img[ \t\r\n]|\[\[", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sparing:
    """Allowed phrases, findings known before, and whether blocks with links are left alone.

    ``phrases`` are folded; ``fingerprints`` are those of :func:`text_fingerprint`. ``rules`` are
    all rules that are loaded: what comments may name.
    """

    phrases: tuple[str, ...] = ()
    fingerprints: frozenset[str] = frozenset()
    links: bool = False
    rules: Sequence[Rule] = ()

    @property
    def idle(self) -> bool:
        """Whether there is nothing to spare."""
        return not (self.phrases or self.fingerprints or self.links)

    def spares(self, item: Evidence, document: Document) -> bool:
        """Whether the evidence is on something to be left alone."""
        text = document.text[item.span.start : item.span.end]
        return (
            (self.links and item.rule.trusted and _linked(document.blocks[item.block], document))
            or any(_stands_in(phrase, item, text) for phrase in self.phrases)
            or (bool(self.fingerprints) and text_fingerprint(text) in self.fingerprints)
        )


def _linked(block: Block, document: Document) -> bool:
    return _LINK.search(document.text, block.start, block.end) is not None


def _stands_in(phrase: str, item: Evidence, text: str) -> bool:
    matched = item.values.get("match", text if len(text) <= _SHORT else "")
    pattern = rf"(?<!\w){re.escape(phrase)}(?!\w)"
    return re.search(pattern, " ".join(fold(matched).split())) is not None
