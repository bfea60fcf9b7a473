"""The closing part of a text: what stands behind its last paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from cleaner.detectors.base import View
from cleaner.model import Block, Fix

#: A closed line of so many words that nothing speaks against is a sentence of the text.
SENTENCE_WORDS = 12
#: The same for a line with a quotation in it, which somebody of the text says.
QUOTE_WORDS = 5

_QUOTES = frozenset('"“”„«»')
#: What stands under such a heading up to the next leftover is none of the text's sentences.
_REFERENCES = frozenset((
    "references", "reference", "bibliography", "footnotes", "endnotes", "citations", "works cited",
    "literature cited", "sources", "literatur", "quellen", "einzelnachweise", "referencias",
    "bibliografía", "références", "bibliographie", "riferimenti", "referências", "bronnen",
))  # fmt: skip

# A numbered note with what only a reference has: authors left out, an address, volume and pages.
_FOOTNOTE = re.compile(
    r"[\W_]{0,3}(?:\d{1,2}|[ivx]{1,5})[.)\]]?\s.*?"
    r"(?:\bet al\b|https?:|www\.|\bdoi\b|\d\s?[:;(]\s?\d|\baccessed\b|\bretrieved\b|\bibid\b)",
    re.IGNORECASE | re.DOTALL,
)


def closing_parts(view: View) -> Iterator[Iterator[Block]]:
    """The live blocks backwards, from each place where a text can end.

    That is the end, and where readers' comments follow: before the first leftover of theirs.
    Whoever walks back stops at the text's own last paragraph (:func:`is_own`). References under
    their heading are passed over.
    """
    references = frozenset(_references(view))
    for end in _ends(view):
        yield _back_from(view, end, references)


def _references(view: View) -> Iterator[int]:
    """The blocks under headings of references, each up to the next gap."""
    last = None
    for block in view.live:
        if block.key in _REFERENCES and not block.closed:
            last = block.index
        elif last is not None and block.index == last + 1:
            last = block.index
            yield block.index
        else:
            last = None


def is_own(block: Block, view: View) -> bool:
    """Whether a block is a sentence of the text, as far as the other rules have seen.

    Names, numbers, rows of signs and footnotes are none, and no rule that may act has seen the
    whole of it.
    """
    if not block.closed or block.words < QUOTE_WORDS:
        return False
    if block.words < SENTENCE_WORDS and _QUOTES.isdisjoint(block.text):
        return False
    return not _FOOTNOTE.match(block.text) and not any(
        item.whole and not item.suggested and item.rule.fix is not Fix.DISPLAY
        for item in view.evidence(block.index)
    )


def _back_from(view: View, end: int, references: Collection[int]) -> Iterator[Block]:
    for block in reversed(view.live):
        if block.index < end and block.index not in references:
            if block.protected:
                return
            yield block


def _ends(view: View) -> list[int]:
    count = len(view.document.blocks)
    if "discussion" not in view.categories:
        return [count]
    gone = (i for i in range(count) if view.gone(i))
    said = (i for i in gone if any(e.rule.category == "discussion" for e in view.evidence(i)))
    first = next(said, count)
    return [first, count] if first < count else [count]
