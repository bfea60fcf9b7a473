"""A rule's patterns: guarded, compiled when first needed, applied as the rule asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from cleaner.detectors.bans import ban_of
from cleaner.detectors.guards import guard_of, lets_pass
from cleaner.detectors.sieve import Sieve
from cleaner.model import Match, Rule, RuleError

#: Seconds that a pattern which does not ship with the package may take on one block.
TIME_LIMIT = 0.1

_VERBOSE = re.compile(r"\(\?[a-z]*x")
_CALL = re.compile(r"\(\?&(\w+)\)")
_OWN = re.compile(r"\(\?P?<(\w+)>")


def compiled(pattern: str, fragments: Mapping[str, str]) -> Any:
    """The pattern with the fragments that it calls.

    Fragments stand behind it, where its flags do not reach. Case is ignored character by
    character, where it asks for that: full case-folding, which takes ß for ss, made patterns up
    to fifty times slower and compiling them twice.
    """
    # A comment at the end of a verbose pattern would swallow the bracket.
    body = f"(?:{pattern}\n)" if _VERBOSE.match(pattern) else f"(?:{pattern})"
    called, _ = called_fragments([pattern], fragments)
    defined = "".join(f"(?<{name}>(?x:{text}))" for name, text in sorted(called.items()))
    shared = f"(?(DEFINE){defined})" if defined else ""
    return _compile(f"(?-f:{body}{shared})")


def called_fragments(
    patterns: Iterable[str], fragments: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The fragments that patterns call, and those that these call; and names that are none.

    A pattern may call groups of its own by name, too.
    """
    found: dict[str, str] = {}
    unknown: list[str] = []
    waiting = list(patterns)
    while waiting:
        pattern = waiting.pop()
        for name in set(_CALL.findall(pattern)).difference(_OWN.findall(pattern), found):
            if name in fragments:
                found[name] = fragments[name]
                waiting.append(fragments[name])
            else:
                unknown.append(name)
    return found, sorted(unknown)


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> Any:
    import regex

    return regex.compile(pattern, regex.VERSION1)


class Expression:
    """One pattern of a rule."""

    def __init__(self, pattern: str, rule: Rule) -> None:
        self._pattern = pattern
        self._rule = rule
        self.guard = guard_of(pattern, rule.fragments)
        # What stands before the place that a pattern is found at, its beginning does not look at.
        at_start = rule.match in (Match.LINE, Match.START)
        self.ban = ban_of(pattern) if at_start else None

    @cached_property
    def _compiled(self) -> Any:
        return compiled(self._pattern, self._rule.fragments)

    def may_match(self, folded: str) -> bool:
        """Whether the guard lets a folded text pass."""
        return lets_pass(self.guard, folded)

    def find(self, text: str) -> Any:
        """The match in ``text``, where the rule asks for it, or ``None``."""
        if self.ban is not None and self.ban.stands_in(text):
            return None
        rule = self._rule
        limit = None if rule.trusted else TIME_LIMIT
        try:
            if rule.match is Match.LINE:
                return self._compiled.fullmatch(text, timeout=limit)
            if rule.match is Match.START:
                return self._compiled.match(text, timeout=limit)
            if rule.match is Match.WITHIN:
                return self._compiled.search(text, timeout=limit)
            found = None
            for found in self._compiled.finditer(text, timeout=limit):
                if found.end() == len(text):
                    return found
            return None
        except TimeoutError:
            reason = f"{rule.code}: the pattern took longer than {TIME_LIMIT} s on one block"
            hint = "rules lint finds what backtracks"
            raise RuleError(reason, place=rule.place, hint=hint) from None


class Expressions:
    """The patterns of a rule, of which those are tried whose guards let a text pass."""

    def __init__(self, patterns: Sequence[str], rule: Rule) -> None:
        self._all = [Expression(pattern, rule) for pattern in patterns]
        self._sieve = Sieve([expression.guard for expression in self._all])
        self._bans = frozenset(expression.ban for expression in self._all)

    def ruled_out(self, text: str) -> bool:
        """Whether no pattern can match ``text``, whatever else is added to it."""
        return all(ban is not None and ban.stands_in(text) for ban in self._bans)

    def possible(self, folded: str) -> list[Expression]:
        """The patterns that may match a text or a part of it, as far as the folded text tells."""
        return [self._all[number] for number in self._sieve.open(folded)]


def first_match(expressions: Iterable[Expression], text: str) -> Any:
    """The match that begins first; of two the one whose expression stands before the other's."""
    best = None
    for expression in expressions:
        match = expression.find(text)
        if match is not None and (best is None or match.start() < best.start()):
            best = match
            if not match.start():
                break
    return best
