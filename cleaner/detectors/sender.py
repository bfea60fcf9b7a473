"""What a release says of who sent it, told by the name in its source line and its addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from cleaner.detectors.base import View
from cleaner.detectors.closing import SENTENCE_WORDS
from cleaner.detectors.spoken import SpokenRule
from cleaner.model import Block, Evidence, Kind, Rule
from cleaner.reading.blocks import fold

#: So many paragraphs stand under such a heading at the most.
MOST = 5
#: The first of them names the sender among so many words, or begins as one of _BEGINNINGS.
EARLY = 12
#: A name or a host of fewer letters may be anybody's.
_SHORTEST = 3

_BEGINNINGS = (
    "founded", "established", "headquartered", "based in", "located in", "with more than",
    "since ", "the company", "the firm", "the organization", "the organisation", "we ", "our ",
    "as a", "as the", "as one",
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_SAID = re.compile(r"[\"“”„«»].*\b(?:said|says|told|adds|added|explained)\b", re.DOTALL)
#: A name with such a sign is that of something that is sold.
_MARKED = re.compile("[®™]")
_LABEL = re.compile(r"^[\W_]*(?:sources?|quellen?|fuentes?|font[ei]|bron)\b[\W_]*")
_APART = re.compile(r"\s*(?:;|/|,?\sand\s(?=the\s)|,?\s&\s(?=the\s))\s*")
_HOST = re.compile(
    r"(?:https?://|www\.|@)(?:www\.)?([\w-]+(?:\.[\w-]+)*?)\.[a-z]{2,4}(?:\.[a-z]{2})?\b"
)
#: What firms are called that says nothing of which.
_FORMS = frozenset((
    "inc", "llc", "ltd", "limited", "corp", "corporation", "plc", "gmbh", "ag", "se", "sa", "nv",
    "bv", "ab", "co", "company", "companies", "holdings",
))  # fmt: skip
#: Hosts of everybody.
_SHARED = frozenset((
    "facebook", "twitter", "linkedin", "instagram", "youtube", "pinterest", "google", "gmail",
    "yahoo", "hotmail", "outlook", "t", "bit", "prnewswire", "businesswire", "globenewswire",
    "newswise", "eurekalert", "doi", "ncbi", "sec",
))  # fmt: skip
_JOINING = frozenset(("of", "for", "and", "the", "in"))

Name = tuple[str, ...]


class Senders(NamedTuple):
    """Who sent a text: names as words; hosts without what all hosts have, where there is no name.

    Hosts may be those of what the sender sells, too.
    """

    names: frozenset[Name]
    hosts: frozenset[str]

    def know(self, name: Name) -> bool:
        """Whether this is one of them, a part of one, or one with more behind it."""
        return any(_alike(name, known) for known in self.names) or any(
            _at_home(name, host) for host in self.hosts
        )


class SenderDetector:
    """Finds, in a text whose sender is known, what is said of him.

    The sender's name stands in a line that a rule in ``lines`` found, or is the host of an address
    that some rule has taken. The rule's patterns match a heading and name the sender in the group
    ``who``; the paragraphs under it, the first of which must be about the sender, go with it.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = [SpokenRule(rule, language) for rule in rules]

    def find(self, view: View) -> Iterator[Evidence]:
        """The headings with what stands under them, rule by rule."""
        if view.untouched:
            return
        for spoken in self._rules:
            for block, name in _sections(spoken, view):
                if not view.gone(block.index) and spoken.conditions.hold(block, view):
                    yield Evidence(spoken.rule, block.index, block.span, values={"match": name})


def _sections(spoken: SpokenRule, view: View) -> Iterator[tuple[Block, str]]:
    """Headings that name the sender, with what stands under them."""
    needs = tuple(spoken.rule.needs)
    headings = [b for b in view.readable if b.key.startswith(needs) and not b.closed]
    if not headings or not (senders := senders_of(view, spoken.rule)):
        return
    for heading in headings:
        called = _named(spoken, heading, view)
        name = words_of(called)
        if not _MARKED.search(called) and senders.know(name):
            section = _section(heading, name, view)
            # Over something else than the sender it is another heading.
            if len(section) > 1:
                yield from ((block, called) for block in section)


def _section(heading: Block, name: Name, view: View) -> list[Block]:
    """A heading and the paragraphs on the sender under it, as far as they go.

    What other rules have taken is passed over; lines on the sender are his, whoever found them.
    """
    found: list[Block] = [heading]
    for block in islice(view.document.blocks, heading.index + 1, None):
        if view.gone(block.index) and block.kind is not Kind.HEADING:
            if any(item.rule.category == "about" for item in view.evidence(block.index)):
                found.append(block)
            continue
        if not _goes_on(block) or len(found) > MOST or not (found[1:] or _is_about(block, name)):
            break
        found.append(block)
    return found


def _goes_on(block: Block) -> bool:
    paragraph = block.closed or block.words >= SENTENCE_WORDS
    said = _SAID.search(block.text)
    return paragraph and not (block.protected or block.fixed or said)


def _is_about(block: Block, name: Name) -> bool:
    return name[0] in words_of(block.text)[:EARLY] or block.folded.startswith(_BEGINNINGS)


def _named(spoken: SpokenRule, block: Block, view: View) -> str:
    """The name that the rule's patterns find in a block; nothing where they do not match."""
    match = None if block.quoted else spoken.match(block.text, view.sightings.memory)
    return str(match["who"]) if match else ""


def senders_of(view: View, rule: Rule) -> Senders | None:
    """Who sent the text; ``None`` where nothing tells."""
    blocks = view.document.blocks
    names = {
        words
        for index in view.found(rule.options["lines"])
        for part in _APART.split(_LABEL.sub("", blocks[index].folded))
        if (words := words_of(part)) and len("".join(words)) >= _SHORTEST
    }
    if names:
        return Senders(frozenset(names), frozenset())
    hosts = {
        host
        for block in blocks
        if view.gone(block.index)
        for place in _HOST.findall(block.folded)
        if (host := _plain(place)) and len(host) >= _SHORTEST
    }
    return Senders(frozenset(), frozenset(hosts)) if hosts else None


def words_of(text: str) -> Name:
    """The words of a name, folded, without an article before it and its legal form."""
    words = [word for word in _WORD.findall(fold(text)) if word not in _FORMS]
    return tuple(words[1:] if words[:1] == ["the"] else words)


def _plain(place: str) -> str:
    """Of the parts of a host the last that is somebody's, in letters and digits alone."""
    part = place.rsplit(".", 1)[-1]
    return "" if part in _SHARED else "".join(_WORD.findall(part))


def _alike(name: Name, known: Name) -> bool:
    shared = min(len(name), len(known))
    if not shared or name[:shared] != known[:shared]:
        return False
    return shared > 1 or len(name[0]) >= _SHORTEST


def _at_home(name: Name, host: str) -> bool:
    """Whether the host is called as the name is, as it begins, or by its initials."""
    letters = "".join(name)
    initials = "".join(word[0] for word in name if word not in _JOINING)
    alike = letters.startswith(host) or host.startswith(letters)
    acronym = host == initials and len(host) >= _SHORTEST
    return acronym or (alike and min(len(letters), len(host)) > _SHORTEST)
