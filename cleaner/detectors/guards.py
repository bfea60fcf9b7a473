"""What must stand in a text that a pattern matches: literals that are cheaper to look for.

Regular expressions are slow on texts that they do not match, and most texts hold none of a
pattern's words. The idea is that of the prefilters of RE2 and of Russ Cox's "Regular Expression
Matching with a Trigram Index" (2012): from the pattern's syntax follows a conjunction of sets, of
each of which one literal must be there. What the reader of the syntax does not know asks for
nothing, so that a guard may let too much through and never too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from cleaner.reading.blocks import fold

#: Shorter literals stand in most texts; larger sets cost more than they spare.
_SHORTEST, _LARGEST = 3, 60

#: An escape that stands for no fixed character, with what belongs to it.
_ESCAPE = re.compile(
    r"\\(?:[pP]\{[^}]*\}|N\{[^}]*\}|[gk]<[^>]*>|L<[^>]*>|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}"
    r"|U[0-9a-fA-F]{8}|\d+|[a-zA-Z])"
)
#: Characters that stand for themselves, up to one that may be repeated.
_PLAIN = re.compile(r"[a-zA-Z0-9]+(?!\s*[*+?{#])")
#: What a verbose pattern has for its readers only.
_SKIPPED = re.compile(r"(?:\s|#[^\n]*(?:\n|\Z))+")
_QUANTIFIER = re.compile(r"(?:[*+?]|\{(\d*)(?:,\d*)?\})[+?]?")
_OPENING = re.compile(
    r"\((?:\?(?:(?P<call>&)(?P<name>\w+)\)|(?P<not>!|<!)|(?P<look>=|<=)|P?<\w+>|[>|:]"
    r"|(?P<on>[a-zA-Z0-9]*)(?:-(?P<off>[a-zA-Z]+))?(?P<end>[:)])))?"
)

#: Sets of literals; of each set one must be there.
Guard = tuple[frozenset[str], ...]

_Fragments = tuple[tuple[str, str], ...]


def guard_of(pattern: str, fragments: Mapping[str, str]) -> Guard:
    r"""What must stand in the folded text for ``pattern`` to match, the rarest first.

    ``fragments`` are the patterns that it may call by name. An empty guard asks for nothing.

    >>> guard = guard_of(r"(?i)(?:sign|log)\sup.{0,9}our (?:news)?letter", {})
    >>> [sorted(clause) for clause in guard]
    [['letter'], ['our '], ['log', 'sign']]
    """
    reader = _Reader(pattern, tuple(fragments.items()))
    try:
        clauses = reader.alternatives(verbose=False).clauses
    except _UnknownSyntaxError:
        return ()
    return tuple(sorted(clauses, key=lambda c: (-min(map(len, c)), len(c), min(c))))


def lets_pass(guard: Iterable[Iterable[str]], folded: str) -> bool:
    """Whether a folded text holds what the guard asks for."""
    for clause in guard:
        for literal in clause:
            if literal in folded:
                break
        else:
            return False
    return True


class _UnknownSyntaxError(Exception):
    """Something that the reader cannot read past."""


class _Part(NamedTuple):
    """What a part of a pattern asks for; ``literal`` is set where it is one character."""

    clauses: frozenset[frozenset[str]] = frozenset()
    literal: str = ""


_ANYTHING = _Part()


class _Reader:
    """Reads a pattern from left to right, as deep as its groups go."""

    def __init__(self, pattern: str, fragments: _Fragments, called: tuple[str, ...] = ()) -> None:
        self._text = pattern
        self._at = 0
        self._fragments = fragments
        self._called = called

    def alternatives(self, *, verbose: bool) -> _Part:
        """Reads up to the closing bracket or the end; of the alternatives one must hold."""
        parts = []
        while True:
            part, verbose = self._sequence(verbose)
            parts.append(part)
            if not self._text.startswith("|", self._at):
                break
            self._at += 1
        return _Part(_either([part.clauses for part in parts]))

    def _sequence(self, verbose: bool) -> tuple[_Part, bool]:
        """Reads up to the next alternative; a flag in it holds for what follows."""
        clauses: set[frozenset[str]] = set()
        run = ""
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            plain = _PLAIN.match(self._text, self._at)
            if plain:
                run += fold(plain.group())
                self._at = plain.end()
                continue
            if verbose and self._skipped():
                continue
            flags = self._flags(verbose)
            if flags is not None:
                verbose = flags
                continue
            part = self._item(verbose)
            least = self._repeats(verbose)
            if part.literal and least == 1:
                run += part.literal
                continue
            clauses |= _alone(run + (part.literal if least else ""))
            run = ""
            if least:
                clauses |= part.clauses
        return _Part(frozenset(clauses | _alone(run))), verbose

    def _skipped(self) -> bool:
        found = _SKIPPED.match(self._text, self._at)
        if found is None:
            return False
        self._at = found.end()
        return True

    def _flags(self, verbose: bool) -> bool | None:
        """Reads ``(?xi)``; whether what follows is verbose, ``None`` where no flags stand."""
        if not self._text.startswith("(?", self._at):
            return None
        found = _OPENING.match(self._text, self._at)
        if found is None or found["end"] != ")":
            return None
        self._at = found.end()
        return _verbose(found, verbose)

    def _repeats(self, verbose: bool) -> int:
        """Reads a quantifier, if one stands there: 0 optional, 1 once, 2 once or more."""
        place = self._at
        if verbose:
            self._skipped()
        found = _QUANTIFIER.match(self._text, self._at)
        if found is None or found.group() == "{}":
            self._at = place
            return 1
        self._at = found.end()
        least = found[1] if found[1] is not None else found.group()[0]
        return 0 if least in ("*", "?", "", "0") else 2

    def _item(self, verbose: bool) -> _Part:
        character = self._text[self._at]
        if character == "(":
            return self._group(verbose)
        if character == "[":
            return self._set()
        if character == "\\":
            return self._escape()
        if character == "{":
            # Fuzzy matching, or a repeat of a repeat.
            raise _UnknownSyntaxError
        self._at += 1
        return _ANYTHING if character in ".^$" else _Part(literal=fold(character))

    def _escape(self) -> _Part:
        found = _ESCAPE.match(self._text, self._at)
        self._at = found.end() if found else self._at + 2
        return _ANYTHING if found else _Part(literal=fold(self._text[self._at - 1]))

    def _set(self) -> _Part:
        """Reads ``[…]``; it is a literal where all of its members fold to the same."""
        start, depth = self._at, 0
        while self._at < len(self._text):
            character = self._text[self._at]
            self._at += 2 if character == "\\" else 1
            first = self._at - start == (3 if self._text.startswith("[^", start) else 2)
            if character == "[":
                depth += 1
            elif character == "]" and not (depth == 1 and first):
                depth -= 1
                if not depth:
                    break
        else:
            raise _UnknownSyntaxError
        members = set(map(fold, self._text[start + 1 : self._at - 1]))
        alike = len(members) == 1 and "^" not in members
        return _Part(literal=members.pop()) if alike else _ANYTHING

    def _group(self, verbose: bool) -> _Part:
        found = _OPENING.match(self._text, self._at)
        assert found is not None
        if found.group() == "(" and self._text.startswith(("(?", "(*"), self._at):
            raise _UnknownSyntaxError
        self._at = found.end()
        if found["call"]:
            return _fragment(found["name"], self._fragments, self._called)
        inner = self.alternatives(verbose=_verbose(found, verbose))
        if not self._text.startswith(")", self._at):
            raise _UnknownSyntaxError
        self._at += 1
        return _ANYTHING if found["not"] else inner


@lru_cache(maxsize=1024)
def _fragment(name: str, fragments: _Fragments, called: tuple[str, ...]) -> _Part:
    """What a fragment asks for; nothing where it is called within itself, or is none."""
    text = dict(fragments).get(name)
    if text is None or name in called:
        return _ANYTHING
    return _Reader(text, fragments, (*called, name)).alternatives(verbose=True)


def _verbose(flags: re.Match[str], verbose: bool) -> bool:
    if "x" in (flags["off"] or ""):
        return False
    return verbose or "x" in (flags["on"] or "")


def _alone(literal: str) -> frozenset[frozenset[str]]:
    """The clause of one literal that must be there; none for a short one."""
    return frozenset({frozenset({literal})}) if len(literal) >= _SHORTEST else frozenset()


def _either(options: list[frozenset[frozenset[str]]]) -> frozenset[frozenset[str]]:
    """What one of several conjunctions asks for: all of it, or a set with one clause of each."""
    if len(options) == 1:
        return options[0]
    if not all(options):
        return frozenset()
    best = [max(clauses, key=lambda c: (min(map(len, c)), -len(c), min(c))) for clauses in options]
    union = frozenset().union(*best)
    return frozenset({union}) if len(union) <= _LARGEST else frozenset()
