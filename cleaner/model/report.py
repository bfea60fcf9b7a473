"""The report: everything about one cleaning that is not the text itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cleaner.model.finding import Finding
from cleaner.model.markup import Keep
from cleaner.model.patch import Patch

Verdict = Literal["ok", "check", "reject"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: a document-level reason, what it takes off (0–1), and words."""

    code: str
    name: str
    cost: float
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was done to one document and what is thought of it.

    ``keep`` is what the text of a page is kept as; findings and patch point into that.

    ``findings`` were applied or are flagged; ``shadowed`` lost to another finding on the same
    place; ``suggested`` were too weak to flag. ``score`` runs from 0 (not an article) to 1;
    ``parts`` say what was taken off. The digests are SHA-256, hexadecimal: of the source's bytes
    as UTF-8, of the cleaned text likewise, and of the rule set with the settings that bear on it.
    ``words`` are those of the source's blocks.
    """

    findings: tuple[Finding, ...]
    shadowed: tuple[Finding, ...]
    suggested: tuple[Finding, ...]
    verdict: Verdict
    score: float
    parts: tuple[Part, ...]
    patch: Patch
    source_sha256: str
    cleaned_sha256: str
    rules_sha256: str
    words: int
    words_removed: int
    language: str | None = None
    title: str | None = None
    url: str | None = None
    format: str = "text"
    encoding: str | None = None
    bom: bool = False
    keep: Keep = "text"
