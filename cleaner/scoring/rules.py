"""``cleaner bench rules``: each rule: how often it fired, was right, and what it cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.api import Cleaner
from cleaner.model import Rule
from cleaner.scoring.before_after import share
from cleaner.scoring.beta import beta_quantile
from cleaner.scoring.cases import Hit, data_format, hits_of, read_cases
from cleaner.scoring.head import head
from cleaner.scoring.records import Half, Progress, set_name, silent


@dataclass
class Count:
    """What became of a rule's findings. ``cost`` is in words of the article."""

    fired: int = 0
    applied: int = 0
    right: int = 0
    wrong: int = 0
    cost: int = 0

    def add(self, hit: Hit) -> None:
        """Enter one finding."""
        self.fired += 1
        self.applied += hit.deed == "applied"
        self.right += hit.verdict == "right"
        self.wrong += hit.verdict == "wrong"
        self.cost += hit.cost


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """The hits on one data file, and the ids of its documents."""

    name: str
    clean: bool
    documents: frozenset[str]
    hits: tuple[Hit, ...]


def measure_sets(
    cleaner: Cleaner,
    paths: Sequence[Path],
    *,
    texts: Path | None = None,
    extractor: str = "trafilatura",
    half: Half | None = None,
    limit: int | None = None,
    progress: Progress = silent,
) -> Iterator[MeasuredSet]:
    """The judged findings on each data file.

    Raises:
        ReadError: a file cannot be read, or is of no known format.

    """
    for path in paths:
        cases = read_cases(cleaner, path, texts=texts, extractor=extractor, half=half, limit=limit)
        documents: set[str] = set()
        hits: list[Hit] = []
        for case in progress(cases):
            documents.add(case.id)
            hits.extend(hits_of(case))
        clean = data_format(path) == "clean"
        yield MeasuredSet(set_name(path), clean, frozenset(documents), tuple(hits))


def bench_rules(
    cleaner: Cleaner,
    paths: Sequence[Path],
    *,
    texts: Path | None = None,
    extractor: str = "trafilatura",
    half: Half | None = None,
    limit: int | None = None,
    show: bool = False,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Measure each rule on data files of any of the four formats.

    Pages are extracted with ``extractor``. What a rule saw and lost to another rule counts too:
    the figure is of the rule, not of the order of rules. On clean articles everything is wrong.
    ``show`` puts the text of wrong findings into the report.

    Raises:
        ReadError: a file cannot be read, or is of no known format.

    """
    sets = list(
        measure_sets(
            cleaner,
            paths,
            texts=texts,
            extractor=extractor,
            half=half,
            limit=limit,
            progress=progress,
        )
    )
    report = head("rules", cleaner, *paths, half=half, extractor=extractor)
    report["documents"] = {one.name: len(one.documents) for one in sets}
    report["by_rule"] = [_rule_figures(rule, sets) for rule in cleaner.rules]
    report["wrong_hits"] = [
        {"set": one.name, **_named(hit, texts=show)}
        for one in sets
        for hit in one.hits
        if hit.verdict == "wrong"
    ]
    return report


def _rule_figures(rule: Rule, sets: Sequence[MeasuredSet]) -> dict[str, Any]:
    """The rule's figures: over all sets that are not clean, by set, and by domain."""
    own = {one.name: [hit for hit in one.hits if hit.code == rule.code] for one in sets}
    noisy = [hit for one in sets if not one.clean for hit in own[one.name]]
    total = _count(noisy)
    return {
        "code": rule.code,
        "name": rule.name,
        "category": rule.category,
        "fix": rule.fix.value,
        **vars(total),
        "precision": share(total.right, total.right + total.wrong),
        "interval": precision_interval(total.right, total.wrong),
        "by_set": {name: vars(_count(hits)) for name, hits in own.items()},
        "by_domain": {
            domain: vars(_count(hits)) for domain, hits in sorted(_by_domain(noisy).items())
        },
    }


def precision_interval(right: int, wrong: int) -> tuple[float, float] | None:
    """The 95 % interval of a precision: quantiles of the beta posterior under Jeffreys' prior."""
    if not right + wrong:
        return None
    a, b = right + 0.5, wrong + 0.5
    return beta_quantile(0.025, a, b), beta_quantile(0.975, a, b)


def _count(hits: Iterable[Hit]) -> Count:
    count = Count()
    for hit in hits:
        count.add(hit)
    return count


def _by_domain(hits: Iterable[Hit]) -> Mapping[str, list[Hit]]:
    domains: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        domains[hit.domain].append(hit)
    return domains


def _named(hit: Hit, *, texts: bool) -> dict[str, Any]:
    named = hit._asdict()
    if not texts:
        del named["text"]
    return named
