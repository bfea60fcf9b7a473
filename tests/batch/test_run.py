"""Whole runs of the local engine, through the command line as people start it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from cleaner.batch.inputs import STATE, find_inputs
from cleaner.batch.readers import open_shard
from cleaner.batch.rows import ADDED
from cleaner.batch.shards import plan
from cleaner.cli.main import group
from tests.batch.corpora import LEFTOVER, RULES, contents, documents, read_lines, write_lines
from tests.batch.test_readers import warc_of
from tests.conftest import BODY, OTHER_BODY

QUICK = ("--isolated", "--select", ",".join(RULES), "--workers", "1")


def cleaner(*args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(group, [str(arg) for arg in args], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    assert result.return_value == code, result.stderr
    return result


def batch(*args: object, code: int = 0) -> Result:
    return cleaner("batch", *args, *QUICK, code=code)


def summary(out: Path) -> dict[str, Any]:
    return json.loads((out / STATE / "summary.json").read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lines(tmp_path_factory.mktemp("corpus") / "a.jsonl", documents(300))


def test_rows_and_summary(corpus: Path, tmp_path: Path) -> None:
    result = batch(corpus, "-o", tmp_path / "out", "--report", tmp_path / "report")
    rows = read_lines(tmp_path / "out/a.jsonl")
    sources = read_lines(corpus)
    assert [row["id"] for row in rows] == [source["id"] for source in sources]
    dirty = [source["text"].endswith(LEFTOVER) for source in sources]
    assert [not row["text"].endswith(LEFTOVER) for row in rows] == [True] * 300
    assert [bool(row["patch"]) for row in rows] == dirty
    for row, source in zip(rows, sources, strict=True):
        assert {k: v for k, v in row.items() if k not in (*ADDED, "text")} == {
            k: v for k, v in source.items() if k != "text"
        }
    counts = json.loads((tmp_path / "report/summary.json").read_text("utf-8"))
    assert counts["documents"] == counts["written"] == 300
    assert counts["applied"] == {"HDG001": sum(dirty)}
    assert counts["categories"]["headings"] == sum(dirty)
    assert counts["languages"] == {"en": 300}
    assert len(counts["sites"]) == 7
    assert sum(counts["verdicts"].values()) == 300
    assert len(counts["losers"]) == 20
    assert "HDG001" in result.stderr
    assert "HDG001" in (tmp_path / "report/summary.txt").read_text("utf-8")


def test_untouched_fields_are_the_same_bytes(tmp_path: Path) -> None:
    line = '{"n": 1.10, "big": 123456789012345678901234567890, "text": "Hi.", "e": "\\u00e9"}\n'
    (tmp_path / "a.jsonl").write_text(line)
    batch(tmp_path / "a.jsonl", "-o", tmp_path / "out")
    written = (tmp_path / "out/a.jsonl").read_text("utf-8")
    assert written.startswith(
        '{"n":1.10,"big":123456789012345678901234567890,"text":"Hi.","e":"\\u00e9",'
    )


def test_the_same_bytes_for_any_number_of_workers(corpus: Path, tmp_path: Path) -> None:
    for ending in ("jsonl.gz", "jsonl.zst", "parquet"):
        one, two = tmp_path / f"1{ending}", tmp_path / f"2{ending}"
        shared = (corpus, "--shard-mb", "0.02", "--format", ending)
        cleaner("batch", *shared, "-o", one, *QUICK)
        cleaner("batch", *shared, "-o", two, *QUICK[:-1], "2")
        assert len(contents(one)) > 5
        assert contents(one) == contents(two)


def test_all_formats_hold_the_same_rows(corpus: Path, tmp_path: Path) -> None:
    batch(corpus, "-o", tmp_path / "jsonl")
    batch(corpus, "-o", tmp_path / "parquet", "--format", "parquet")
    table = pq.read_table(tmp_path / "parquet/a.parquet")
    assert table.to_pylist() == read_lines(tmp_path / "jsonl/a.jsonl")
    # And from Parquet to either.
    batch(tmp_path / "parquet", "-o", tmp_path / "again", "--format", "jsonl")
    assert read_lines(tmp_path / "again/a.jsonl") == read_lines(tmp_path / "jsonl/a.jsonl")


def test_parquet_keeps_the_columns_of_its_input(tmp_path: Path) -> None:
    dirty = f"{BODY}\n\n{OTHER_BODY}\n\n{LEFTOVER}"
    table = pa.table(
        {
            "when": pa.array([1, None, 3], pa.timestamp("ns")),
            "text": pa.array([dirty, BODY, None], pa.large_string()),
            "kind": pa.array(["a", "b", "a"]).dictionary_encode(),
            "raw": pa.array([b"\xff", None, b""], pa.binary()),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    batch(tmp_path / "a.parquet", "-o", tmp_path / "out", code=2)
    cleaned = pq.read_table(tmp_path / "out/a.parquet")
    assert cleaned.schema.names == ["when", "text", "kind", "raw", *ADDED]
    assert cleaned.select(["when", "kind", "raw"]).equals(table.select(["when", "kind", "raw"])[:2])
    assert cleaned.schema.field("text").type == pa.large_string()
    assert cleaned["text"].to_pylist() == [f"{BODY}\n\n{OTHER_BODY}", BODY]
    (bad,) = read_lines(tmp_path / "out/quarantine.jsonl")
    assert (bad["row"], bad["file"]) == (3, "a.parquet")
    cleaner("undo", tmp_path / "out", "-o", tmp_path / "undone")
    assert pq.read_table(tmp_path / "undone/a.parquet").equals(table[:2])


def test_rows_that_do_not_fit_a_schema_are_quarantined(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"text": BODY, "n": 1}, {"text": BODY, "n": "x"}]
    rows += [{"text": BODY, "n": 2}, {"text": BODY, "m": 1}]
    write_lines(tmp_path / "a.jsonl", rows)
    batch(tmp_path / "a.jsonl", "-o", tmp_path / "out", "--format", "parquet", code=2)
    assert pq.read_table(tmp_path / "out/a.parquet")["n"].to_pylist() == [1, 2]
    bad = read_lines(tmp_path / "out/quarantine.jsonl")
    assert len(bad) == 2
    assert all("does not fit" in one["reason"] for one in bad)
    assert summary(tmp_path / "out")["written"] == 2


def test_bad_documents_are_quarantined_and_the_run_goes_on(tmp_path: Path) -> None:
    good = [json.dumps(one).encode() for one in documents(3)]
    bad = [
        b"{",
        b'{"id": "t", "text": 1}',
        b'{"text": "\xff"}',
        b'{"id": "l", "text": "%s"}' % (b"a" * 600),
    ]
    bad += [b'{"id": "h", "html": "   "}', b'{"id": "s", "text": "\\ud800"}']
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([good[0], *bad[:3], good[1], *bad[3:], good[2]]))
    (tmp_path / "b.jsonl.gz").write_bytes(b"this is not gzip")
    (tmp_path / "c.parquet").write_bytes(b"this is not Parquet")
    result = batch(tmp_path, "-o", tmp_path / "out", "--max-characters", "590", code=2)
    assert [row["id"] for row in read_lines(tmp_path / "out/a.jsonl")] == [
        f"doc-{number:06}" for number in range(3)
    ]
    found = read_lines(tmp_path / "out/quarantine.jsonl")
    assert [one.get("id") for one in found] == [None, "t", None, "l", "h", None, None, None]
    assert [one["file"] for one in found[-2:]] == ["b.jsonl.gz", "c.parquet"]
    data = (tmp_path / "a.jsonl").read_bytes()
    assert [data[one["byte"] :].split(b"\n")[0] for one in found[:-2]] == bad
    assert all(one["reason"] for one in found)
    assert "8 quarantined" in result.stderr


def test_keep(tmp_path: Path) -> None:
    rows = [*documents(4), {"id": "short", "text": "Menu"}]
    source = write_lines(tmp_path / "a.jsonl", rows)
    batch(source, "-o", tmp_path / "all")
    verdicts = {row["id"]: row["verdict"] for row in read_lines(tmp_path / "all/a.jsonl")}
    assert set(verdicts.values()) >= {"ok", "reject"}
    batch(source, "-o", tmp_path / "some", "--keep", "ok,check")
    kept = [row["id"] for row in read_lines(tmp_path / "some/a.jsonl")]
    assert kept == [name for name, verdict in verdicts.items() if verdict != "reject"]
    assert summary(tmp_path / "some")["documents"] == 5


def test_attributes_stand_beside_the_documents(tmp_path: Path) -> None:
    rows = [*documents(20), {"id": "bad", "text": 1}]
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/a.json.gz").write_bytes(gzip.compress(data))
    out = tmp_path / "attributes/cleaner"
    batch(tmp_path / "documents", "-o", out, "--write", "attributes", "--shard-mb", "0.001", code=2)
    lines = gzip.decompress((out / "a.json.gz").read_bytes()).splitlines()
    found = [json.loads(line) for line in lines]
    assert [one["id"] for one in found] == [row["id"] for row in rows]
    assert found[-1]["attributes"] == {}
    for one, row in zip(found[:-1], rows, strict=False):
        text = row["text"]
        spans = one["attributes"]
        assert all(set(map(len, value)) == {3} for value in spans.values())
        assert spans["cleaner__quality"][0][:2] == [0, len(text)]
        for start, end, _ in spans.get("cleaner__HDG001", []):
            assert text[start:end] == LEFTOVER
        for start, end, _ in spans.get("cleaner__removed", []):
            text = text[:start] + text[end:]
        assert not text.endswith(LEFTOVER)


def test_findings_alone(corpus: Path, tmp_path: Path) -> None:
    batch(corpus, "-o", tmp_path / "out", "--write", "findings", "--format", "jsonl")
    rows = read_lines(tmp_path / "out/a.jsonl")
    assert set(rows[0]) == {"id", *ADDED}


def test_undo_gives_the_source_texts_back(corpus: Path, tmp_path: Path) -> None:
    sources = read_lines(corpus)
    for ending in ("jsonl", "jsonl.zst", "parquet"):
        out, undone = tmp_path / f"out-{ending}", tmp_path / f"undone-{ending}"
        batch(corpus, "-o", out, "--format", ending)
        cleaner("undo", out, "-o", undone)
        items = [item for s in plan(find_inputs([str(undone)])) for item in open_shard(s)]
        back = [{n: item.value(n) for n in item.fields} for item in items]  # type: ignore[union-attr]
        assert back == sources


def test_articles_and_pages(tmp_path: Path) -> None:
    dirty = f"{BODY}\n\n{OTHER_BODY}\n\n{LEFTOVER}"
    paragraphs = "".join(f"<p>{part}</p>" for part in dirty.split("\n\n"))
    page = f"<html lang='en'><body><article>{paragraphs}</article></body></html>"
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(dirty, "utf-16")
    (folder / "b.md").write_text(f"# Harbour\n\n{dirty}\n")
    (folder / "c.html").write_text(page)
    (folder / "d.html").write_text("<html></html>")
    (folder / "e.warc").write_bytes(warc_of(("https://a.example/1", "text/html", page.encode())))
    write_lines(folder / "f.jsonl", [{"id": "f", "html": page}])
    batch(folder, "-o", tmp_path / "out", "--format", "jsonl", code=2)
    rows = [row for path in sorted((tmp_path / "out").glob("[a-f]*")) for row in read_lines(path)]
    assert [row["id"] for row in rows][:3] == ["a.txt", "b.md", "c.html"]
    assert rows[3]["url"] == "https://a.example/1"
    assert len(rows) == 5
    assert not any(LEFTOVER in row["text"] for row in rows)
    (bad,) = read_lines(tmp_path / "out/quarantine.jsonl")
    assert bad["file"] == bad["id"] == "d.html"
    # Pages in their rows are read again, others start from the text that was extracted.
    batch(tmp_path / "out", "-o", tmp_path / "again", "--unsafe")
    again = [
        row for path in sorted((tmp_path / "again").glob("[a-f]*")) for row in read_lines(path)
    ]
    assert [row["text"] for row in again] == [row["text"] for row in rows]
    cleaner("undo", tmp_path / "out", "-o", tmp_path / "undone")
    back = [
        row for path in sorted((tmp_path / "undone").glob("[a-f]*")) for row in read_lines(path)
    ]
    assert back[0] == {"id": "a.txt", "text": dirty}
    assert all(LEFTOVER in row["text"] for row in back)


def test_undo_quarantines_what_was_changed(corpus: Path, tmp_path: Path) -> None:
    batch(corpus, "-o", tmp_path / "out")
    rows = read_lines(tmp_path / "out/a.jsonl")
    rows[5]["text"] += "!"
    write_lines(tmp_path / "changed/a.jsonl", rows)
    cleaner("undo", tmp_path / "changed", "-o", tmp_path / "undone", code=2)
    assert read_lines(tmp_path / "undone/a.jsonl") == [
        source for n, source in enumerate(read_lines(corpus)) if n != 5
    ]


def test_cleaning_again_starts_from_the_source(corpus: Path, tmp_path: Path) -> None:
    batch(corpus, "-o", tmp_path / "first")
    other = ("--isolated", "--select", "DOC", "--workers", "1")
    cleaner("batch", tmp_path / "first", "-o", tmp_path / "again", *other)
    cleaner("batch", corpus, "-o", tmp_path / "direct", *other)
    assert contents(tmp_path / "again") == contents(tmp_path / "direct")


def test_dry_run_and_sample_write_no_rows(corpus: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    batch(corpus, "--dry-run", "--sample", "30", "--shard-mb", "0.02", "--report", report)
    counts = json.loads((report / "summary.json").read_text("utf-8"))
    assert 30 <= counts["documents"] <= 60
    assert sorted(path.name for path in report.iterdir()) == ["summary.json", "summary.txt"]


def test_a_folder_with_a_run_is_left_alone(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(corpus, "-o", out)
    before = contents(out)
    with pytest.raises(Exception, match="holds a run already"):
        batch(corpus, "-o", out)
    with pytest.raises(Exception, match="other options"):
        batch(corpus, "-o", out, "--keep", "ok", "--resume")
    other = write_lines(tmp_path / "a.jsonl", documents(2))
    with pytest.raises(Exception, match="other input"):
        batch(other, "-o", out, "--resume")
    batch(corpus, "-o", out, "--resume")
    assert contents(out) == before


def test_a_file_of_somebody_else_is_not_replaced(corpus: Path, tmp_path: Path) -> None:
    write_lines(tmp_path / "out/a.jsonl", [])
    with pytest.raises(Exception, match="is there already"):
        batch(corpus, "-o", tmp_path / "out")


def test_output_that_cannot_be_written_is_a_clear_error(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Exception, match="cannot be written: Not a directory"):
        batch(corpus, "-o", tmp_path / "file/out")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "parquet"])
def test_a_full_disk_is_a_clear_error(corpus: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / "out"
    # A limit on the size of files stands in for the full disk: writing fails half-way.
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000));"
        "from cleaner.cli.main import main; sys.argv[0] = 'cleaner'; main()"
    )
    args = ["batch", str(corpus), "-o", str(out), "--format", ending, *QUICK]
    done = subprocess.run(
        [sys.executable, "-c", limited, *args], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(out) == {}
    assert not list(out.rglob("*.part"))
    batch(corpus, "-o", out, "--format", ending, "--resume")
    batch(corpus, "-o", tmp_path / "direct", "--format", ending)
    assert contents(out) == contents(tmp_path / "direct")
