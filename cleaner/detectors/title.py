"""The article's title where it stands once more in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Block, Evidence, Kind, Rule, Title
from cleaner.reading.blocks import fold, key_of

_SITE = re.compile(r"\s+[|\-–—»·:]+\s+|\s*\|\s*")
_WORD = re.compile(r"\w+")
#: What parts a copy from the trail or the site's name in the same line.
_PARTS = re.compile(r"\s*[|»›]\s*|\s+[-·/]+\s+|\s/(?=\S)")
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
        plain = {_words(name) for name in names}
        telling = [_telling(name) for name in plain]
        most = 2 * max((len(name) for name in names), default=0)
        for block in view.readable:
            key = block.key
            copy = key in names or (
                len(key) <= most and any(w in key for w in telling) and _repeats(block, plain)
            )
            if copy and not _is_the_title(block, title):
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


def _words(key: str) -> str:
    """The words of a key alone: neither dashes, quotes nor the sort of "and" tell copies apart.

    >>> _words("brains--not required & seldom used")
    'brains not required and seldom used'
    """
    return " ".join(_WORD.findall(key.replace("&", " and ")))


def _telling(name: str) -> str:
    """The longest word of a name, without which a line is no copy; "and" may be written "&"."""
    return max((word for word in name.split() if word != "and"), key=len, default="")


def _repeats(block: Block, plain: Collection[str]) -> bool:
    """Whether an open line has the title's words, alone or as most of it beside a trail or site."""
    if block.closed and block.text[-1] == ".":
        return False
    if _words(block.key) in plain:
        return True
    parts = [_words(part) for part in _PARTS.split(block.key)]
    longest = max(parts, key=len)
    return len(parts) > 1 and longest in plain and 2 * len(longest) >= len(block.key)


def _is_the_title(block: Block, title: Title) -> bool:
    return block.index == title.block or (block.kind is Kind.HEADING and block.level == 1)
