from __future__ import annotations

from cleaner.model import Span
from cleaner.scoring.judging import Gold, coverage, line_hash, touching
from tests.scoring.made_up import FIRST, GOLD, SECOND


def test_a_line_is_wrong_when_fewer_than_half_of_its_shingles_are_gold() -> None:
    gold = Gold(GOLD)
    assert gold.lacks(FIRST) is False
    assert gold.lacks("Twelve easy ways to cook barley at home") is True
    # 4 of 8 shingles are gold
    assert gold.lacks("The mill by the weir ground its own flour until last") is False
    assert gold.lacks("The mill by the weir has ground its own flour until last") is True


def test_short_lines_are_judged_by_their_words_and_separators_not_at_all() -> None:
    gold = Gold(GOLD)
    assert gold.lacks("The museum") is False
    assert gold.lacks("Share this") is True
    assert gold.lacks("* * *") is None


def test_short_lines_may_be_asked_for_word_after_word() -> None:
    gold = Gold(GOLD)
    assert gold.lacks("The museum") is False
    assert gold.lacks("The museum", in_order=True) is True
    assert gold.lacks("town museum", in_order=True) is False
    assert gold.lacks(FIRST, in_order=True) is False


def test_a_copy_more_than_the_gold_has_is_one_too_many() -> None:
    gold = Gold(GOLD)
    assert gold.surplus(FIRST, "") is False
    assert gold.surplus(FIRST, f"Share\n{FIRST}\n") is True
    assert Gold(f"{FIRST} {FIRST}").surplus(FIRST, FIRST) is False
    assert Gold(f"{FIRST} {FIRST}").surplus(FIRST, f"{FIRST}\n{FIRST}") is True
    assert gold.surplus("The mill", "The mill and the mill") is False
    assert gold.surplus("Twelve easy ways to cook", "Twelve easy ways to cook") is False


def test_gold_lost_counts_what_is_gone_and_only_that() -> None:
    gold = Gold(GOLD)
    noisy = f"{FIRST}\nShare the wheel\n{SECOND}"
    assert gold.lost(noisy, GOLD) == 0
    assert gold.lost(noisy, FIRST) == len(SECOND.replace(",", "").split())
    assert gold.lost(FIRST, FIRST) == 0


def test_cost_counts_the_gold_words_of_a_text() -> None:
    gold = Gold(GOLD)
    assert gold.cost(f"Editor's note: {FIRST}") == len(FIRST.split())
    assert gold.cost("Share this") == 0
    assert gold.cost("town museum") == 2
    assert gold.cost("The museum") == 0


def test_coverage_joins_stretches_and_ignores_space() -> None:
    text = "ab cd ef"
    line = Span(0, 8)
    assert coverage(text, line, [Span(0, 2), Span(1, 5)]) == 4 / 6
    assert coverage(text, line, [Span(2, 3)]) == 0.0
    assert coverage(text, Span(2, 3), [line]) == 0.0
    assert touching([Span(0, 2), Span(8, 9)], line) == [Span(0, 2)]


def test_a_line_hash_forgives_space_only() -> None:
    assert line_hash("  More  from\tus ") == line_hash("More from us")
    assert line_hash("More from us") != line_hash("more from us")
    assert len(line_hash("x")) == 16
