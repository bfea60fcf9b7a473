from __future__ import annotations

from collections import Counter

import pytest

from cleaner.scoring.beta import beta_cdf, beta_quantile
from cleaner.scoring.bootstrap import paired_interval
from cleaner.scoring.shingles import Agreement, agreement, averages, shingles, tokens


def counts(text: str) -> Counter[tuple[str, ...]]:
    return Counter(shingles(tokens(text)))


def test_tokens_are_words_as_they_are_written() -> None:
    assert tokens("Don't stop, 3.5 km — Ende!") == ["Don", "t", "stop", "3", "5", "km", "Ende"]


def test_agreement_counts_each_shingle_as_often_as_it_stands() -> None:
    # gold: abcd bcde; text: abcd bcda cdab dabc abcd
    assert agreement(counts("a b c d e"), "a b c d a b c d") == Agreement(1, 4, 1)


def test_case_matters_and_short_texts_are_one_shingle() -> None:
    assert agreement(counts("Go on"), "go on") == Agreement(0, 1, 1)
    assert agreement(counts("Go on"), "Go on") == Agreement(1, 0, 0)


def test_f1_is_of_the_averages_not_the_average() -> None:
    result = averages([Agreement(1, 0, 1), Agreement(1, 1, 0)])
    assert (result.precision, result.recall, result.f1) == (0.75, 0.75, 0.75)


def test_an_empty_text_has_recall_zero_and_no_precision() -> None:
    empty = agreement(counts("a b c d e"), "")
    assert (empty.precision, empty.recall) == (None, 0.0)
    assert averages([empty, Agreement(3, 1, 0)]).precision == 0.75
    assert averages([]).f1 == 0.0


def mean(values: object) -> float:
    listed = list(values)  # type: ignore[call-overload]
    return float(sum(listed) / len(listed))


def test_bootstrap_is_paired_and_the_same_each_time() -> None:
    before = [float(at % 7) for at in range(60)]
    better = [value + 1 for value in before]
    assert paired_interval(before, better, mean) == pytest.approx((1.0, 1.0))
    mixed = [value + (at % 3) - 1 for at, value in enumerate(before)]
    first, again = (paired_interval(before, mixed, mean) for _ in range(2))
    assert first == again
    assert first.low < 0 < first.high


def test_bootstrap_wants_the_same_documents() -> None:
    with pytest.raises(ValueError, match="same documents"):
        paired_interval([1.0], [1.0, 2.0], mean)


@pytest.mark.parametrize(
    ("share", "a", "b", "expected"),
    # Closed forms: Beta(a, 1) has the distribution function x^a, Beta(1, b) 1 - (1 - x)^b.
    [
        (0.05, 20, 1, 0.05 ** (1 / 20)),
        (0.9, 1, 4, 1 - 0.1**0.25),
        (0.5, 7, 7, 0.5),
        (0.3, 1, 1, 0.3),
    ],
)
def test_beta_quantiles(share: float, a: float, b: float, expected: float) -> None:
    assert beta_quantile(share, a, b) == pytest.approx(expected, abs=1e-9)


def test_beta_distribution_is_symmetric_and_bounded() -> None:
    assert beta_cdf(0.3, 2.5, 60) == pytest.approx(1 - beta_cdf(0.7, 60, 2.5))
    assert (beta_cdf(0, 2, 3), beta_cdf(1, 2, 3)) == (0.0, 1.0)
