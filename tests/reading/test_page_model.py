"""The page model: what it is asked, and what its answers say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.detectors.page import WEIGHTS, load_forest, probability_of
from cleaner.reading.html import read_html
from cleaner.reading.page.features import NAMES

PARAGRAPHS = [
    "The mayor said on Monday that the old bridge would be closed for all of the coming winter, "
    "because two of its beams were found to be rotten in the spring.",
    "Nobody had expected that the repairs would take so long or that they would cost as much as "
    "the whole of the new school by the river, which opened last year.",
    "The council will vote in March on a loan of nine million crowns, and the work could begin in "
    "April if the spring is dry and the builders keep their word.",
    "Until then the ferry takes those who walk across the stream on every market day, from seven "
    "in the morning until the stalls are taken down again at noon.",
]
CARDS = (
    '<div class="card"><div><div><h4>Mill to open</h4><p>The wheel turns again</p></div></div></div>'
    '<div class="card"><div><div><h4><a href="/b">Ferry is late</a></h4></div></div></div>'
)


def page(inside: str = "", outside: str = "") -> str:
    paragraphs = [f"<p>{text}</p>" for text in PARAGRAPHS]
    paragraphs.insert(2, inside)
    body = f"<div>{''.join(paragraphs)}</div>{outside}"
    return f'<html><body><div class="article-content">{body}</div></body></html>'


def test_each_line_asked_about_has_all_features() -> None:
    rows = [one.dom.features for one in read_html(page("", CARDS)).blocks if one.dom]
    assert {len(row) for row in rows if row} == {len(NAMES)}


def test_the_model_is_not_asked_about_the_body() -> None:
    blocks = read_html(page("<h2>What it costs</h2>", CARDS)).blocks
    asked = {one.text for one in blocks if one.dom and one.dom.features}
    assert asked
    assert asked.isdisjoint([*PARAGRAPHS, "What it costs"])


def test_numbered_notes_are_not_asked_about() -> None:
    note = "<p>1. The council's own survey of the bridge</p><p>A word behind it all</p>"
    asked = {one.text for one in read_html(page("", note)).blocks if one.dom and one.dom.features}
    assert asked == {"A word behind it all"}


def test_an_article_in_sections_is_not_asked_about() -> None:
    much = "<div>" + "<p>Words of another section</p>" * 12 + "</div>"
    reading = read_html(page("", much))
    assert "another section" in reading.text
    assert not any(one.dom and one.dom.features for one in reading.blocks)


def test_links_of_other_stories_are_more_probable_than_a_line_of_the_body() -> None:
    forest = load_forest()
    line = "<ul><li>open on market days, from seven to noon</li></ul>"
    blocks = {one.text: one for one in read_html(page(line, CARDS)).blocks}
    own = next(block for text, block in blocks.items() if "open on market" in text)
    other = next(block for text, block in blocks.items() if "wheel turns" in text)
    assert probability_of(other, forest) > 0.85 > probability_of(own, forest)


def test_a_finding_says_what_was_seen() -> None:
    result = Cleaner().clean_html(page("", CARDS))
    found = (*result.findings, *result.report.shadowed)
    codes = ("DOM040", "DOM041")
    messages = " ".join(finding.message for finding in found if finding.code in codes)
    assert "outside the body" in messages
    assert "names of card" in messages


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    data = json.loads(WEIGHTS.read_text("utf-8"))
    data["features"] = data["features"][:-1]
    path = tmp_path / "other.json"
    path.write_text(json.dumps(data))
    with pytest.raises(ValueError, match="train it again"):
        load_forest(path)


def test_fallback_extractors_are_asked_where_the_page_holds_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from cleaner.reading.page import extraction

    asked: list[bool] = []
    extracted = extraction._extracted

    def spy(tree: object, url: str | None, *, fast: bool) -> object:
        asked.append(fast)
        return extracted(tree, url, fast=fast)  # type: ignore[arg-type]

    monkeypatch.setattr(extraction, "_extracted", spy)
    read_html(page())
    assert asked == [True]
    asked.clear()
    text = "".join(f'<p class="{"teaser-text"}">{text}</p>' for text in PARAGRAPHS * 4)
    read_html(
        f"<html><body><article><p>{PARAGRAPHS[0]}</p></article><div>{text}</div></body></html>"
    )
    assert asked == [True, False]
