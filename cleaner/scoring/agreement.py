"""How far two readings of the same hits agree: ``python -m cleaner.scoring.agreement``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cleaner.scoring.audit import Entry, Judgement, read_audit


class Agreement(NamedTuple):
    """Hits read twice: how many, on how many both readings agree, and Cohen's kappa.

    ``stricter`` and ``milder`` count the others: found wrong by the second reading, by the first.
    ``kappa`` is what is left of the agreement when chance is taken off (Cohen 1960); ``None``
    where chance leaves nothing, since both readings found all hits right.
    """

    hits: int
    agreed: int
    stricter: int
    milder: int
    kappa: float | None


def agreement(judgements: Iterable[Judgement]) -> Agreement:
    """The agreement on those that were read twice."""
    twice = [(one.verdict, one.second) for one in judgements if one.second]
    hits, agreed = len(twice), sum(first == second for first, second in twice)
    first_wrong = sum(first == "wrong" for first, _ in twice)
    second_wrong = sum(second == "wrong" for _, second in twice)
    both_wrong = (first_wrong + second_wrong - hits + agreed) // 2
    by_chance = first_wrong * second_wrong + (hits - first_wrong) * (hits - second_wrong)
    kappa = None
    if hits and by_chance < hits * hits:
        kappa = (agreed * hits - by_chance) / (hits * hits - by_chance)
    return Agreement(hits, agreed, second_wrong - both_wrong, first_wrong - both_wrong, kappa)


def by_rule(entries: Iterable[Entry]) -> dict[str, Agreement]:
    """The agreement of each rule some of whose hits were read twice, and of ``all``."""
    read = list(entries)
    found = {entry.code: agreement(entry.hand) for entry in read}
    found["all"] = agreement(one for entry in read for one in entry.hand)
    return {code: one for code, one in found.items() if one.hits}


def main() -> None:
    """Print the table."""
    for code, one in by_rule(read_audit().values()).items():
        kappa = "-" if one.kappa is None else f"{one.kappa:.2f}"
        print(f"{code:8}{one.hits:6}{one.agreed / one.hits:8.3f}{kappa:>7}", end="")
        print(f"{one.stricter:4}{one.milder:4}")


if __name__ == "__main__":
    main()
