"""The title of an article, which pages state in several places and in several forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleaner.reading.page.sites import SEPARATOR, letters_of, without_site

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: A heading that is part of a stated title is its title proper when it has so many of its letters.
#: Of 98 such headings on pages whose title is known 88 were the title to the letter.
_PART = 0.4
#: Longer ones are cut.
_LONGEST = 2000


def title_of(tree: HtmlElement, stated: Sequence[str], sites: frozenset[str]) -> str | None:
    """The title; ``stated`` are those of the page's data, the surest first.

    The name of the site goes. A first heading that the stated title holds, with more around it, is
    preferred, and one that another of the stated titles has word for word.
    """
    titles = [without_site(one, sites) for one in stated]
    headings = _headings(tree)
    if not titles:
        return headings[0] if len(headings) == 1 else _of_page(tree, headings, sites)
    return _confirmed(headings, titles) or titles[0]


def heading_of(tree: HtmlElement, title: str | None, sites: frozenset[str]) -> str | None:
    """The page's first heading that is not the site's name, where it is not the title either.

    Pages state a title for search engines and show another one.
    """
    named = sites | {"", letters_of(title or "")}
    return next((one for one in _headings(tree) if letters_of(one) not in named), None)


def _headings(tree: HtmlElement) -> list[str]:
    return [text for h1 in tree.iter("h1") if (text := _text(h1))]


def _confirmed(headings: Sequence[str], titles: Sequence[str]) -> str | None:
    """The heading that is a good part of the first title, or another of the titles as it is."""
    first = letters_of(titles[0])
    others = {letters_of(one) for one in titles[1:]}
    for heading in headings:
        letters = letters_of(heading)
        part = letters in first and len(letters) >= _PART * len(first)
        if letters and letters != first and (part or letters in others):
            return heading
    return None


def _of_page(tree: HtmlElement, headings: Sequence[str], sites: frozenset[str]) -> str | None:
    """The title of the page without the name of the site."""
    named = next((text for one in tree.iter("title") if (text := _text(one))), None)
    if named is None:
        return headings[0] if headings else None
    if (heading := _confirmed(headings, [named])) is not None:
        return heading
    parts = [part for part in SEPARATOR.split(without_site(named, sites)) if part]
    return max(parts, key=len, default=named)


def _text(element: HtmlElement) -> str:
    return " ".join("".join(map(str, element.itertext())).split())[:_LONGEST]
