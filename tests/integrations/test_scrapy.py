"""The pipeline in a real crawl of a site on localhost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cleaner.batch.rows import ADDED
from tests.batch.corpora import read_lines
from tests.conftest import BODY, OTHER_BODY, ROOT
from tests.integrations.site import LEFTOVER, LINE, PAGES, serve

pytest.importorskip("scrapy")


def crawl(tmp_path: Path, **settings: Any) -> tuple[list[dict[str, Any]], dict[str, int]]:
    items, stats = tmp_path / "items.jsonl", tmp_path / "stats.json"
    with serve() as site:
        args = [site, str(items), str(stats), json.dumps(settings)]
        done = subprocess.run(
            [sys.executable, "-m", "tests.integrations.crawl", *args],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return read_lines(items), json.loads(stats.read_text())


def articles(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in items if not item["url"].endswith("empty")]


def test_items_are_cleaned_and_counted(tmp_path: Path) -> None:
    items, stats = crawl(tmp_path)
    assert len(items) == PAGES + 1
    for item in articles(items):
        assert set(item) == {"url", "html", "text", *ADDED}
        assert BODY in item["text"]
        assert OTHER_BODY in item["text"]
        assert LEFTOVER not in item["text"]
        assert LEFTOVER in item["html"]
    assert stats["cleaner/documents"] == PAGES + 1
    assert stats["cleaner/failed"] == 1
    (failed,) = [item for item in items if item["url"].endswith("empty")]
    assert set(failed) == {"url", "html"}


def test_items_keep_to_their_fields_and_verdicts_may_drop_them(tmp_path: Path) -> None:
    items, stats = crawl(tmp_path, declared=True, CLEANER_DROP=["ok", "check", "reject"])
    assert [item["url"].rsplit("/")[-1] for item in items] == ["empty"]
    assert stats["item_dropped_count"] == PAGES
    items, _ = crawl(tmp_path, declared=True)
    assert set(articles(items)[0]) == {"url", "html", "text", "verdict"}


def test_a_memory_learns_the_lines_of_the_site(tmp_path: Path) -> None:
    config = tmp_path / "cleaner.toml"
    config.write_text("unsafe = true\n")
    settings = {"CLEANER_MEMORY": str(tmp_path / "sites.db"), "CLEANER_CONFIG": str(config)}
    items, _ = crawl(tmp_path, **settings)
    assert LINE in articles(items)[0]["text"]
    (tmp_path / "items.jsonl").unlink()
    items, _ = crawl(tmp_path, **settings)
    assert not any(LINE in item["text"] for item in articles(items))
