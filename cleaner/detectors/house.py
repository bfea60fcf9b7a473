"""Lines in which a site speaks of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from cleaner.detectors.base import View
from cleaner.detectors.literals import LiteralIndex
from cleaner.detectors.spoken import WaitingRules
from cleaner.model import Evidence, Rule

#: A host of fewer letters may stand in a text by chance.
SHORTEST = 4
#: So many words a name has at the most.
LONGEST = 5
#: A name that the host only begins with, or that only begins with the host, has so many letters.
_PART = 6
_WORD = re.compile(r"[^\W_]+")
#: What stands before the ending of a country: harbour.co.uk.
_SECOND = frozenset(("co", "com", "org", "net", "gov", "ac", "edu"))


class HouseDetector:
    """Finds what a rule's patterns match where the page's own name stands in it.

    The name is told by the host of the page's address: "Pier Works" stands for pierworks.com.
    """

    def __init__(
        self, rules: Sequence[Rule], language: str | None, index: LiteralIndex, owner: int
    ) -> None:
        self._rules = WaitingRules(rules, language, index, owner)

    def find(self, view: View) -> Iterator[Evidence]:
        """The lines, rule by rule."""
        house = house_of(view.document.url)
        if len(house) < SHORTEST:
            return
        for spoken, blocks in self._rules.sighted(view):
            for block in blocks:
                if not (spoken.conditions.hold(block, view) and is_named(house, block.text)):
                    continue
                if spoken.match(block.text, view.sightings.memory) is not None:
                    values = {"match": block.text}
                    yield Evidence(spoken.rule, block.index, block.span, values=values)


def house_of(url: str | None) -> str:
    """What the host is called, without what it shares with others; empty where none is known."""
    parts = (urlsplit(url or "").hostname or "").split(".")
    ending = 2 if len(parts) > 2 and parts[-2] in _SECOND else 1
    own = parts[:-ending]
    return own[-1].replace("-", "") if own else ""


def is_named(house: str, text: str) -> bool:
    """Whether a name that begins with a capital letter says what the host says."""
    if house[0].upper() not in text:
        return False
    words = _WORD.findall(text)
    for start, word in enumerate(words):
        if word[0].isupper() and _says(house, words[start : start + LONGEST]):
            return True
    return False


def _says(house: str, words: Sequence[str]) -> bool:
    letters = ""
    for word in words:
        letters += word.lower()
        if letters == house:
            return True
        long = len(letters) >= _PART
        if long and (letters.startswith(house) or house.startswith(letters)):
            return True
        if not house.startswith(letters):
            return False
    return False
