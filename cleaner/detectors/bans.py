r"""Words that rule a match out: what a pattern forbids first, looked for before it is tried.

Patterns on who wrote a text begin with ``(?!(?s:.)*\b(?:said|told)\b)``: whose words a text reports
is one of its people. An expression walks through the whole text for that, character by character
and back, while the words themselves are found at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

_BAN = re.compile(r"\(\?!\(\?s:\.\)\*(\\b\(\?:([a-z|]+)\)\\b)\)")
#: What may stand before it and takes no letter: blanks of a verbose pattern, sets of signs.
_SIGNS = re.compile(r"\s+|\[(?:\\[s\[\]]|[^\]\[\\^a-zA-Z0-9-])+\](?:\{\d?,\d\}|[*+?])?")
_LOOK = re.compile(r"\(\?[!=]")
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\[\\])+\]|#[^\n]*|.", re.DOTALL)


class Ban:
    """Words of which a text that a pattern matches holds none; ``expression`` finds them."""

    def __init__(self, expression: str, words: tuple[str, ...]) -> None:
        self._expression = expression
        self._words = words
        self._search: Callable[[str], Any] | None = None

    def stands_in(self, text: str) -> bool:
        """Whether one of the words stands in the text."""
        if not any(word in text for word in self._words):
            return False
        if self._search is None:
            import regex  # the patterns' own, whose word boundaries are not quite those of ``re``

            self._search = regex.compile(self._expression, regex.VERSION1).search
        return self._search(text) is not None


@lru_cache(maxsize=1024)
def ban_of(pattern: str) -> Ban | None:
    r"""The words that a verbose ``pattern``, matched from the start of a text, forbids in it.

    ``None`` where it forbids none, or not in a way that can be told from how it begins.

    >>> ban = ban_of(r"(?x)[\s*]{0,4}(?=\w) (?!(?s:.)*\b(?:said|told)\b) \w+\sis\s.*")
    >>> ban.stands_in("Ann Lee is a baker, she said."), ban.stands_in("Ann Lee is unafraid.")
    (True, False)
    """
    if not pattern.startswith("(?x)") or _has_alternatives(pattern):
        return None
    at = len("(?x)")
    while at < len(pattern):
        ban = _BAN.match(pattern, at)
        if ban:
            return _ban(ban[1], ban[2])
        signs = _SIGNS.match(pattern, at)
        if signs:
            at = signs.end()
        elif _LOOK.match(pattern, at):
            at = _end_of_group(pattern, at)
        else:
            break
    return None


@lru_cache(maxsize=256)
def _ban(expression: str, words: str) -> Ban:
    """One for all patterns that forbid the same words."""
    return Ban(expression, tuple(words.split("|")))


def _has_alternatives(pattern: str) -> bool:
    """Whether ``|`` stands outside all groups, so that what stands first need not hold."""
    return any(token == "|" and not depth for token, depth, _ in _tokens(pattern, 0))


def _end_of_group(pattern: str, start: int) -> int:
    """Where the group that begins at ``start`` ends."""
    ends = (end for token, depth, end in _tokens(pattern, start) if token == ")" and not depth)
    return next(ends, len(pattern))


def _tokens(pattern: str, start: int) -> list[tuple[str, int, int]]:
    """The parts of a verbose pattern with the number of groups around each, and its end."""
    found, depth = [], 0
    for token in _TOKEN.finditer(pattern, start):
        depth -= token.group() == ")"
        found.append((token.group(), depth, token.end()))
        depth += token.group() == "("
    return found
