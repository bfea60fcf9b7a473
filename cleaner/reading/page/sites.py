"""The name of the site, and titles without it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

#: What pages put between a title and the site's name.
SEPARATOR = re.compile(r"\s+[|·•»«–—-]\s+|\s*[|｜]\s*")
_NOT_ALNUM = re.compile(r"[\W_]+")
#: Endings of hosts that are no names, before the country's: "co.uk", "com.tr".
_SECOND = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})


def site_names(*stated: str | None) -> frozenset[str]:
    """The letters and digits of what a site is called; of an address, its host and the host's name.

    >>> sorted(site_names("The Valley Post", "https://www.valleypost.co.uk/a"))
    ['thevalleypost', 'valleypost', 'valleypostcouk']
    """
    found: set[str] = set()
    for name in stated:
        if name and "://" in name:
            found.update(_host_names(name))
        elif name:
            found.add(letters_of(name))
    return frozenset(found - {""})


def _host_names(address: str) -> tuple[str, ...]:
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        # Pages hold addresses that are none, such as "http://[".
        return ()
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND:
        labels.pop()
    return (letters_of(host), letters_of(labels[-1])) if labels else (letters_of(host),)


def without_site(title: str, sites: frozenset[str]) -> str:
    """The title without the site's name before or behind it, if more is left than that.

    Only a part that is the name and nothing else goes: an article may be about the site.

    >>> without_site("A bridge for the mill | The Valley Post", frozenset({"thevalleypost"}))
    'A bridge for the mill'
    >>> without_site("The Valley Post is sold - again", frozenset({"thevalleypost"}))
    'The Valley Post is sold - again'
    """
    marks = list(SEPARATOR.finditer(title))
    if (
        marks
        and letters_of(title[marks[-1].end() :]) in sites
        and title[: marks[-1].start()].strip()
    ):
        return without_site(title[: marks[-1].start()].rstrip(), sites)
    if marks and letters_of(title[: marks[0].start()]) in sites and title[marks[0].end() :].strip():
        return without_site(title[marks[0].end() :].lstrip(), sites)
    return title


def letters_of(name: str) -> str:
    """What two spellings of a name have in common: its letters and digits, in one case."""
    return _NOT_ALNUM.sub("", name).casefold()
