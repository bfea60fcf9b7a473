"""Pages on the command line: what they are kept as, and where findings stood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.conftest import BODY, OTHER_BODY

PAGE = (
    f"<html><body><div class='post'><p>{BODY}</p><p>{OTHER_BODY} <a href='/log'>Log</a></p>"
    "<div><p>Latest News</p></div></div></body></html>"
)
PATH = "html/body/div/div/p"
KEPT = {
    "text": f"{BODY}\n{OTHER_BODY} Log",
    "markdown": f"{BODY}\n\n{OTHER_BODY} [Log](https://post.example/log)\n",
    "html": f'<p>{BODY}</p>\n<p>{OTHER_BODY} <a href="https://post.example/log">Log</a></p>\n',
}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.mark.parametrize("keep", KEPT)
def test_a_page_is_kept_as_asked_and_the_report_gives_the_rest_back(
    keep: str, page: Path, tmp_path: Path
) -> None:
    kept, report = tmp_path / "kept", tmp_path / "report.json"
    options = ("--as", keep, "--url", "https://post.example/story", "-o", kept, "--report", report)
    assert run("clean", page, *options).returncode == 0
    assert kept.read_text("utf-8") == KEPT[keep]
    assert json.loads(report.read_text("utf-8"))["keep"] == keep
    source = run("undo", kept, report).stdout.decode()
    assert "Latest News" in source
    assert source.replace("Latest News", "").replace("<p></p>", "").strip() == KEPT[keep].strip()


def test_only_pages_can_be_kept_as_something_else(tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    article.write_text(BODY, "utf-8")
    done = run("clean", article, "--as", "html")
    assert done.returncode == 2
    assert b"--as is for pages" in done.stderr


def test_findings_name_the_element_that_they_stood_in(page: Path, tmp_path: Path) -> None:
    assert f"[safe] in {PATH}" in run("clean", page, "--show").stdout.decode()
    assert f"= {PATH}\n" in run("check", page).stdout.decode()
    (one,) = json.loads(run("check", page, "--format", "json").stdout)["files"]
    assert [finding["dom"] for finding in one["findings"]] == [PATH]
    report = tmp_path / "report.json"
    run("clean", page, "--report", report)
    assert [f["dom"] for f in json.loads(report.read_text("utf-8"))["findings"]] == [PATH]


def test_a_batch_keeps_pages_as_markdown_and_undo_gives_them_back(
    page: Path, tmp_path: Path
) -> None:
    rows, sources = tmp_path / "rows", tmp_path / "sources"
    done = run("batch", page, "-o", rows, "--as", "markdown", "--format", "jsonl", "--workers", "1")
    assert done.returncode == 0, done.stderr
    (file,) = rows.glob("*.jsonl")
    row = json.loads(file.read_text("utf-8"))
    assert row["text"].endswith("[Log](/log)\n")
    assert row["cleaning"]["keep"] == "markdown"
    assert run("undo", rows, "-o", sources).returncode == 0
    (file,) = sources.glob("*.jsonl")
    assert json.loads(file.read_text("utf-8"))["text"].endswith("[Log](/log)\n\nLatest News\n")


COMMENTS = PAGE.replace(
    "</body>",
    """<div id="comments" class="comments-area"><ol class="comment-list"><li class="comment"><p>The ferry was
late on both of the days that I took it, and nobody said a word.</p></li></ol></div></body>""",
)


def test_comments_of_a_page_go_into_the_report_and_not_into_the_text(tmp_path: Path) -> None:
    page, report = tmp_path / "page.html", tmp_path / "report.json"
    page.write_text(COMMENTS, "utf-8")
    done = run("clean", page, "--comments", "--report", report)
    assert done.returncode == 0, done.stderr
    assert b"nobody said" not in done.stdout
    (comment,) = json.loads(report.read_text("utf-8"))["comments"]
    assert comment.startswith("The ferry was")
    run("clean", page, "--report", report)
    assert "comments" not in json.loads(report.read_text("utf-8"))


def test_comments_need_a_page_and_a_report(page: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    article.write_text(BODY, "utf-8")
    for options in ((page,), (article, "--report", tmp_path / "report.json")):
        done = run("clean", *options, "--comments")
        assert done.returncode == 2
        assert b"--comments is for pages" in done.stderr


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_a_batch_puts_comments_into_the_rows(ending: str, tmp_path: Path) -> None:
    page, rows = tmp_path / "page.html", tmp_path / "rows"
    page.write_text(COMMENTS, "utf-8")
    done = run("batch", page, "-o", rows, "--comments", "--format", ending, "--workers", "1")
    assert done.returncode == 0, done.stderr
    (file,) = rows.glob(f"*.{ending}")
    if ending == "jsonl":
        row = json.loads(file.read_text("utf-8"))
    else:
        (row,) = pytest.importorskip("pyarrow.parquet").read_table(file).to_pylist()
    assert "nobody said" not in row["text"]
    assert len(row["cleaning"]["comments"]) == 1
