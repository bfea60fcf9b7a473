"""Judging lines: what a cleaner did to a line, and what a gold text says of it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from cleaner.engine.result import Result
from cleaner.model import Finding, Span
from cleaner.scoring.shingles import SIZE, Agreement, Shingle, agreement, shingles, tokens


class Stretch(Protocol):
    """Anything from one code point to another: a finding, a span."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""


T = TypeVar("T", bound=Stretch)

#: Share of a line's visible code points that findings must cover for the line to be theirs.
MOST = 0.8


class Gold:
    """A gold text, made ready to be asked."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._known = frozenset(self._tokens)
        self._counts = Counter(shingles(self._tokens))
        self._joined = f" {' '.join(self._tokens)} "

    @property
    def words(self) -> int:
        """How many tokens the gold text has."""
        return len(self._tokens)

    def agreement(self, text: str) -> Agreement:
        """Shingle counts of ``text`` against this gold."""
        return agreement(self._counts, text)

    def lacks(self, line: str, *, in_order: bool = False) -> bool | None:
        """Whether a line is wrong: fewer than half of its shingles stand in the gold.

        Of a line shorter than a shingle the tokens are asked, wherever in the gold they stand:
        "Read more" is found in most articles. With ``in_order`` they must stand there in a row,
        as those of longer lines must. Of a line without tokens (a separator) the gold says
        nothing: ``None``.
        """
        words = tokens(line)
        if not words:
            return None
        if len(words) < SIZE and in_order:
            return f" {' '.join(words)} " not in self._joined
        if len(words) < SIZE:
            return 2 * sum(word in self._known for word in words) < len(words)
        own = shingles(words)
        return 2 * sum(shingle in self._counts for shingle in own) < len(own)

    def surplus(self, text: str, before: str) -> bool:
        """Whether ``text`` stood in ``before`` at least as often as it stands in the gold.

        Then one more copy is one too many, though all of its words are the article's. Asked of
        texts of a shingle and more; fewer words come again in any article.
        """
        words = tokens(text)
        if len(words) < SIZE:
            return False
        earlier = f" {' '.join(tokens(before))} "
        return 0 < _times(words, self._joined) <= _times(words, earlier)

    def lost(self, before: str, after: str) -> int:
        """How many gold tokens stand in ``before`` and no longer in ``after``.

        A token stands in a text when one of the shingles that it belongs to does; single words
        stand in anything.
        """
        if before == after:
            return 0
        had, has = set(shingles(tokens(before))), set(shingles(tokens(after)))
        return sum(b and not a for b, a in zip(self._held(had), self._held(has), strict=True))

    def cost(self, text: str) -> int:
        """How many tokens of ``text`` the gold has, too."""
        words = tokens(text)
        if len(words) < SIZE:
            return 0 if self.lacks(text, in_order=True) else len(words)
        return sum(_held(shingles(words), self._counts, len(words)))

    def _held(self, found: set[Shingle]) -> list[bool]:
        return _held(list(shingles(self._tokens)), found, len(self._tokens))


def _times(words: Sequence[str], joined: str) -> int:
    """How often the words stand in a row in tokens joined by single spaces."""
    return len(re.findall(rf" {re.escape(' '.join(words))}(?= )", joined))


def _held(
    own: Sequence[Shingle], found: Counter[Shingle] | set[Shingle], length: int
) -> list[bool]:
    """For each token, whether a shingle that it belongs to is among ``found``."""
    held = [False] * length
    for at, shingle in enumerate(own):
        if shingle in found:
            held[at : at + SIZE] = [True] * len(shingle)
    return held


def removals(findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose text was taken out; repairs put something in its place."""
    return [finding for finding in findings if finding.applied and not finding.replacement]


def flags(findings: Iterable[Finding]) -> list[Finding]:
    """The findings on text that was left as it is."""
    return [finding for finding in findings if not finding.applied]


def coverage(text: str, span: Stretch, by: Iterable[Stretch]) -> float:
    """The share of the visible code points of ``span`` that others cover, all together."""
    total = _visible(text[span.start : span.end])
    covered, place = 0, span.start
    for other in sorted(by, key=lambda one: one.start):
        start, end = max(place, other.start), min(span.end, other.end)
        if start < end:
            covered += _visible(text[start:end])
            place = end
    return covered / total if total else 0.0


def touching(stretches: Iterable[T], span: Stretch) -> list[T]:
    """Those that share a code point with ``span``."""
    return [one for one in stretches if one.start < span.end and span.start < one.end]


def removed_lines(result: Result, source: str, lines: Iterable[Span]) -> list[bool]:
    """For each line, whether most of it was removed."""
    gone = removals(result.findings)
    return [
        bool(here := touching(gone, span)) and coverage(source, span, here) >= MOST
        for span in lines
    ]


def line_hash(line: str) -> str:
    """The name of a line in label and audit files: 16 hexadecimal digits, no text.

    SHA-256 of the line with white space made single and trimmed.
    """
    plain = " ".join(line.split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _visible(text: str) -> int:
    return sum(not character.isspace() for character in text)
