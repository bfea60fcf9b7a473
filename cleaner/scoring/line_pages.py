"""Labelled lines of raw page text, to train and judge the line model on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log1p, sqrt
from pathlib import Path

from cleaner.api import Cleaner
from cleaner.detectors.base import View
from cleaner.detectors.lines.page import Page, is_raw, read_lines
from cleaner.detectors.literals import Memory, Sightings
from cleaner.engine.stages import Plan, compile_rules, look
from cleaner.model import Block, Fix
from cleaner.reading.read import language_of, read
from cleaner.scoring.extractors import find_extractor
from cleaner.scoring.records import Half, Record, chosen, domain_of, known_of, read_records
from cleaner.scoring.shingles import SIZE, shingles, tokens

#: A share of a line's words in the gold between these says little; such lines count less.
_UNSURE = (0.25, 0.75)
_UNSURE_WEIGHT = 0.3
#: Lines that trafilatura keeps and the gold lacks are as often gaps of the gold as leftovers.
_DOUBTFUL_WEIGHT = 0.2


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page's lines: ``labels`` are 1 for leftovers, ``weights`` how much each counts.

    ``held`` counts the words of each line that stand in the gold, ``raw`` tells whether the
    model would be asked at all.
    """

    domain: str
    page: Page
    labels: Sequence[int]
    weights: Sequence[float]
    held: Sequence[int]
    raw: bool


def read_pages(paths: Sequence[Path], half: Half | None) -> Iterator[LabelledPage]:
    """The pages of data files as html-text gives them, after the rules, labelled by the gold.

    A page without a gold text is labelled by what trafilatura extracts, and counts less.
    """
    rules = RulesAlone()
    for path in paths:
        for record in chosen(read_records(path), half, None):
            labelled = _labelled(rules, record)
            if labelled is not None:
                yield labelled


def _labelled(rules: RulesAlone, record: Record) -> LabelledPage | None:
    html, url = str(record["html"]), record.get("url")
    source = find_extractor("html-text").extract(html, url)
    other = find_extractor("trafilatura").extract(html, url)
    assert isinstance(source, str)
    assert isinstance(other, str)
    gold = str(record.get("gold_text") or other)
    if not source or len(tokens(gold)) < 50:
        return None
    view = rules.view(source, known_of(record).title)
    page = read_lines(view)
    if not page.lines:
        return None
    shares = held_shares(page.lines, gold)
    doubts = held_shares(page.lines, other) if record.get("gold_text") else [0.0] * len(shares)
    trust = 1.0 if record.get("gold_text") else 0.5
    return LabelledPage(
        domain_of(record),
        page,
        [int(share < 0.5) for share in shares],
        [
            trust * _weight(line, share, doubt) / sqrt(len(shares))
            for line, share, doubt in zip(page.lines, shares, doubts, strict=True)
        ],
        [round(share * line.words) for line, share in zip(page.lines, shares, strict=True)],
        is_raw(view),
    )


class RulesAlone:
    """The rules of the stages before the line model, ready to look at texts."""

    def __init__(self) -> None:
        self._rules = [
            rule
            for rule in Cleaner().rules_for()[0]
            if rule.detector != "lines" and rule.stage in ("trim", "repeat", "structure")
        ]
        self._plans: dict[str | None, Plan] = {}

    def view(self, text: str, title: str | None) -> View:
        """The text as the line model meets it."""
        document = read(text, title=title)
        language = language_of(document)
        plan = self._plans.get(language)
        if plan is None:
            plan = self._plans[language] = compile_rules(self._rules, language)
        sightings = Sightings(document, plan.literals, Memory())
        fixes = frozenset({Fix.SAFE})
        return look(replace(document, language=language), plan.steps, fixes, language, sightings)[1]


def held_shares(lines: Sequence[Block], gold: str) -> list[float]:
    """For each line the share of its words that stand in the gold, in the page's order.

    A word stands there when one of the page's shingles that it belongs to does, so that the
    "News" of a menu is not found because the article has the word. Lines that are lines of the
    gold stand there, wherever they are on the page.
    """
    known = Counter(shingles(tokens(gold)))
    whole = {" ".join(tokens(line)) for line in gold.splitlines()}
    own = [tokens(line.text) for line in lines]
    words = [word for line in own for word in line]
    held = [False] * len(words)
    for at, shingle in enumerate(shingles(words)):
        if shingle in known:
            held[at : at + SIZE] = [True] * len(held[at : at + SIZE])
    shares, start = [], 0
    for line in own:
        stop = start + len(line)
        share = sum(held[start:stop]) / (len(line) or 1)
        shares.append(max(share, 0.5) if " ".join(line) in whole else share)
        start = stop
    return shares


def _weight(line: Block, share: float, doubt: float) -> float:
    if share == 0.5 or not any(map(str.isalnum, line.text)):
        return 0.0
    weight = 1.0 + log1p(line.words)
    if _UNSURE[0] < share < _UNSURE[1]:
        weight *= _UNSURE_WEIGHT
    if share < 0.5 < doubt:
        weight *= _DOUBTFUL_WEIGHT
    return weight
