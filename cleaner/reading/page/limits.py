"""What is refused before it is parsed, so that no page costs unbounded time or memory."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.model import ReadError

#: A start tag of so many characters may hold attributes enough to matter. It may be cut off.
_LONG_TAG = re.compile(r"<([a-zA-Z][^\s<>/]*)\s[^>]{20000,}>?")
#: Half of that, so that one such stretch from the page's start on lies in the tag.
_STRETCH = 10_000
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
#: The parser compares each attribute of a tag with all others: 50,000 take seconds.
_ATTRIBUTES = 2000


class Limits(NamedTuple):
    """The largest page that is read: ``size`` in bytes or characters, ``tags`` in tags.

    A block of more than ``inline`` elements within its lines is read as its text alone.
    """

    size: int = 20_000_000
    tags: int = 400_000
    inline: int = 1000


DEFAULT = Limits()


def check_size(page: str | bytes, limits: Limits, place: str = "") -> None:
    """Refuse a page that is too large.

    Raises:
        ReadError: it is.

    """
    if len(page) > limits.size:
        raise ReadError(
            f"the page is too large: {len(page):,} of {limits.size:,} bytes at the most",
            place=place,
            hint="max_page_bytes says how much is read",
        )
    if len(page) <= limits.tags:
        # It cannot have more tags than characters.
        return
    tags = page.count("<") if isinstance(page, str) else page.count(b"<")
    if tags > limits.tags:
        raise ReadError(
            f"the page has too many tags: {tags:,} of {limits.tags:,} at the most",
            place=place,
            hint="max_page_tags says how many are read",
        )


def without_attribute_floods(html: str) -> str:
    """The page, with tags of thousands of attributes left bare."""
    return _LONG_TAG.sub(_bare, html) if _may_hold_long_tag(html) else html


def _may_hold_long_tag(html: str) -> bool:
    """Whether no tag ends for long: a long tag covers one of these stretches whole."""
    return any(
        html.find(">", start, start + _STRETCH) < 0
        for start in range(0, len(html) - _STRETCH + 1, _STRETCH)
    )


def _bare(tag: re.Match[str]) -> str:
    names = _QUOTED.sub(" ", tag.group()).split()
    return f"<{tag.group(1)}>" if len(names) > _ATTRIBUTES else tag.group()
