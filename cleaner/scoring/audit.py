"""The audit: what each rule has been measured to be worth, and what it may therefore do.

``audit.jsonl`` holds a line for each rule: how often it fired, how often it was right and wrong,
the same on clean articles, and the judgements made by hand, each naming a document and the hash of
a line and quoting nothing.

A rule's precision is a beta posterior whose prior is fitted to its family, the other rules of its
category: the mean and the strength under which their counts are likeliest (empirical Bayes with a
beta-binomial likelihood). Where the rules of a family are alike, the prior is strong, and a rule
with few hits borrows from the others; where they differ, each must speak for itself. A family with
few judged hits borrows from all rules. The bound is an exact quantile, see
:mod:`cleaner.scoring.beta`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import lgamma
from pathlib import Path
from typing import Any, Literal, NamedTuple

from cleaner.model import Fix, ReadError, Rule
from cleaner.scoring.beta import beta_quantile

#: Means and strengths (pseudo-observations) that a family's prior can have.
PRIOR_MEANS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.99)
PRIOR_STRENGTHS = (4.0, 8.0, 16.0, 32.0)
#: A family with fewer judged hits is taken to be like all rules together.
FAMILY_HITS = 50
#: A rule with fewer judged hits of its own is never safe, whatever its family is worth.
SAFE_HITS = 3
#: Stages whose rules remove no lines.
UNAUDITED = ("repair", "judge")
#: Detectors whose rules have a bench of their own.
MODELS = ("topic", "lines", "page")
#: The share of the posterior below the lower bound.
LOWER_TAIL = 0.05
#: The least lower bounds of the fix levels.
SAFE_BOUND, UNSAFE_BOUND = 0.95, 0.80

AUDIT = Path(__file__).with_name("audit.jsonl")


Verdict = Literal["right", "wrong"]


class Judgement(NamedTuple):
    """A verdict by hand on one hit: of which document, on which line (its hash).

    ``second`` is that of a second reading, made without knowledge of the first.
    """

    document: str
    line: str
    verdict: Verdict
    second: Verdict | None = None

    @property
    def stands(self) -> Verdict:
        """The verdict that counts: where two readings differ, the stricter one."""
        return "wrong" if "wrong" in (self.verdict, self.second) else "right"


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
    entry = measured.entry
    judged = entry.right + entry.wrong + entry.clean_right
    if measured.low >= SAFE_BOUND and judged >= SAFE_HITS and not entry.clean_wrong:
        return Fix.SAFE
    return Fix.UNSAFE if measured.low >= UNSAFE_BOUND else Fix.DISPLAY


def measure(rules: Iterable[Rule], entries: Mapping[str, Entry]) -> dict[str, Measured]:
    """Each rule with its posterior; a rule without an entry has only its family's prior."""
    own = [(rule, entries.get(rule.code, Entry(rule.code))) for rule in rules]
    families: defaultdict[str, list[Entry]] = defaultdict(list)
    for rule, entry in own:
        families[rule.category].append(entry)
    overall = fit_prior([entry for _, entry in own])
    measured = {}
    for rule, entry in own:
        others = [other for other in families[rule.category] if other is not entry]
        enough = sum(other.right + other.wrong for other in others) >= FAMILY_HITS
        measured[rule.code] = _posterior(entry, fit_prior(others) if enough else overall)
    return measured


class Prior(NamedTuple):
    """A beta distribution by its mean and its strength in pseudo-observations."""

    mean: float
    strength: float


def fit_prior(entries: Sequence[Entry]) -> Prior:
    """The prior under which the entries' counts are likeliest; among equals the weakest.

    Where next to nothing has been judged, nothing is known: an even chance, weakly held.
    """
    counts = [(entry.right, entry.wrong) for entry in entries if entry.right + entry.wrong]
    if sum(map(sum, counts)) < FAMILY_HITS:
        return Prior(PRIOR_MEANS[0], PRIOR_STRENGTHS[0])
    grid = [Prior(mean, strength) for strength in PRIOR_STRENGTHS for mean in PRIOR_MEANS]
    return max(grid, key=lambda prior: sum(_likelihood(prior, *count) for count in counts))


def _likelihood(prior: Prior, right: int, wrong: int) -> float:
    """The log of the beta-binomial likelihood, up to a constant."""
    a, b = prior.strength * prior.mean, prior.strength * (1 - prior.mean)
    return (
        lgamma(a + right) + lgamma(b + wrong) - lgamma(a + b + right + wrong)
        + lgamma(a + b) - lgamma(a) - lgamma(b)
    )  # fmt: skip


def _posterior(entry: Entry, prior: Prior) -> Measured:
    a = entry.right + prior.strength * prior.mean
    b = entry.wrong + prior.strength * (1 - prior.mean)
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

    Left out are rules that are not measured line by line: those that judge documents, repairs (of
    characters, shown by their proofs), and what the models find: of topics (``bench splices``),
    of lines, which speaks on raw page text alone (``bench rules … --extractor html-text``), and of
    places on pages (``scoring.train_page``, on sites that it has not seen).
    """
    for code, measured in measure(rules, entries).items():
        rule = next(rule for rule in rules if rule.code == code)
        allowed = allowed_fix(measured)
        audited = rule.stage not in UNAUDITED and rule.detector not in MODELS
        if audited and rule.fix.rank < allowed.rank:
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
    hand = tuple(Judgement(**judgement) for judgement in data.pop("hand", ()))
    verdicts = {verdict for judgement in hand for verdict in judgement[2:]}
    if not verdicts <= {"right", "wrong", None} or any(one.verdict is None for one in hand):
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
        data["hand"] = [
            {name: value for name, value in judgement._asdict().items() if value}
            for judgement in sorted(entry.hand, key=lambda one: one[:3])
        ]
        lines.append(json.dumps(data, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)
