"""Lines that repeat on a site: learnt in a first pass, merged, used in the second."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleaner import Cleaner, Settings
from cleaner.batch.evidence.store import Evidence, build_evidence, merge_evidence
from cleaner.batch.inputs import find_inputs
from cleaner.batch.readers import open_shard
from cleaner.batch.shards import plan
from cleaner.cli.main import group
from cleaner.model import CleanerError, Twin
from cleaner.model.site import CountedLines
from tests.batch.corpora import contents, read_lines, write_lines
from tests.conftest import BODY, OTHER_BODY
from tests.topic import stories

LINE = "Written down at the quay"


def documents(site: str, count: int, every: int) -> list[dict[str, Any]]:
    """Documents of a site; each ``every``-th has the line, twice."""
    rows = []
    for number in range(count):
        parts = [f"Report {number}", BODY, f"Nobody else has line {number}", OTHER_BODY]
        parts += [LINE, f"{LINE}:"] if number % every == 0 else []
        url = f"https://www.{site}/{number}"
        rows.append({"id": f"{site}{number}", "url": url, "text": "\n\n".join(parts)})
    return rows


def batch(*args: object) -> None:
    rules = ["--isolated", "--select", "site-line", "--workers", "1", "--unsafe"]
    command = ["batch", *map(str, args), *rules]
    result = CliRunner().invoke(group, command, standalone_mode=False)
    assert result.return_value == 0, (result.stderr, result.exception)


def twins(evidence: Evidence, name: str, blocks: list[str]) -> tuple[Twin, ...]:
    return evidence.corpus_of(name).look(blocks, None, "en").twins


def texts(out: Path) -> dict[str, str]:
    items = [item for shard in plan(find_inputs([str(out)])) for item in open_shard(shard)]
    return {item.value("id"): item.value("text") for item in items}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write_lines(folder / "a.jsonl", documents("quay.example", 40, 2))
    write_lines(folder / "b.jsonl", documents("pier.example", 40, 20))
    return folder


def test_the_first_pass_counts_documents_by_site(corpus: Path, tmp_path: Path) -> None:
    batch(corpus, "-o", tmp_path / "out", "--evidence", tmp_path / "lines")
    evidence = Evidence(tmp_path / "lines")
    quay = evidence.lines_of("http://quay.example/x")
    assert quay.documents == 40
    assert quay.count(LINE.lower()) == 20
    assert quay.count("nobody else has line 3") == 0
    assert evidence.lines_of("https://pier.example/").count(LINE.lower()) == 2
    assert evidence.lines_of("https://other.example/").documents == 0
    assert [path.name for path in tmp_path.iterdir() if path.name != "out"] == ["lines"]


def test_the_second_pass_uses_it(corpus: Path, tmp_path: Path) -> None:
    batch(corpus, "-o", tmp_path / "out", "--evidence", tmp_path / "lines")
    found = texts(tmp_path / "out")
    assert not any(LINE in text for name, text in found.items() if name.startswith("quay"))
    assert sum(LINE in text for name, text in found.items() if name.startswith("pier")) == 2
    batch(corpus, "-o", tmp_path / "without")
    assert sum(LINE in text for text in texts(tmp_path / "without").values()) == 22


def test_evidence_is_the_same_for_any_split_and_is_reused(corpus: Path, tmp_path: Path) -> None:
    batch(corpus, "-o", tmp_path / "1", "--evidence", tmp_path / "one")
    batch(corpus, "-o", tmp_path / "2", "--evidence", tmp_path / "two", "--shard-mb", "0.003")
    assert Evidence(tmp_path / "one").digest == Evidence(tmp_path / "two").digest
    batch(corpus, "-o", tmp_path / "3", "--evidence", tmp_path / "two")
    assert contents(tmp_path / "1") == contents(tmp_path / "3")


def test_rows_of_other_evidence_are_cleaned_again(corpus: Path, tmp_path: Path) -> None:
    batch(corpus, "-o", tmp_path / "without")
    batch(tmp_path / "without", "-o", tmp_path / "again", "--evidence", tmp_path / "lines")
    batch(corpus, "-o", tmp_path / "direct", "--evidence", tmp_path / "lines")
    assert contents(tmp_path / "again") == contents(tmp_path / "direct")


def test_evidence_can_be_merged(corpus: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        batch(corpus / f"{name}.jsonl", "-o", tmp_path / name, "--evidence", tmp_path / f"{name}.e")
    merge_evidence([tmp_path / "a.e", tmp_path / "b.e"], tmp_path / "both")
    batch(corpus, "-o", tmp_path / "out", "--evidence", tmp_path / "whole")
    both, whole = Evidence(tmp_path / "both"), Evidence(tmp_path / "whole")
    for site in ("quay.example", "pier.example"):
        for key in (LINE.lower(), "report 3", BODY.lower()):
            assert both.lines_of(site).count(key) == whole.lines_of(site).count(key)
        assert both.lines_of(site).documents == 40
    names = {twin.document for twin in twins(both, "new", [BODY, OTHER_BODY])}
    assert {name[:4] for name in names} == {"quay", "pier"}
    merge_evidence([tmp_path / "a.e", tmp_path / "a.e"], tmp_path / "twice")
    assert Evidence(tmp_path / "twice").lines_of("quay.example").count(LINE.lower()) == 40


def test_another_file_is_no_evidence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no")
    with pytest.raises(CleanerError, match="no evidence file"):
        Evidence(tmp_path / "file")
    sqlite3.connect(tmp_path / "empty").close()
    with pytest.raises(CleanerError, match="no evidence file"):
        Evidence(tmp_path / "empty")


def test_evidence_is_asked_from_any_thread(corpus: Path, tmp_path: Path) -> None:
    batch(corpus, "-o", tmp_path / "out", "--evidence", tmp_path / "lines")
    evidence = Evidence(tmp_path / "lines")
    with ThreadPoolExecutor(4) as threads:
        counts = threads.map(
            lambda _: evidence.lines_of("quay.example").count(LINE.lower()), range(40)
        )
        assert set(counts) == {20}


def test_parts_that_cannot_be_read_are_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "part.parquet").write_text("no")
    with pytest.raises(CleanerError, match="cannot be made"):
        build_evidence([tmp_path / "part.parquet"], tmp_path / "evidence")
    assert [path.name for path in tmp_path.iterdir()] == ["part.parquet"]


def test_cleaning_with_site_lines_is_a_fixpoint_and_can_be_undone() -> None:
    cleaner = Cleaner(Settings(select=("site-line",), unsafe=True))
    lines = CountedLines(10, {LINE.lower(): 10})
    text = f"{BODY}\n\n{LINE}\n\n{OTHER_BODY}\n\n{LINE}"
    result = cleaner.clean(text, site_lines=lines)
    assert result.text == f"{BODY}\n\n{OTHER_BODY}"
    assert result.undo() == text
    assert cleaner.clean(result.text, site_lines=lines).text == result.text
    assert cleaner.clean(text).text == text


def stories_corpus(folder: Path) -> Path:
    """Five stories; two paragraphs of one stand in another, and a line stands on all sites."""
    names = ("FERRY", "CHEESE", "CHESS", "BRIDGE")
    rows = []
    for number, name in enumerate(names):
        body = list(getattr(stories, name))
        if name == "FERRY":
            body[3:3] = [stories.CHESS_TITLE, *stories.CHESS[1:3]]
        text = "\n\n".join([getattr(stories, f"{name}_TITLE"), *body, SHARED])
        url = f"https://site{number}.example/{name}"
        rows.append({"id": name.lower(), "url": url, "text": text, "language": "en"})
    write_lines(folder / "a.jsonl", rows[:2])
    write_lines(folder / "b.jsonl", rows[2:])
    return folder


SHARED = "Told by the fire on a winter evening"


def test_a_piece_of_another_document_is_found_across_files(tmp_path: Path) -> None:
    corpus = stories_corpus(tmp_path / "in")
    args = ["batch", str(corpus), "-o", str(tmp_path / "out"), "--evidence", str(tmp_path / "e")]
    more = ["--isolated", "--select", "COH010,DOC020,REP012", "--workers", "2"]
    result = CliRunner().invoke(group, [*args, *more], standalone_mode=False)
    assert result.return_value == 0, (result.stderr, result.exception)
    rows = {
        row["id"]: row for path in (tmp_path / "out").glob("*.jsonl") for row in read_lines(path)
    }
    assert stories.CHESS[1] not in rows["ferry"]["text"]
    assert stories.CHESS_TITLE not in rows["ferry"]["text"]
    found = {(finding["code"], finding["document"]) for finding in rows["ferry"]["findings"]}
    assert ("COH010", "chess") in found
    for name in ("cheese", "chess", "bridge"):
        assert not rows[name]["patch"]


def test_the_store_tells_what_an_index_in_memory_tells(tmp_path: Path) -> None:
    corpus = stories_corpus(tmp_path / "in")
    batch(corpus, "-o", tmp_path / "out", "--evidence", tmp_path / "e")
    rows = [row for path in sorted(corpus.iterdir()) for row in read_lines(path)]
    memory, stored = Cleaner().learn(rows), Evidence(tmp_path / "e")
    for row in rows:
        blocks = row["text"].split("\n\n")[1:]
        title = row["text"].split("\n\n")[0]
        seen = [e.corpus_of(row["id"]).look(blocks, title, "en") for e in (memory, stored)]
        assert [(d.block, d.document, d.share, d.margin) for d in seen[0].donors if d.margin] == [
            (d.block, d.document, d.share, d.margin) for d in seen[1].donors if d.margin
        ]
        assert seen[0].twins == seen[1].twins == ()


def test_lines_of_several_sites_are_counted_over_all(tmp_path: Path) -> None:
    corpus = stories_corpus(tmp_path / "in")
    batch(corpus, "-o", tmp_path / "out", "--evidence", tmp_path / "e")
    lines = Evidence(tmp_path / "e").corpus_of("ferry").lines
    assert lines is not None
    assert lines.documents == 4
    assert lines.count(SHARED.lower()) == 4
    assert lines.count(stories.CHESS_TITLE.lower()) == 0
