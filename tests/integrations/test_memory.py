from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from cleaner.batch.evidence.memory import SiteMemory
from cleaner.model import CleanerError
from tests.conftest import BODY

LINE = "Written down at the quay"


def learn_many(path: Path, start: int) -> None:
    memory = SiteMemory(path)
    for number in range(start, start + 50):
        memory.learn(f"https://quay.example/{number}", f"{BODY}\n\nPage {number}\n\n{LINE}")
    memory.close()


def test_lines_are_counted_by_site_and_page(tmp_path: Path) -> None:
    memory = SiteMemory(tmp_path / "sites.db")
    for number in range(4):
        assert memory.learn(f"https://quay.example/{number}", f"{BODY}\n\n{LINE}\n\n{LINE}:")
    assert not memory.learn("https://quay.example/3", f"{BODY}\n\n{LINE}")
    memory.learn("https://pier.example/", LINE)
    lines = memory.lines_of("https://www.quay.example/new")
    assert (lines.documents, lines.count(LINE.lower())) == (4, 4)
    memory.close()
    again = SiteMemory(tmp_path / "sites.db")
    assert again.lines_of("https://quay.example/").count(LINE.lower()) == 4
    again.close()


def test_several_processes_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    path = tmp_path / "sites.db"
    workers = [context.Process(target=learn_many, args=(path, n * 50)) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    memory = SiteMemory(path)
    lines = memory.lines_of("https://quay.example/")
    assert (lines.documents, lines.count(LINE.lower())) == (150, 150)
    assert lines.count("page 7") == 0
    memory.close()


def test_what_repeats_outlives_what_does_not(tmp_path: Path) -> None:
    memory = SiteMemory(tmp_path / "sites.db", most_lines=500)
    for number in range(1001):
        memory.learn(f"https://quay.example/{number}", f"{BODY}\n\nPage {number}\n\n{LINE}")
    (count,) = memory._base.execute("SELECT count(*) FROM lines").fetchone()
    assert count <= 500
    assert memory.lines_of("https://quay.example/").count(LINE.lower()) == 1001
    memory.close()


def test_another_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("something else, long enough to be a header of a data base")
    with pytest.raises(CleanerError, match="no site memory"):
        SiteMemory(tmp_path / "file")
