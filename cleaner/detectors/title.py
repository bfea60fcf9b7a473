"""The article's title where it stands once more in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Block, Evidence, Kind, Rule, Title
from cleaner.reading.blocks import fold, key_of

_SITE = re.compile(r"\s+[|\-–—»·:]+\s+|\s*\|\s*")
_WORD = re.compile(r"\w+")
#: What parts a copy from the trail or the site's name in the same line.
_PARTS = re.compile(r"\s*[|»›]\s*|\s+[-·/]+\s+|\s/(?=\S)")
_SIGNS = frozenset("|-–—»·:")
#: Shorter titles are too likely to be a word of the text or a real subheading: so many words, or
#: so many characters of a script that is written without spaces.
_MIN_WORDS, _MIN_SIGNS = 3, 6
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
#: What pages put before or behind a title with a colon: "Sport: ...", "...: The Harbour Post".
_COLON = re.compile(r":\s+")
#: Joined to a title in scripts without spaces: "..._News_Site".
_JOINED = re.compile(r"[_|\-–—]")


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
        names, parts = title_keys(title.text), _parts_beside_colon(title.text)
        plain = {_words(name) for name in names}
        telling = [_telling(name) for name in plain]
        most = 2 * max((len(name) for name in names), default=0)
        short = _short_keys(title.text)
        for place, block in enumerate(view.readable):
            key = block.key
            copy = (
                key in names
                or (len(key) <= most and any(w in key for w in telling) and _repeats(block, plain))
                # At the very top one word is the title, too, and above the text a part of it; below
                # either may be a real subheading.
                or (place == 0 and key in short)
                or (key in parts and view.position(block.index) in ("lead", "bare"))
            )
            if copy and not _is_the_title(block, title):
                for rule in self._rules:
                    if _is_within(rule, place) and holds(rule.where, block, view):
                        yield Evidence(rule, block.index, block.span)


def _is_within(rule: Rule, place: int) -> bool:
    most: int = rule.options["within"]
    return not most or place < most


def title_keys(title: str) -> frozenset[str]:
    """What a copy of the title may read, as block keys: whole, and without the site's name.

    >>> sorted(title_keys("Nobody rows home | The Post"))
    ['nobody rows home', 'nobody rows home | the post']
    """
    return _keys(_names(title))


def _parts_beside_colon(title: str) -> frozenset[str]:
    """The same without a label before a colon, or behind one.

    >>> sorted(_parts_beside_colon("Sport: Nobody rows home"))
    ['nobody rows home']
    """
    if ": " not in title:
        return frozenset()
    return _keys(rest for name in _names(title) for rest in _beside_colon(name))


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for key in (key_of(fold(name)) for name in names) if _tells(key))


@lru_cache(maxsize=64)
def _names(title: str) -> frozenset[str]:
    names = {title}
    # Most titles hold none of the signs, and the expression is slow on each of their spaces.
    apart = not _SIGNS.isdisjoint(title)
    parts = [part for part in _SITE.split(title) if part] if apart else []
    if len(parts) > 1:
        names.add(max(parts, key=len))
        names.add(title[: title.rindex(parts[-1])].rstrip(" |-–—»·:"))
    if _UNSPACED.search(title):
        names.update(part for name in tuple(names) for part in _JOINED.split(name))
    return frozenset(names)


def _beside_colon(name: str) -> Iterator[str]:
    """What stands behind the first and before the last colon, where it is most of the title."""
    colons = list(_COLON.finditer(name))
    if colons:
        for part in (name[colons[0].end() :], name[: colons[-1].start()]):
            if 2 * len(part) > len(name):
                yield part


def _tells(key: str) -> bool:
    signs = len(_UNSPACED.findall(key)) if not key.isascii() else 0
    return len(key.split()) >= _MIN_WORDS or signs >= _MIN_SIGNS


def _short_keys(title: str) -> frozenset[str]:
    """A title of a word or two, as a block key, with and without the site's name behind it."""
    parts = [title, *(_SITE.split(title, maxsplit=1)[:1] if not _SIGNS.isdisjoint(title) else ())]
    return frozenset(key for part in parts if (key := key_of(fold(part))) and not _tells(key))


def _words(key: str) -> str:
    """The words of a key alone: neither dashes, quotes nor the sort of "and" tell copies apart.

    >>> _words("brains--not required & seldom used")
    'brains not required and seldom used'
    """
    if not key.isascii():
        bare = (c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
        key = unicodedata.normalize("NFC", "".join(bare))
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
