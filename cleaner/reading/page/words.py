"""The words in an element's class, id, role and itemprop."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ATTRIBUTES = frozenset({"class", "id", "role", "itemprop"})
#: A word of a name: "relatedArticles", "related-articles" and "RELATED_articles" have the same two.
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")
#: Names of which more is looked at say nothing that the first did not.
_LONGEST = 400
#: Names that a program made up ("css-1x2y3z", "sc-bdVaJa", "a1b2c3d4e5"), and names for how a box
#: is drawn on a screen, whatever is in it ("overflow-hidden", "md:hidden").
_EMPTY = re.compile(
    r"(?i)^(?:css|sc|jsx|svelte|emotion|styled|jss|mui)-|\d[a-z]+\d|[a-z]\d+[a-z]+\d|overflow|:"
)


def words_of(element: HtmlElement) -> frozenset[str]:
    """The words of an element's names, in lower case; those of empty names are left out."""
    found: frozenset[str] = frozenset()
    for attribute, value in element.items():
        if attribute in _ATTRIBUTES:
            found |= words_in(value[:_LONGEST])
    return found


@lru_cache(maxsize=4096)
def words_in(names: str) -> frozenset[str]:
    """The words in a list of names.

    >>> sorted(words_in("relatedArticles c-article__share css-1x2y3z"))
    ['article', 'articles', 'c', 'related', 'share']
    """
    return frozenset(
        word.lower()
        for name in names.split()
        if not _EMPTY.search(name)
        for word in _WORD.findall(name)
    )
