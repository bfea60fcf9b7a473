"""What each family of page evidence gives: families cover the rules, differences are of pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cleaner.packs.load import load_rules
from cleaner.scoring.page_ablation import PAGE_RULES, TEXT_RULES, families, measure, table

PARAGRAPHS = [
    "The mill by the weir ground its last sack of barley on a wet Friday in October, and the "
    "miller locked the door behind him without a word to anybody who had come to watch.",
    "Its wheel will be lifted out in spring, cleaned of rust, and shown in the town museum, where "
    "a room has been cleared for it between the fire engine and the old printing press.",
    "The council paid for the crane after a long debate in which three members asked whether a "
    "wheel that nobody had seen turn for years was worth the price of a bus shelter.",
]
BOX = "<div class='about-us'><p>The Weir Post is set and printed by the people who write it.</p></div>"
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
PAGE = f"<div class='article-content'><div class='inner'>{BODY}</div>{BOX}</div>"


def test_each_rule_is_in_one_family() -> None:
    rules = load_rules()
    found = families(rules)
    page = set(found.pop(PAGE_RULES))
    text = set(found.pop(TEXT_RULES))
    single = [code for codes in found.values() for code in codes]
    assert sorted(found) == ["elements and links", "names", "page model", "place"]
    assert sorted(single) == sorted(page)
    assert not page & text
    coherence = {rule.code for rule in rules if rule.category == "coherence"}
    assert page | text | coherence == {rule.code for rule in rules}


def test_a_box_that_its_name_gives_away(data_file: Callable[..., Path]) -> None:
    html = f"<html><head><title>A mill</title></head><body>{PAGE}</body></html>"
    gold = "\n".join(PARAGRAPHS)
    path = data_file("pages.jsonl", {"id": "1", "html": html, "gold_text": gold})
    found = measure(path)
    (kept,), (read,), (all_of_it,) = found["names"], found["read"], found["all"]
    assert read.added
    assert not all_of_it.added
    assert kept.added == read.added
    lines = list(table(found))
    assert lines[0] == "1 pages"
    assert [line for line in lines if line.startswith("without names") and "+0.0" in line]
