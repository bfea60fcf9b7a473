"""Lines on a person that close a text: who wrote it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.closing import closing_parts, is_own
from cleaner.detectors.past import Past
from cleaner.detectors.sieve import Sieve
from cleaner.detectors.spoken import SpokenRule
from cleaner.model import Block, Evidence, Rule
from cleaner.reading.blocks import fold
from cleaner.reading.sentences import sentence_spans

#: Of a name its longest words tell; shorter ones are initials and particles.
NAME_LETTERS = 3
#: More portraits in a row than these are a list of people: winners, speakers, candidates.
MOST = 4
#: A portrait has so many paragraphs at the most.
PARAGRAPHS = 4

# How a portrait may begin: with a name, or with "The author". Most last paragraphs do not, and for
# them no pattern need be compiled.
_BEGINS = re.compile(
    r"[\W_]{0,4}(?:(?:The|This) (?:author|writer|columnist|article)\b"
    r"|(?!(?:The|This|That|These|There|It|He|She|They|We|You|I|In|On|At|But|And|If|As|For|An?|When)\b)"
    r"[^\W\d_a-z][\w.'’-]*(?:,? \W?[^\W\d_a-z]|,? [a-z]))"
)

# The words with a capital that the text begins with.
_CAPITALS = re.compile(r"[\W_]*(?:[^\W\d_a-z][\w.'’-]*[\W_]*)*")

# Of "The author" and "About the author: Ann Lee" these are no part of a name.
_NO_NAMES = frozenset({"the", "this", "about", "author"})

_WORD = re.compile(r"[^\W\d_][\w'’-]*")


class PortraitDetector:
    """Finds closing paragraphs in which each sentence tells of the same person.

    The rule's patterns must match one to four paragraphs together, set with a sentence a line, and
    name the person in the group ``who``. With ``stranger`` the text before must not speak of that
    person: whom a story is about, it names earlier. With ``bylines`` the name must stand in a line
    that one of these rules found, or be the page's author.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._language = language
        every = [SpokenRule(rule, language) for rule in rules]
        self._rules = [spoken for spoken in every if spoken.patterns]
        self._needs = Sieve([(frozenset(spoken.rule.needs),) for spoken in self._rules])

    def find(self, view: View) -> Iterator[Evidence]:
        """The portraits, in the order of the text."""
        rules = [spoken for spoken in self._rules if _has_names(spoken.rule, view)]
        if not rules:
            return
        found: dict[int, list[Evidence]] = {}
        past = Past(view)
        for part in closing_parts(view):
            for portrait in self._portraits(part, rules, past):
                found.setdefault(portrait[0].block, portrait)
        if len(found) <= MOST:
            for index in sorted(found):
                yield from found[index]

    def _portraits(
        self, part: Iterator[Block], rules: Sequence[SpokenRule], past: Past
    ) -> Iterator[list[Evidence]]:
        """Each portrait as evidence on its paragraphs, the last portrait first.

        A paragraph of the text's own shape waits: it ends the closing part, unless it turns out to
        go on with a portrait that begins before it.
        """
        recent: deque[Block] = deque(maxlen=PARAGRAPHS)
        waiting = 0
        for block in part:
            recent.appendleft(block)
            if seen := self._longest(tuple(recent), waiting + 1, rules, past):
                yield seen
                recent.clear()
                waiting = 0
            elif waiting or is_own(block, past.view):
                waiting += 1
                if waiting == PARAGRAPHS:
                    return

    def _longest(
        self, blocks: Sequence[Block], least: int, rules: Sequence[SpokenRule], past: Past
    ) -> list[Evidence]:
        """What the rules see in the first block with as many of those behind it as they take.

        What matches neither alone nor with one more sentence or paragraph begins no portrait.
        """
        first = blocks[0]
        if first.quoted or not _BEGINS.match(first.text):
            return []
        rules = self._possible(first, rules, past)
        if not rules:
            return []
        best: list[Evidence] = []
        text, misses = "", 0
        for count, block in enumerate(blocks, 1):
            text += f"\n{self._lines(block.text)}" if text else self._lines(block.text)
            if count < least:
                continue
            seen = [e for r in rules for e in self._look(r, blocks[:count], text, past)]
            best, misses = (seen, 0) if seen else (best, misses + 1)
            if misses and (best or misses > 1):
                break
        return best

    def _possible(self, block: Block, rules: Sequence[SpokenRule], past: Past) -> list[SpokenRule]:
        """The rules for which a portrait may begin here, as far as no pattern need be tried."""
        rules = [spoken for spoken in rules if spoken.conditions.hold(block, past.view)]
        strangers = [spoken for spoken in rules if spoken.rule.options["stranger"]]
        if strangers and not _may_be_strange(block, past):
            rules = [spoken for spoken in rules if spoken not in strangers]
        if not rules:
            return []
        needed = [self._rules[number] for number in self._needs.open(block.folded)]
        possible = [spoken for spoken in rules if spoken in needed]
        return [one for one in possible if not one.expressions.ruled_out(block.text)]

    @staticmethod
    def _look(
        spoken: SpokenRule, blocks: Sequence[Block], text: str, past: Past
    ) -> Iterator[Evidence]:
        rule, view = spoken.rule, past.view
        if not all(spoken.conditions.hold(block, view) for block in blocks):
            return
        match = spoken.match(text, view.sightings.memory)
        if match:
            names = [name for name in match.captures("who") if name]
            if _fits(rule, [fold(name) for name in names], blocks[0], past):
                values = {"match": ", ".join(names)}
                yield from (Evidence(rule, b.index, b.span, values=values) for b in blocks)

    def _lines(self, text: str) -> str:
        """The text with each sentence on a line of its own, and single spaces."""
        spans = sentence_spans(text, self._language)
        return "\n".join(" ".join(text[start:end].split()) for start, end in spans)


def _may_be_strange(block: Block, past: Past) -> bool:
    """Whether the text before has not told of somebody whose name the block may begin with."""
    capitals = _CAPITALS.match(block.text)
    words = _telling(fold(capitals.group())) if capitals else []
    # Whatever part of the capitals is the name, the text told of it before.
    words = [word for word in words if word not in _NO_NAMES]
    return not words or not all(past.told_of(word, block) for word in words)


def _has_names(rule: Rule, view: View) -> bool:
    """Whether there is any name that the rule wants to find again."""
    return not rule.options["bylines"] or bool(_signatures(rule, view))


def _fits(rule: Rule, names: Sequence[str], block: Block, past: Past) -> bool:
    if rule.options["bylines"] and not any(_signed(rule, name, past.view) for name in names):
        return False
    return not (rule.options["stranger"] and any(_is_known(name, block, past) for name in names))


def _is_known(name: str, block: Block, past: Past) -> bool:
    """Whether the text before the block speaks of the person."""
    return any(past.told_of(word, block) for word in _telling(name)[-1:])


def _signed(rule: Rule, name: str, view: View) -> bool:
    """Whether the name is the page's author, or stands in a byline."""
    words = _telling(name)
    return bool(words) and any(all(w in line for w in words) for line in _signatures(rule, view))


def _signatures(rule: Rule, view: View) -> list[str]:
    """The page's author and the bylines, folded; what is not there is left out."""
    author = view.document.metadata.get("author", "")
    places = [view.document.blocks[i] for i in view.found(rule.options["bylines"])]
    return [*([fold(author)] if author else []), *(block.folded for block in places)]


def _telling(name: str) -> list[str]:
    return [word for word in _WORD.findall(name) if len(word) >= NAME_LETTERS]
