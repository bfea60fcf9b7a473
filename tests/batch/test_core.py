from __future__ import annotations

import pytest

from cleaner import Cleaner, Settings
from cleaner.batch.core import Core, Options, clean_records
from cleaner.batch.fields import Fields
from cleaner.batch.records import Failure, Place, Record, Row
from cleaner.batch.rows import ADDED, source_of
from cleaner.batch.undoing import Undo
from cleaner.model import SettingsError, UndoError
from tests.batch.corpora import LEFTOVER, RULES, documents
from tests.conftest import BODY, OTHER_BODY

CLEANER = Cleaner(Settings(select=RULES))
DIRTY = f"{BODY}\n\n{OTHER_BODY}\n\n{LEFTOVER}"
CLEAN = f"{BODY}\n\n{OTHER_BODY}"
PAGE = (
    f"<html><body><article><h1>Harbour</h1><p>{BODY}</p><p>{OTHER_BODY}</p></article></body></html>"
)


def record(**fields: object) -> Record:
    return Record(Place("a.jsonl", "line", 1), fields)


def row(core: Core, **fields: object) -> Row:
    outcome = core(record(**fields))
    assert isinstance(outcome, Row), outcome
    return outcome


def failure(core: Core, **fields: object) -> Failure:
    outcome = core(record(**fields))
    assert isinstance(outcome, Failure)
    return outcome


def test_the_other_fields_stay_in_their_order_and_ours_come_behind() -> None:
    made = row(Core(CLEANER), b=[1], text=DIRTY, id="x", a={"deep": None}).to_dict()
    assert list(made) == ["b", "text", "id", "a", *ADDED]
    assert made["text"] == CLEAN
    assert (made["b"], made["id"], made["a"]) == ([1], "x", {"deep": None})
    assert [f["code"] for f in made["findings"]] == ["HDG001"]


def test_there_is_no_time_and_no_place_in_a_row() -> None:
    first = Core(CLEANER)(Record(Place("a", "line", 1), {"text": DIRTY}))
    second = Core(Cleaner(Settings(select=RULES)))(Record(Place("b", "row", 9), {"text": DIRTY}))
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert first.to_dict() == second.to_dict()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": 7}, "text must be a string, not int"),
        ({"text": ["a"]}, "text must be a string, not list"),
        ({"text": BODY, "title": 7}, "title must be a string, not int"),
        ({"text": BODY, "metadata": {"url": []}}, "metadata.url must be a string"),
        ({"body": BODY}, "neither text nor html"),
        ({"text": None}, "neither text nor html"),
        ({"html": ""}, "not HTML"),
        ({"text": BODY, "quality": 1}, "has a field 'quality' of its own"),
    ],
)
def test_what_cannot_be_cleaned_fails_alone(fields: dict[str, object], reason: str) -> None:
    failed = failure(Core(CLEANER), id=12, **fields)
    assert reason in failed.reason
    assert failed.id == "12"
    assert failed.to_dict()["line"] == 1


def test_a_fault_of_the_cleaner_is_reported_with_its_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError("no way")

    monkeypatch.setattr(Cleaner, "clean", break_down)
    assert failure(Core(CLEANER), text=BODY).reason == "ZeroDivisionError: no way"


def test_long_documents_fail() -> None:
    core = Core(CLEANER, Options(most_characters=100))
    assert "too long" in failure(core, text="a" * 101).reason
    assert row(core, text="a" * 100)


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "1", "text": DIRTY, "metadata": {"url": "https://a.example/b", "title": "T"}},
        {
            "id": "1",
            "text": DIRTY,
            "source": "s",
            "added": "2024",
            "metadata": {"url": "a.example"},
        },
        {"doc_id": 1, "content": DIRTY, "url": "https://a.example/b"},
    ],
)
def test_usual_names_work_as_they_are(fields: dict[str, object]) -> None:
    made = row(Core(CLEANER), **fields)
    assert made.id == "1"
    assert made.url
    assert made.changes["content" if "content" in fields else "text"] == CLEAN


def test_fields_can_be_named() -> None:
    options = Options(Fields.from_options(["text=body", "id=key"]))
    made = row(Core(CLEANER, options), text=7, body=DIRTY, key="k")
    assert made.changes["body"] == CLEAN
    assert made.id == "k"
    with pytest.raises(SettingsError):
        Fields.from_options(["nothing=body"])


def test_html_gives_text_beside_it() -> None:
    made = row(Core(CLEANER), html=PAGE).to_dict()
    assert made["html"] == PAGE
    assert BODY in made["text"]
    assert made["cleaning"]["format"] == "html"
    assert not made["cleaning"]["own"]


def test_a_page_whose_comments_are_in_its_row_is_taken_over_by_runs_that_ask_for_them() -> None:
    said = "The ferry was late on both of my days, and nobody said a word."
    thread = f"<ol class='comment-list'><li class='comment'><p>{said}</p></li></ol>"
    page = PAGE.replace("</body>", f"<div id='comments'>{thread}</div></body>")
    asked = Core(CLEANER, Options(comments=True))
    made = row(asked, html=page).to_dict()
    assert made["cleaning"]["comments"] == [said]
    assert row(asked, **made).changes == {}
    assert row(Core(CLEANER), **made).to_dict()["cleaning"]["comments"] is None


def test_a_page_kept_as_markdown_is_taken_over_only_by_runs_that_keep_it_so() -> None:
    markdown = Core(CLEANER, Options(keep="markdown"))
    page = PAGE.replace("</article>", f"<p>{LEFTOVER}</p></article>")
    made = row(markdown, html=page).to_dict()
    assert made["cleaning"]["keep"] == "markdown"
    assert source_of(record(**made)).text.endswith(f"{LEFTOVER}\n")
    assert row(markdown, **made).result is None
    assert (
        row(Core(CLEANER), **made).changes["text"] == row(Core(CLEANER), html=page).changes["text"]
    )
    del made["html"]
    assert row(Core(CLEANER), **made).changes["cleaning"]["format"] == "markdown"


def test_undo_gives_the_record_back() -> None:
    fields = {"a": 1, "text": DIRTY, "z": None}
    cleaned = row(Core(CLEANER, Options(prefix="c_")), **fields)
    assert "c_patch" in cleaned.changes
    restored = Undo(Options(prefix="c_"))(Record(Place("x"), cleaned.to_dict()))
    assert isinstance(restored, Row)
    assert restored.to_dict() == fields


def test_undo_refuses_a_text_that_was_changed() -> None:
    cleaned = row(Core(CLEANER), text=DIRTY).to_dict()
    with pytest.raises(UndoError):
        source_of(Record(Place("x"), cleaned | {"text": cleaned["text"] + "!"}))
    failed = Undo()(Record(Place("x"), {"text": BODY}))
    assert isinstance(failed, Failure)


def test_cleaning_a_row_again_starts_from_the_source() -> None:
    other = Core(Cleaner(Settings(select=("DOC",))))
    cleaned = row(Core(CLEANER), text=DIRTY, id="1").to_dict()
    again = row(other, **cleaned).to_dict()
    assert again["text"] == DIRTY
    assert again == row(other, text=DIRTY, id="1").to_dict()


def test_plain_mappings_give_plain_rows() -> None:
    records = [{"text": DIRTY}, {"text": 1}, *documents(2)]
    rows = list(clean_records(records, CLEANER))
    assert rows[0]["text"] == CLEAN
    assert rows[1] == {"text": 1, "error": "text must be a string, not int"}
    assert [r["id"] for r in rows[2:]] == ["doc-000000", "doc-000001"]
