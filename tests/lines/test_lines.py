"""The line model: what it is asked, what it takes from a page, what it leaves alone."""

from __future__ import annotations

import random

import pytest

from cleaner import Cleaner
from cleaner.detectors.base import View
from cleaner.detectors.lines.detector import has_frame, probabilities
from cleaner.detectors.lines.features import FEATURES, densest_run, line_rows
from cleaner.detectors.lines.grams import PLACES, gram_score, line_grams
from cleaner.detectors.lines.page import Page, is_raw, read_lines
from cleaner.detectors.lines.weights import decode, load_weights, read_grams, write_grams
from cleaner.model import Document
from cleaner.packs.proofs import proofs_of
from cleaner.reading.read import read

RULE = next(rule for rule in Cleaner().rules if rule.detector == "lines")
HITS, LEAVES = proofs_of(RULE)
PAGES = [(proof.text, proof.title) for proof in HITS]
ALONE = Cleaner(rules=[RULE])
ALL = Cleaner()


def body_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if len(line.split()) >= 20]


def view_of(text: str, title: str | None = None) -> View:
    return View(read(text, title=title))


@pytest.mark.parametrize(("text", "title"), PAGES)
def test_pages_lose_their_frame_and_keep_their_text(text: str, title: str) -> None:
    result = ALL.clean(text, title=title)
    left = result.text.splitlines()
    assert [line for line in left if line in body_of(text)] == body_of(text)
    assert len(left) <= len(body_of(text)) + 8
    assert result.undo() == text


@pytest.mark.parametrize("cleaner", [ALONE, ALL])
@pytest.mark.parametrize(("text", "title"), PAGES)
def test_a_second_pass_takes_nothing(cleaner: Cleaner, text: str, title: str) -> None:
    once = cleaner.clean(text, title=title)
    assert cleaner.clean(once.text, title=title).text == once.text


@pytest.mark.parametrize("seed", range(12))
def test_cleaning_is_a_fixpoint_on_torn_pages(seed: int) -> None:
    rng = random.Random(seed)
    text, title = PAGES[seed % len(PAGES)]
    lines = [line for line in text.splitlines() if rng.random() < 0.9]
    if seed % 2:
        at = rng.randrange(len(lines))
        lines = lines[at:] + lines[:at]
    torn = "\n".join(lines)
    once = ALL.clean(torn, title=title)
    assert ALL.clean(once.text, title=title).text == once.text
    assert once.undo() == torn


def test_extracted_articles_are_not_asked() -> None:
    for proof in LEAVES:
        assert not is_raw(view_of(proof.text))
    for text, _ in PAGES:
        assert not is_raw(view_of("\n".join(body_of(text))))


def test_a_few_sure_lines_make_no_frame() -> None:
    lines = read("\n".join(f"Gold 12{n}" for n in range(40))).blocks
    untouched = Page(lines, [0] * 41)
    assert not has_frame(untouched, [0.99] * 9 + [0.9] * 31)
    assert has_frame(untouched, [0.99] * 10 + [0.9] * 30)
    assert has_frame(Page(lines, [16] + [0] * 40), [0.1] * 40)


def test_raw_pages_are_asked() -> None:
    assert all(is_raw(view_of(text, title)) for text, title in PAGES)


@pytest.mark.parametrize(("text", "title"), PAGES)
def test_breaks_and_empty_headings_of_markdown_are_no_lines(text: str, title: str) -> None:
    lines = text.splitlines()
    lines[3:3] = ["---", "#"]
    source = "\n\n".join(lines)
    page = read_lines(View(read(source, title=title, input_format="markdown")))
    assert all(line.text.strip() for line in page.lines)
    assert len(probabilities(page)) == len(page.lines)
    left = ALL.clean(source, title=title, input_format="markdown").text
    assert [line for line in left.splitlines() if line in body_of(text)] == body_of(text)


def test_lines_of_text_score_below_menus() -> None:
    text, title = PAGES[0]
    page = read_lines(view_of(text, title))
    scores = dict(zip([line.text for line in page.lines], probabilities(page), strict=True))
    assert max(scores[line] for line in body_of(text)) < 0.5
    assert min(scores[line] for line in ("Puzzles", "Log in", "Cookie settings")) > 0.8


def test_rows_have_the_features_that_they_name() -> None:
    page = read_lines(view_of(*PAGES[1]))
    rows = line_rows(page, load_weights().grams)
    assert len(rows) == len(page.lines)
    assert {len(row) for row in rows} == {len(FEATURES)}
    assert len(set(FEATURES)) == len(FEATURES)


def test_gaps_are_counted_where_lines_have_gone() -> None:
    text, _ = PAGES[0]
    document = read(text)
    view = _without(document, 3)
    page = read_lines(view)
    assert sum(page.gone) == 3
    assert page.gone[0] == 3
    assert len(page.gone) == len(page.lines) + 1


def _without(document: Document, count: int) -> View:
    from cleaner.model import Evidence

    return View(document, [Evidence(RULE, b.index, b.span) for b in document.blocks[:count]])


def test_the_densest_run_is_the_article() -> None:
    text, _ = PAGES[2]
    blocks = read(text).blocks
    first, last = densest_run(blocks)
    assert [block.text for block in blocks[first : last + 1]] == body_of(text)


def test_numbers_are_told_apart_by_length_alone() -> None:
    assert list(line_grams("page 12 of 90")) == list(line_grams("page 34 of 56"))
    assert list(line_grams("page 12")) != list(line_grams("page 1234"))


def test_a_line_without_words_says_nothing() -> None:
    assert gram_score("* * *", [0] * PLACES) == 0.0
    assert gram_score("", load_weights().grams) == gram_score("...", load_weights().grams)


def test_the_table_of_words_survives_writing() -> None:
    table = [(at * 37) % 255 - 127 for at in range(PLACES)]
    assert read_grams(write_grams(table)) == table


def test_weights_of_other_features_are_refused() -> None:
    data = {"features": ["words"], "trees": [], "scores": [], "probabilities": []}
    with pytest.raises(ValueError, match="train them again"):
        decode(data, [0] * PLACES)
