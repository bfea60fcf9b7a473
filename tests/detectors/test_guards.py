"""A guard may let too much through and never too little."""

from __future__ import annotations

import pytest

from cleaner.detectors.expressions import compiled
from cleaner.detectors.guards import guard_of, lets_pass
from cleaner.model import Rule
from cleaner.packs.load import load_rules
from cleaner.packs.proofs import proofs_of
from cleaner.reading.blocks import fold
from cleaner.reading.text import read_text

RULES = [rule for rule in load_rules() if rule.patterns]
FRAGMENTS = {
    "sheet": "(?&daily) \\s letter | paper",
    "daily": "news # of the day",
    "own": "x (?&own)",
}


def clauses(pattern: str) -> list[list[str]]:
    return [sorted(clause) for clause in guard_of(pattern, FRAGMENTS)]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("Subscribe", [["subscribe"]]),
        ("(?i)[Ss]ub[sS]cribe", [["subscribe"]]),
        ("don['’]t miss", [["don't miss"]]),
        ("subscribe(?:rs)?", [["subscribe"]]),
        ("subscribers?", [["subscriber"]]),
        ("(?:subscribe){0,2}", []),
        ("(?:subscribe){2,}now+", [["subscribe"], ["now"]]),
        ("share|tweet|follow us", [["follow us", "share", "tweet"]]),
        ("share|.", []),
        ("(?!advert)share", [["share"]]),
        ("(?<!advert)share", [["share"]]),
        ("(?=.*inbox)get", [["inbox"], ["get"]]),
        ("(?xi) read \\s more # the rest\n now", [["read"], ["morenow"]]),
        ("(?x: read ) more", [[" more"], ["read"]]),
        ("\\p{Lu}\\w+\\x41bc\\ttail", [["tail"]]),
        ("a\\.b\\.c", [["a.b.c"]]),
        ("[^^]only", [["only"]]),
        ("[]x]only[[a-z]--[b]]", [["only"]]),
        ("(?&sheet)s", [["letter", "paper"]]),
        ("(?&own)only", [["only"]]),
        ("(?|first|second)", [["first", "second"]]),
        ("(?P<name>word)(?P=name)", []),
        ("(?(1)yes|no)", []),
        ("(?:word){e<=1}", []),
    ],
)
def test_what_a_pattern_needs(pattern: str, wanted: list[list[str]]) -> None:
    assert sorted(clauses(pattern)) == sorted(wanted)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_shipped_pattern_matches_what_its_guard_stops(rule: Rule) -> None:
    texts = [proof.text for proofs in proofs_of(rule) for proof in proofs]
    blocks = [block for text in texts for block in read_text(text)]
    for patterns in rule.patterns.values():
        for pattern in patterns:
            guard, expression = guard_of(pattern, rule.fragments), compiled(pattern, rule.fragments)
            stopped = [block.text for block in blocks if not lets_pass(guard, fold(block.text))]
            assert [text for text in stopped if expression.search(text)] == []


def test_most_shipped_patterns_are_guarded() -> None:
    guards = [
        guard_of(pattern, rule.fragments)
        for rule in RULES
        for patterns in rule.patterns.values()
        for pattern in patterns
    ]
    assert sum(map(bool, guards)) > 0.6 * len(guards)
