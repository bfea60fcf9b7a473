"""The library: clean, clean_many, threads, pickling."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import cleaner as package
from cleaner import Cleaner, Settings
from tests.conftest import BODY


def test_the_seed_loses_its_stray_heading_and_nothing_else(cleaner: Cleaner, seed: str) -> None:
    result = cleaner.clean(seed)
    assert result.text == seed.removesuffix("\n\nLatest News")
    assert result.title == seed.split("\n", 1)[0]
    assert result.undo() == seed
    assert result.report.verdict == "ok"


def test_the_fragment_of_another_story_is_flagged_as_one(cleaner: Cleaner, seed: str) -> None:
    findings = [f for f in cleaner.clean(seed).findings if f.category == "coherence"]
    flagged = {seed[f.start : f.end].split()[0] for f in findings}
    assert flagged == {"Trump", "Khan"}
    assert not any(f.applied for f in findings)
    assert len({f.code for f in findings}) == 1


def test_clean_many_keeps_order_goes_on_after_errors_and_is_lazy(cleaner: Cleaner) -> None:
    taken = []

    def documents() -> Iterator[dict[str, object]]:
        for number in range(1000):
            taken.append(number)
            yield {"text": 5} if number == 1 else {"text": f"{BODY}\n\nNumber {number}"}

    results = cleaner.clean_many(documents())
    first, second, third = next(results), next(results), next(results)
    assert len(taken) == 3
    assert first.text.endswith("Number 0")
    assert third.text.endswith("Number 2")
    assert second.error is not None
    assert "text must be a string" in str(second.error)
    assert second.report.verdict == "reject"


def test_documents_without_text_and_unknown_formats_fail_alone(cleaner: Cleaner) -> None:
    results = list(cleaner.clean_many([{}, {"text": "x", "input_format": "pdf"}, {"html": "<p>"}]))
    assert [r.error is not None for r in results] == [True, True, True]


def test_threads_share_one_cleaner(cleaner: Cleaner, seed: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        reports = {result.report for result in pool.map(cleaner.clean, [seed] * 16)}
    assert len(reports) == 1


def test_a_cleaner_pickles_small_and_works_the_same(seed: str) -> None:
    original = Cleaner(Settings(unsafe=True))
    data = pickle.dumps(original)
    assert len(data) < 2000
    assert pickle.loads(data).clean(seed).report == original.clean(seed).report


def test_the_package_offers_what_it_says() -> None:
    assert all(getattr(package, name) for name in package.__all__)
