"""A sieve lets through what each guard alone lets through, however many texts have come."""

from __future__ import annotations

import pytest

from cleaner.detectors.guards import Guard, guard_of, lets_pass
from cleaner.detectors.sieve import Sieve
from cleaner.model import Rule
from cleaner.packs.load import load_rules
from cleaner.packs.proofs import proofs_of
from cleaner.reading.blocks import fold

RULES = [rule for rule in load_rules() if rule.patterns]
WORDS = ("bridge", "harbour", "keeper", "lantern", "pier", "tide")
#: Thirty literals: enough for an automaton.
MANY: list[Guard] = [
    tuple(frozenset({f"{word} {n}", f"{word}s {n}"}) for word in WORDS[n % 3 :]) for n in range(5)
]


def alone(guards: list[Guard], text: str) -> list[int]:
    return [number for number, guard in enumerate(guards) if lets_pass(guard, text)]


def test_every_clause_of_a_guard_must_be_there() -> None:
    sieve = Sieve(MANY)
    whole = " ".join(f"{word} 1" for word in WORDS)
    for text, numbers in [
        (whole, [1]),
        (whole.replace("tide 1", "tides 1"), [1]),
        (whole.replace("tide 1", "tide 2"), []),
        ("", []),
    ] * 5:
        assert sieve.open(text) == numbers


@pytest.mark.parametrize("guards", [[], [()], [(), *MANY], [(frozenset(),), *MANY]], ids=len)
def test_guards_that_ask_for_nothing_and_clauses_that_nothing_fulfils(guards: list[Guard]) -> None:
    sieve = Sieve(guards)
    for text in ["", "pier 1 tide 1"] * 8:
        assert sieve.open(text) == alone(guards, text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_guards_of_a_shipped_rule_agree_with_their_sieve(rule: Rule) -> None:
    guards = [guard_of(p, rule.fragments) for every in rule.patterns.values() for p in every]
    texts = [fold(proof.text) for proofs in proofs_of(rule) for proof in proofs]
    sieve = Sieve(guards)
    for text in texts * 8:
        assert sieve.open(text) == alone(guards, text)
