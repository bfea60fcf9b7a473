"""The audit: what each rule has been measured to be worth, and what it may therefore do.

``audit.jsonl`` holds a line for each rule: how often it fired, how often it was right and wrong,
the same on clean articles, and the judgements made by hand, each naming a document and the hash of
a line and quoting nothing.

A rule's precision is a beta posterior whose prior comes from its family, the other rules of its
category: ``PRIOR_STRENGTH`` pseudo-observations at the family's mean, which itself leans on the
mean of all rules. So a rule that fired twice is believed about as much as its family is. (Empirical
Bayes with a fixed strength; the bound is an exact quantile, see :mod:`cleaner.scoring.beta`.)
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

from cleaner.model import Fix, ReadError, Rule
from cleaner.scoring.beta import beta_quantile

#: Pseudo-observations of the prior: a rule needs about as many hits to speak for itself.
PRIOR_STRENGTH = 8.0
#: No family is better than this to a rule that belongs to it: a prior of 8 observations at .97 has
#: its lower bound at .85, so that no rule becomes safe by its family alone.
PRIOR_CEILING = 0.97
#: The share of the posterior below the lower bound.
LOWER_TAIL = 0.05
#: The least lower bounds of the fix levels.
SAFE_BOUND, UNSAFE_BOUND = 0.95, 0.80

AUDIT = Path(__file__).with_name("audit.jsonl")


class Judgement(NamedTuple):
    """A verdict by hand on one hit: of which document, on which line (its hash)."""

    document: str
    line: str
    verdict: Literal["right", "wrong"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule's line. ``right`` and ``wrong`` hold hand judgements, too; the rest was not told.

    ``clean_right`` and ``clean_wrong`` are hits on clean articles: wrong unless a person found
    them right. They stand apart from ``fired``, ``right`` and ``wrong``.
    """

    code: str
    fired: int = 0
    right: int = 0
    wrong: int = 0
    clean_right: int = 0
    clean_wrong: int = 0
    hand: tuple[Judgement, ...] = ()


class Measured(NamedTuple):
    """A rule's entry with its posterior precision: mean and lower bound."""

    entry: Entry
    mean: float
    low: float


def allowed_fix(measured: Measured) -> Fix:
    """The strongest fix level that a rule's measured precision earns it."""
    if measured.low >= SAFE_BOUND and not measured.entry.clean_wrong:
        return Fix.SAFE
    return Fix.UNSAFE if measured.low >= UNSAFE_BOUND else Fix.DISPLAY


def measure(rules: Iterable[Rule], entries: Mapping[str, Entry]) -> dict[str, Measured]:
    """Each rule with its posterior; a rule without an entry has only its family's prior."""
    own = [(rule, entries.get(rule.code, Entry(rule.code))) for rule in rules]
    families: defaultdict[str, list[Entry]] = defaultdict(list)
    for rule, entry in own:
        families[rule.category].append(entry)
    overall = _mean([entry for _, entry in own], 0.5, 2.0)
    measured = {}
    for rule, entry in own:
        others = [other for other in families[rule.category] if other is not entry]
        measured[rule.code] = _posterior(entry, _mean(others, overall, PRIOR_STRENGTH))
    return measured


def _mean(entries: Sequence[Entry], prior: float, strength: float) -> float:
    """The precision of entries taken together, leaning on ``prior`` by ``strength`` hits."""
    right, wrong = sum(e.right for e in entries), sum(e.wrong for e in entries)
    return (right + strength * prior) / (right + wrong + strength)


def _posterior(entry: Entry, family: float) -> Measured:
    prior = min(family, PRIOR_CEILING)
    a = entry.right + PRIOR_STRENGTH * prior
    b = entry.wrong + PRIOR_STRENGTH * (1 - prior)
    return Measured(entry, a / (a + b), beta_quantile(LOWER_TAIL, a, b))


class Disagreement(NamedTuple):
    """A rule whose fix level is stronger than its figures allow."""

    rule: Rule
    allowed: Fix
    measured: Measured

    def __str__(self) -> str:
        return (
            f"{self.rule.code} {self.rule.name} is {self.rule.fix}; measured, it may be "
            f"{self.allowed}: {in_words(self.measured)}"
        )


def disagreements(rules: Sequence[Rule], entries: Mapping[str, Entry]) -> Iterator[Disagreement]:
    """The rules that may do more than they have been measured to deserve.

    Rules of the judging stage find nothing that could be removed, and are left out.
    """
    for code, measured in measure(rules, entries).items():
        rule = next(rule for rule in rules if rule.code == code)
        allowed = allowed_fix(measured)
        if rule.stage != "judge" and rule.fix.rank < allowed.rank:
            yield Disagreement(rule, allowed, measured)


def in_words(measured: Measured) -> str:
    """The figures in one sentence."""
    entry = measured.entry
    clean = entry.clean_right + entry.clean_wrong
    judged = entry.right + entry.wrong
    told = f"right in {entry.right} of {judged} judged hits" if judged else "never judged"
    on_clean = f"; {clean} on clean articles, {entry.clean_wrong} of them wrong" if clean else ""
    return (
        f"{told} ({entry.fired} fired{on_clean}); "
        f"precision {measured.mean:.2f}, surely above {measured.low:.2f}"
    )


def read_audit(path: Path = AUDIT) -> dict[str, Entry]:
    """The entries of an audit file by code; a file that is not there is an empty audit.

    Raises:
        ReadError: a line is wrong; the place says which.

    """
    if not path.exists():
        return {}
    entries: dict[str, Entry] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            entry = _decode(json.loads(line))
        except (ValueError, TypeError, KeyError) as error:
            raise ReadError(f"is no audit entry: {error}", place=f"{path}:{number}") from error
        if entry.code in entries:
            raise ReadError(f"{entry.code} stands there twice", place=f"{path}:{number}")
        entries[entry.code] = entry
    return entries


def _decode(data: dict[str, Any]) -> Entry:
    hand = tuple(Judgement(h["document"], h["line"], h["verdict"]) for h in data.pop("hand", ()))
    if any(judgement.verdict not in ("right", "wrong") for judgement in hand):
        raise ValueError("a verdict is right or wrong")
    entry = replace(Entry(**data), hand=hand)
    counts = (entry.fired, entry.right, entry.wrong, entry.clean_right, entry.clean_wrong)
    if any(not isinstance(count, int) or count < 0 for count in counts):
        raise ValueError("a count is a whole number")
    return entry


def audit_text(entries: Iterable[Entry]) -> str:
    """The entries as JSON lines, by code, with a final newline."""
    lines = []
    for entry in sorted(entries, key=lambda entry: entry.code):
        data = asdict(entry)
        data["hand"] = [judgement._asdict() for judgement in sorted(entry.hand)]
        lines.append(json.dumps(data, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)
