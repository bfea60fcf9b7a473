"""The article's title where it stands once more in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Block, Evidence, Kind, Rule, Title
from cleaner.reading.blocks import fold, key_of

_SITE = re.compile(r"\s+[|\-–—»·:]+\s+|\s*\|\s*")
_SIGNS = frozenset("|-–—»·:")
#: Shorter titles are too likely to be a word of the text or a real subheading.
_MIN_WORDS = 3


class TitleDetector:
    """Finds copies of the title, with or without the site's name behind it."""

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """Each block that is the title again.

        A title that the caller or the page gave stands beside the text, so that its first copy
        at the top is a repetition. A title found in the text itself stays; only further copies
        are. A first-level Markdown heading is never one.
        """
        title = view.document.title
        if title is None:
            return
        names = title_keys(title.text)
        for block in view.readable:
            if block.key in names and not _is_the_title(block, title):
                for rule in self._rules:
                    if holds(rule.where, block, view):
                        yield Evidence(rule, block.index, block.span)


def title_keys(title: str) -> frozenset[str]:
    """What a copy of the title may read, as block keys: whole, and without the site's name."""
    names = {title}
    # Most titles hold none of the signs, and the expression is slow on each of their spaces.
    apart = not _SIGNS.isdisjoint(title)
    parts = [part for part in _SITE.split(title) if part] if apart else []
    if len(parts) > 1:
        names.add(max(parts, key=len))
        names.add(title[: title.rindex(parts[-1])].rstrip(" |-–—»·:"))
    keys = {key_of(fold(name)) for name in names}
    return frozenset(key for key in keys if len(key.split()) >= _MIN_WORDS)


def _is_the_title(block: Block, title: Title) -> bool:
    return block.index == title.block or (block.kind is Kind.HEADING and block.level == 1)
