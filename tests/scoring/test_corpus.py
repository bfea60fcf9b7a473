from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.model import ReadError
from cleaner.scoring.corpus import bench_corpus, score_article
from cleaner.scoring.labelled import load_corpus
from tests.scoring.made_up import CALL, FIRST, GOLD, HEADING, SECOND, TEXT

HEAD = 'language = "en"\ngenre = "local news"\nhard = {hard}\n'
SPAN = '[[span]]\ntext = "{text}"\ncategory = "{category}"\naction = "{action}"\n'
PAGE = (
    "<html><head><title>The mill</title></head><body><nav><a href='/'>Home</a></nav><article>"
    "<p>{}</p><p>{}</p></article></body></html>"
)


def write_article(folder: Path, name: str, source: str, expected: str, labels: str) -> None:
    ending = "html" if source.startswith("<html>") else "txt"
    (folder / f"{name}.{ending}").write_text(source, "utf-8")
    (folder / f"{name}.expected.txt").write_text(expected, "utf-8")
    (folder / f"{name}.toml").write_text(labels, "utf-8")


def test_a_labelled_article_is_scored(small: Cleaner, tmp_path: Path) -> None:
    labels = HEAD.format(hard="false")
    labels += SPAN.format(text=CALL, category="promotion", action="remove")
    labels += SPAN.format(text=HEADING, category="headings", action="remove")
    write_article(tmp_path, "mill", TEXT, f"{FIRST}\n\n{SECOND}", labels)
    (article,) = load_corpus(tmp_path)
    score = score_article(small, article)
    assert [outcome.state for outcome in score.outcomes] == ["flagged", "removed"]
    assert (score.stray, score.words_lost, score.exact) == ((), 0, False)


def test_text_without_a_label_is_missed_by_nobody(small: Cleaner, tmp_path: Path) -> None:
    write_article(tmp_path, "mill", TEXT, TEXT, HEAD.format(hard="true"))
    report = bench_corpus(small, [tmp_path])
    assert report["groups"]["hard"] == report["groups"]["all"]
    assert report["groups"]["others"]["articles"] == 0
    assert report["groups"]["hard"]["stray_findings"] == 2
    assert report["groups"]["hard"]["words_lost"] == len(HEADING.split())


def test_exact_is_to_the_character(small: Cleaner, tmp_path: Path) -> None:
    labels = HEAD.format(hard="false")
    labels += SPAN.format(text=HEADING, category="headings", action="remove")
    source, expected = f"{FIRST}\n\n{SECOND}\n\n{HEADING}\n", f"{FIRST}\n\n{SECOND}\n"
    write_article(tmp_path, "a", source, expected, labels)
    write_article(tmp_path, "b", source, expected.rstrip(), labels)
    assert [row["exact"] for row in bench_corpus(small, [tmp_path])["articles"]] == [True, False]


def test_html_is_compared_by_lines_and_absent_labels_are_gone(
    small: Cleaner, tmp_path: Path
) -> None:
    labels = HEAD.format(hard="false")
    labels += SPAN.format(text="Home", category="interface", action="remove")
    write_article(tmp_path, "page", PAGE.format(FIRST, SECOND), f"{GOLD}\n\n", labels)
    (row,) = bench_corpus(small, [tmp_path])["articles"]
    assert (row["exact"], row["removed"], row["remove"]) == (True, 1, 1)


def test_a_whole_line_is_meant_before_a_part_of_one(tmp_path: Path) -> None:
    source = f"{FIRST} Share\n\nShare\n\n{SECOND}\n\nShare\n"
    labels = HEAD.format(hard="false")
    labels += SPAN.format(text="Share", category="social", action="remove") + "nth = 2\n"
    write_article(tmp_path, "mill", source, GOLD, labels)
    (article,) = load_corpus(tmp_path)
    span = article.labels[0].find(source)
    assert span is not None
    assert span.start == source.rindex("Share")


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        (SPAN.format(text="Not there", category="social", action="remove"), "is not in the text"),
        (SPAN.format(text=HEADING, category="sociable", action="remove"), "sociable"),
        (SPAN.format(text=HEADING, category="social", action="delete"), "delete"),
        ("tittle = 3\n", "tittle"),
    ],
)
def test_wrong_labels_are_errors(tmp_path: Path, labels: str, reason: str) -> None:
    write_article(tmp_path, "mill", TEXT, TEXT, HEAD.format(hard="false") + labels)
    with pytest.raises(ReadError, match=reason):
        load_corpus(tmp_path)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no labelled articles"):
        load_corpus(tmp_path)


def test_the_corpus_loads(root: Path) -> None:
    articles = load_corpus(root / "corpus/articles")
    assert len(articles) >= 30
    assert sum(article.hard for article in articles) >= 10
