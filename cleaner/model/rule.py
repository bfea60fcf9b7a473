"""A rule: what a rule file says, decoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from cleaner.model.block import Kind
from cleaner.model.finding import Fix

#: Stage names in the order in which they run. Stages only order the looking.
STAGES = ("repair", "trim", "repeat", "structure", "topic", "judge")

#: What a finding can be about.
CATEGORIES = (
    "headings",
    "links",
    "promotion",
    "social",
    "media",
    "credits",
    "legal",
    "interface",
    "discussion",
    "about",
    "title",
    "repetition",
    "text",
    "coherence",
)


class Match(StrEnum):
    """Where in a block a phrase must stand."""

    LINE = "line"
    START = "start"
    END = "end"
    WITHIN = "within"


class Takes(StrEnum):
    """What a finding covers: the whole block, the sentence, or the match alone."""

    BLOCK = "block"
    SENTENCE = "sentence"
    MATCH = "match"


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions on a block; all that are set must hold.

    ``position`` is relative to running text: ``lead`` before the first body-like block, ``tail``
    after the last, ``middle`` between, ``bare`` in a document without any. ``near`` wants a
    neighbouring block (nothing but leftovers in between) with evidence of one of these categories.
    ``first`` / ``last`` want the first / last live block. ``lone`` wants a heading with nothing
    under it: another heading of its level or a higher one, or the end, follows. ``between`` wants
    text right before and right behind a line of five words at the most, ``echoed`` that the running
    text under it takes up all of its words, as it does under a subheading, ``listed`` that it is an
    item of a list that the text introduces, ``follows_text`` a sentence right before it (or a
    leftover), ``max_run`` no more than so many lines that are no sentences right above it,
    ``whole_section`` that it, and what it was found together with, is all the running text under a
    heading that the source marks as one.

    The last four ask what a page told about the block, and fail where there is no page:
    ``dom`` wants one of these token groups, ``element`` one of these tags, on the block's element
    or what it stands in (see :class:`Dom`); ``container`` is ``inside`` or ``outside`` the main
    one; ``min_link_density`` is a share of the block's letters and digits (0–1).
    """

    kinds: tuple[Kind, ...] = ()
    min_words: int = 0
    max_words: int = 0
    position: tuple[str, ...] = ()
    closed: bool | None = None
    first: bool | None = None
    last: bool | None = None
    lone: bool | None = None
    between: bool | None = None
    echoed: bool | None = None
    listed: bool | None = None
    follows_text: bool | None = None
    max_run: int = 0
    whole_section: bool | None = None
    near: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    dom: tuple[str, ...] = ()
    element: tuple[str, ...] = ()
    container: str = ""
    min_link_density: float = 0.0

    @property
    def asks_page(self) -> bool:
        """Whether it holds only for blocks that a page told about."""
        return bool(self.dom or self.element or self.container or self.min_link_density)


@dataclass(frozen=True, slots=True)
class Proof:
    """A text that shows what a rule does (``after`` set or not) or must leave alone.

    ``after`` is the text that must be left when the rule's findings are applied; ``None`` asks
    only for a finding. ``site_lines`` are keys of lines that stand in every document of the site,
    of :data:`PROOF_DOCUMENTS` that have been seen, ``corpus_lines`` those in every document of the
    corpus. ``documents`` are the texts of the other documents of a batch, the title on the first
    line of each. ``url`` is the address of the page that the text is from.
    """

    text: str
    after: str | None = None
    title: str | None = None
    language: str | None = None
    format: str = "text"
    site_lines: tuple[str, ...] = ()
    corpus_lines: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    url: str | None = None


class Proofs(NamedTuple):
    """What a rule must hit and what it must leave alone."""

    hits: tuple[Proof, ...] = ()
    leaves: tuple[Proof, ...] = ()


#: How many documents of a site a proof with ``site_lines`` pretends to have seen.
PROOF_DOCUMENTS = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """One idea about what does not belong, from one file.

    ``phrases`` and ``patterns`` are keyed by ISO 639-1 code, ``any`` for every language.
    ``fragments`` are the shared pieces that the patterns call.
    ``needs`` are literals of which one must stand in a block before a pattern is tried.
    ``options`` are the detector's own. ``requires`` names rules that must run with this one.
    ``place`` is the file the rule came from.
    """

    code: str
    name: str
    category: str
    detector: str
    stage: str
    fix: Fix
    message: str
    why: str
    where: Where = Where()
    match: Match = Match.LINE
    takes: Takes = Takes.BLOCK
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fragments: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    requires: tuple[str, ...] = ()
    place: str = ""
    trusted: bool = False
