"""Cleaning many documents, each with what the others tell of it."""

from __future__ import annotations

from typing import Any

from cleaner import Cleaner, Result
from tests.topic import stories

CLEANER = Cleaner()


def text(title: str, *parts: str) -> str:
    return "\n\n".join([title, *parts])


FERRY = text(stories.FERRY_TITLE, *stories.FERRY)
MIXED = text(
    stories.FERRY_TITLE,
    *stories.FERRY[:3],
    stories.CHESS_TITLE,
    stories.CHESS[1],
    *stories.FERRY[3:],
)
CHESS = text(stories.CHESS_TITLE, *stories.CHESS)
CHEESE = text(stories.CHEESE_TITLE, *stories.CHEESE)
BATCH = [
    {"id": "mixed", "text": MIXED},
    {"id": "cheese", "text": CHEESE},
    {"id": "chess", "text": CHESS},
]


def codes(result: Result) -> list[str]:
    return [finding.code for finding in result.findings]


def test_a_piece_of_another_document_goes_with_its_heading() -> None:
    mixed, cheese, chess = CLEANER.clean_many(BATCH)
    assert mixed.text == FERRY
    assert {(f.code, f.document, f.applied) for f in mixed.findings} == {("COH010", "chess", True)}
    assert "chess" in mixed.findings[0].message
    assert mixed.undo() == MIXED
    assert not cheese.findings
    assert not chess.findings
    assert chess.text == CHESS


def test_cleaning_again_with_the_same_evidence_changes_nothing() -> None:
    evidence = CLEANER.learn(BATCH)
    once = list(CLEANER.clean_many(BATCH, evidence=evidence))
    again = [{"id": d["id"], "text": r.text} for d, r in zip(BATCH, once, strict=True)]
    for before, after in zip(once, CLEANER.clean_many(again, evidence=evidence), strict=True):
        assert after.text == before.text
        assert not after.changed


def test_an_iterator_is_cleaned_as_it_comes() -> None:
    asked = []

    def documents() -> Any:
        for document in BATCH:
            asked.append(document["id"])
            yield document

    results = CLEANER.clean_many(documents())
    assert next(results).text != FERRY
    assert asked == ["mixed"]
    evidence = CLEANER.learn(iter(BATCH))
    assert next(CLEANER.clean_many(documents(), evidence=evidence)).text == FERRY


def test_order_of_the_batch_does_not_matter() -> None:
    forward = [result.text for result in CLEANER.clean_many(BATCH)]
    backward = [result.text for result in CLEANER.clean_many(BATCH[::-1])]
    assert forward == backward[::-1]


def test_an_article_twice_is_said_of_both_and_nothing_is_taken() -> None:
    spun = CHESS.replace("Sunday", "Monday").replace("eleven members", "twelve members")
    first, second, _ = CLEANER.clean_many(
        [{"text": CHESS}, {"text": spun}, {"id": "cheese", "text": CHEESE}]
    )
    for result, other in ((first, "2"), (second, "1")):
        assert not result.changed
        assert not [code for code in codes(result) if code.startswith("COH")]
        (part,) = [part for part in result.report.parts if part.code == "DOC020"]
        assert f"document {other}" in part.message


def test_a_document_that_cannot_be_read_is_named_and_the_others_are_cleaned() -> None:
    results = list(CLEANER.clean_many([BATCH[0], {"id": "none"}, BATCH[2]]))
    assert results[0].text == FERRY
    assert results[1].error is not None
    assert results[2].text == CHESS
