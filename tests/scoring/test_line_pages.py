"""Labels of lines by a gold text."""

from __future__ import annotations

from cleaner.reading.read import read
from cleaner.scoring.line_pages import RulesAlone, held_shares
from cleaner.scoring.train_lines import FOLDS, fold_of
from tests.conftest import BODY, OTHER_BODY


def shares(text: str, gold: str) -> list[float]:
    return held_shares(read(text).blocks, gold)


def test_a_word_of_a_menu_is_not_found_in_the_article() -> None:
    assert shares(f"Harbour\nFerry\n{BODY}", BODY) == [0.0, 0.0, 1.0]


def test_a_short_line_is_found_with_what_stands_around_it() -> None:
    gold = f"{BODY}\nWhat the divers found\n{OTHER_BODY}"
    assert shares(gold, gold.replace("\n", " ")) == [1.0, 1.0, 1.0]


def test_a_line_of_the_gold_that_stands_elsewhere_is_no_leftover() -> None:
    assert shares(f"The divers\nHome\n{BODY}", f"{BODY}\nThe divers") == [0.5, 0.0, 1.0]


def test_a_line_that_is_half_there_says_so() -> None:
    half, _ = BODY.split(", and")
    (share,) = shares(f"{half} which nobody in the whole town had foreseen on that day", BODY)
    assert 0.5 < share < 0.8


def test_rules_look_before_the_model_does() -> None:
    view = RulesAlone().view(f"Share this article\n{BODY}\n{OTHER_BODY}", None)
    assert view.gone(0)
    assert not view.gone(1)


def test_pages_of_a_site_share_a_fold() -> None:
    folds = {fold_of(f"site-{number}.example") for number in range(50)}
    assert folds == set(range(FOLDS))
    assert fold_of("site-1.example") == fold_of("site-1.example")
