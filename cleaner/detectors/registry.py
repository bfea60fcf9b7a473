"""The detectors that rule files can name, and what each works from.

This list is all that loading a rule file needs; a detector's module is imported when a rule set
is compiled that uses it, so that a rule file costs no more than its parsing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cleaner.model import Rule

if TYPE_CHECKING:
    from cleaner.detectors.base import Detector
    from cleaner.detectors.literals import LiteralIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a detector is (``module:Class``), its usual stage, what it uses, its options.

    ``uses`` names the parts of a rule that it reads: ``phrases``, ``patterns``, ``needs``.
    ``options`` maps each option to its default, whose type is the option's type. ``waits`` tells
    that it enters its literals in the rule set's index and looks only where they stand.
    """

    target: str
    stage: str
    uses: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    waits: bool = False


DETECTORS: Mapping[str, Entry] = {
    "encoding": Entry(
        "cleaner.detectors.encoding:EncodingDetector",
        "repair",
        options={"damage": "mojibake"},
    ),
    "phrase": Entry("cleaner.detectors.phrase:PhraseDetector", "trim", ("phrases",), waits=True),
    "pattern": Entry(
        "cleaner.detectors.pattern:PatternDetector", "trim", ("patterns", "needs"), waits=True
    ),
    "title": Entry("cleaner.detectors.title:TitleDetector", "trim", options={"within": 0}),
    "block": Entry("cleaner.detectors.block:BlockDetector", "trim", options={"same": ""}),
    "page": Entry(
        "cleaner.detectors.page:PageDetector",
        "trim",
        options={"least": 0.9, "least_news": 0.0, "least_untold": 0.0},
    ),
    "repeated": Entry(
        "cleaner.detectors.repeated:RepeatedDetector",
        "repeat",
        options={"times": 3, "runs": False},
    ),
    "site_lines": Entry(
        "cleaner.detectors.site_lines:SiteLinesDetector",
        "repeat",
        options={"documents": 5, "share": 0.05, "scope": "site"},
    ),
    "under": Entry(
        "cleaner.detectors.under:UnderDetector",
        "structure",
        options={"headings": (), "most": 12, "alike": False},
    ),
    "section": Entry(
        "cleaner.detectors.section:SectionDetector",
        "structure",
        ("patterns", "needs"),
    ),
    "portrait": Entry(
        "cleaner.detectors.portrait:PortraitDetector",
        "structure",
        ("patterns", "needs"),
        {"bylines": (), "stranger": False},
    ),
    "contacts": Entry(
        "cleaner.detectors.contacts:ContactsDetector",
        "structure",
        ("patterns", "needs"),
        {"beside": ()},
    ),
    "sender": Entry(
        "cleaner.detectors.sender:SenderDetector",
        "structure",
        ("patterns", "needs"),
        {"lines": ()},
    ),
    "beside": Entry(
        "cleaner.detectors.beside:BesideDetector",
        "structure",
        ("patterns", "needs"),
        {"categories": ()},
        waits=True,
    ),
    "run": Entry(
        "cleaner.detectors.run:RunDetector",
        "structure",
        ("patterns", "needs"),
        {"least": 3, "closing": False},
        waits=True,
    ),
    "house": Entry(
        "cleaner.detectors.house:HouseDetector", "trim", ("patterns", "needs"), waits=True
    ),
    "contents": Entry(
        "cleaner.detectors.contents:ContentsDetector", "structure", options={"least": 3}
    ),
    "rows": Entry("cleaner.detectors.rows:RowsDetector", "structure"),
    "orphan": Entry("cleaner.detectors.orphan:OrphanDetector", "structure"),
    "tail": Entry(
        "cleaner.detectors.tail:TailDetector",
        "structure",
        options={"triggers": (), "max_words": 40},
    ),
    "thread": Entry(
        "cleaner.detectors.thread:ThreadDetector",
        "structure",
        options={"marks": (), "least": 2, "gap": 12, "before": 100},
    ),
    "lines": Entry("cleaner.detectors.lines.detector:LinesDetector", "structure"),
    "topic": Entry(
        "cleaner.detectors.offtopic:OffTopicDetector",
        "topic",
        options={"kind": "foreign fragment"},
    ),
    "donors": Entry(
        "cleaner.detectors.donors:DonorDetector",
        "topic",
        options={
            "least": 0.0,
            "share": 0.5,
            "words": 0,
            "copies": 0,
            "suggest": 0.0,
            "sentences": False,
        },
    ),
    # Measures whole documents: the engine's judgement asks it, there is nothing to build.
    "quality": Entry(
        "cleaner.detectors.quality:MEASURES",
        "judge",
        options={"measure": "", "below": -1.0, "above": -1.0, "cost": 0.0},
    ),
}


def options_of(name: str) -> Mapping[str, Any]:
    """The options of detector ``name`` with their defaults."""
    return DETECTORS[name].options


def build(
    name: str, rules: Sequence[Rule], language: str | None, index: LiteralIndex, owner: int
) -> Detector:
    """The detector ``name``, compiled for ``rules`` and a language (``None``: all of them).

    Detectors that wait for literals enter them in ``index``, as ``owner``.
    """
    entry = DETECTORS[name]
    module, _, attribute = entry.target.partition(":")
    make = getattr(import_module(module), attribute)
    made: Detector = make(rules, language, index, owner) if entry.waits else make(rules, language)
    return made
