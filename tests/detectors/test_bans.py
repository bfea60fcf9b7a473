"""A ban may be missed and never be wrong."""

from __future__ import annotations

import pytest

from cleaner.detectors.bans import ban_of
from cleaner.detectors.expressions import compiled
from cleaner.model import Match, Rule
from cleaner.packs.load import load_rules
from cleaner.packs.proofs import proofs_of
from cleaner.reading.text import read_text

SAID = r"(?!(?s:.)*\b(?:said|told)\b)"
RULES = [
    rule
    for rule in load_rules()
    if any(ban_of(pattern) for patterns in rule.patterns.values() for pattern in patterns)
]


@pytest.mark.parametrize(
    "pattern",
    [
        rf"(?x){SAID}\w+",
        rf"(?x) [–*_\s(“\[]{{0,4}} (?!The\s(?:author|[)]))(?=\p{{Lu}}) {SAID}\w+",
        f"(?x)\n    [*_]{{0,4}}{SAID}(?:Ann|Lee)  # one | other",
    ],
)
def test_words_that_a_pattern_forbids_first(pattern: str) -> None:
    ban = ban_of(pattern)
    assert ban is not None
    texts = ("Ann said so.", "Told", "* Ann, who was told\nof it", "Ann is unsaid.", "Said Lee.")
    assert [ban.stands_in(text) for text in texts] == [True, False, True, False, False]


@pytest.mark.parametrize(
    "pattern",
    [
        rf"{SAID}\w+",  # not verbose: a blank would be one
        rf"(?xi){SAID}\w+",  # capitals, too
        rf"(?x)\w+{SAID}.*",  # the words may stand in what comes first
        rf"(?x)[a-z]?{SAID}.*",
        rf"(?x){SAID}\w+|said",  # or else
        rf"(?x)(?:{SAID})?\w+",
        r"(?x)(?!.*\b(?:said|told)\b)\w+",  # in the first line
        r"(?x)(?=(?s:.)*\b(?:said|told)\b)\w+",  # wanted
        r"(?x)(?!(?s:.)*\b(?:sa\w+|told)\b)\w+",
    ],
)
def test_what_cannot_be_told_from_how_a_pattern_begins(pattern: str) -> None:
    assert ban_of(pattern) is None


def test_shipped_rules_have_bans() -> None:
    assert {"ABT002", "ABT032"} <= {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_shipped_pattern_matches_what_its_ban_stops(rule: Rule) -> None:
    assert rule.match in (Match.LINE, Match.START)
    texts = [proof.text for proofs in proofs_of(rule) for proof in proofs]
    blocks = [block.text for text in texts for block in read_text(text)]
    added = [f"{text}\n{more}" for text in blocks for more in ("He said.", "She told us so.")]
    for patterns in rule.patterns.values():
        for pattern in patterns:
            ban, expression = ban_of(pattern), compiled(pattern, rule.fragments)
            if ban is not None:
                stopped = [text for text in blocks + added if ban.stands_in(text)]
                assert stopped
                assert [text for text in stopped if expression.match(text)] == []
