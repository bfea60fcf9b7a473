from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from cleaner.batch.inputs import find_inputs
from cleaner.batch.readers import open_shard
from cleaner.batch.readers.jsonl import JsonlReader
from cleaner.batch.records import Failure, Record
from cleaner.batch.shards import Shard, plan
from cleaner.model import CleanerError
from tests.batch.corpora import documents, write_lines
from tests.conftest import BODY


def shards_of(*paths: Path | str, shard_bytes: int = 1 << 20) -> list[Shard]:
    return plan(find_inputs([str(path) for path in paths]), shard_bytes=shard_bytes)


def read(*paths: Path | str, shard_bytes: int = 1 << 20) -> list[Record | Failure]:
    return [item for s in shards_of(*paths, shard_bytes=shard_bytes) for item in open_shard(s)]


def plain(items: list[Record | Failure]) -> list[dict[str, Any]]:
    records = [item for item in items if isinstance(item, Record)]
    assert len(records) == len(items), [item for item in items if isinstance(item, Failure)]
    return [{name: record.value(name) for name in record.fields} for record in records]


DOCUMENTS = documents(40)
LINES = "".join(json.dumps(one) + "\n" for one in DOCUMENTS).encode()


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".json.gz", ".jsonl.zst", ".ndjson"])
def test_json_lines(tmp_path: Path, ending: str) -> None:
    data = LINES
    if ending.endswith(".gz"):
        # Two members, as crawlers append them.
        data = gzip.compress(LINES[:5000]) + gzip.compress(LINES[5000:])
    elif ending.endswith(".zst"):
        data = zstandard.compress(LINES[:5000]) + zstandard.compress(LINES[5000:])
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    assert plain(read(path)) == DOCUMENTS


@pytest.mark.parametrize("shard_bytes", [1, 37, 700, 701, 5000, 1 << 20])
def test_any_split_gives_every_line_once(tmp_path: Path, shard_bytes: int) -> None:
    path = write_lines(tmp_path / "a.jsonl", DOCUMENTS[:9])
    items = read(path, shard_bytes=shard_bytes)
    assert plain(items) == DOCUMENTS[:9]
    data = path.read_bytes()
    for item in items:
        assert data[item.place.number - 1 : item.place.number] in (b"", b"\n")


def test_bad_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = [
        b'{"text": "one"}',
        b"{broken",
        b"",
        b'["a list"]',
        b'{"text": "\xff"}',
        b"\xef\xbb\xbf",
    ]
    path.write_bytes(gzip.compress(b"\n".join([*lines, b'{"text": "two"}'])))
    items = read(path)
    assert [item.place.number for item in items] == [1, 2, 4, 5, 7]
    reasons = [item.reason for item in items if isinstance(item, Failure)]
    assert ["JSON" in r for r in reasons] == [True, True, False]
    assert "not UTF-8" in reasons[2]


def test_a_line_without_end_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "one"}\n{"text": "' + b"a" * 5000 + b'"}\n{"text": "two"}\n')
    items = list(JsonlReader(find_inputs([str(path)])[0], most=1000))
    assert isinstance(items[1], Failure)
    assert "too long: 5,013 bytes" in items[1].reason
    assert [type(item) for item in items] == [Record, Failure, Record]


def test_a_cut_off_file_gives_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(LINES)[:-400])
    items = read(path)
    assert len(items) > 5
    last = items.pop()
    assert isinstance(last, Failure)
    assert all(isinstance(item, Record) for item in items)


def test_parquet_by_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    rows = [{name: one[name] for name in ("id", "text", "metadata")} for one in DOCUMENTS]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=7)
    assert len(shards_of(path, shard_bytes=1)) == 6
    for shard_bytes in (1, 1 << 20):
        items = read(path, shard_bytes=shard_bytes)
        assert plain(items) == rows
        assert [item.place.number for item in items] == list(range(1, 41))


def test_parquet_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 not really PAR1")
    (shard,) = shards_of(path)
    with pytest.raises(CleanerError, match="cannot be read as Parquet"):
        list(open_shard(shard))


def test_folders_of_articles(tmp_path: Path) -> None:
    for name, data in {
        "b.txt": BODY.encode("utf-16"),
        "a.md": b"# Harbour\n",
        "sub/c.html": b"<p>x</p>",
        ".hidden.txt": b"no",
        "_private/d.txt": b"no",
        "e.bin": b"no",
        "z.txt": b"\x81\x8d\x00\xff\x00\x01" * 30,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    items = read(tmp_path)
    assert [str(item.place) for item in items] == ["a.md", "b.txt", "sub/c.html", "z.txt"]
    markdown, text, page, binary = items
    assert isinstance(markdown, Record)
    assert markdown.format == "markdown"
    assert isinstance(text, Record)
    assert text.fields == {"id": "b.txt", "text": BODY}
    assert isinstance(page, Record)
    assert page.page == b"<p>x</p>"
    assert isinstance(binary, Failure)


def warc_of(*pages: tuple[str, str, bytes]) -> bytes:
    """A WARC file of responses: address, content type, body."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    out = io.BytesIO()
    for number, (url, kind, body) in enumerate(pages, 1):
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.record_id = f"<urn:uuid:00000000-0000-0000-0000-{number:012}>"
        record.headers["WARC-Target-URI"] = url
        record.headers["WARC-Date"] = "2024-05-01T00:00:00Z"
        record.is_http = True
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        record.set_bytes_content(head.encode() + body)
        record.write(out)
    return out.getvalue()


@pytest.mark.parametrize("compressed", [False, True])
def test_warc_gives_the_pages(tmp_path: Path, compressed: bool) -> None:
    page = f"<html><body><p>{BODY}</p></body></html>".encode()
    data = warc_of(
        ("https://a.example/1", "text/html; charset=utf-8", page),
        ("https://a.example/i.png", "image/png", b"png"),
        ("https://a.example/2", "text/html", page),
    )
    path = tmp_path / ("a.warc.gz" if compressed else "a.warc")
    path.write_bytes(gzip.compress(data) if compressed else data)
    first, second = read(path)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert first.page == page
    assert first.fields["url"] == "https://a.example/1"
    assert first.fields["id"] == "urn:uuid:00000000-0000-0000-0000-000000000001"
    assert second.place.number == 3


def test_names_are_relative_to_what_inputs_share(tmp_path: Path) -> None:
    for name in ("x/a.jsonl", "x/a.parquet", "y/a.jsonl"):
        write_lines(tmp_path / name, [])
    shards = shards_of(tmp_path / "x", tmp_path / "y/a.jsonl")
    assert [shard.stem for shard in shards] == ["x/a.jsonl", "x/a.parquet", "y/a"]
    assert [shard.stem for shard in shards_of(tmp_path / "x/a.jsonl")] == ["a"]
    assert [i.name for i in find_inputs([str(tmp_path / "*" / "*.jsonl")])] == [
        "x/a.jsonl",
        "y/a.jsonl",
    ]


def test_a_path_that_leads_nowhere_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CleanerError, match="no file"):
        find_inputs([str(tmp_path / "none*.jsonl")])


def test_the_output_is_no_input(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [])
    write_lines(tmp_path / "out/b.jsonl", [])
    assert [i.name for i in find_inputs([str(tmp_path)], leave_out=tmp_path / "out")] == ["a.jsonl"]


def test_remote_paths_go_through_fsspec() -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe("/corpus/a.jsonl", LINES)
    memory.pipe("/corpus/b.jsonl.gz", gzip.compress(LINES))
    try:
        items = read("memory://corpus/*", shard_bytes=4000)
        assert plain(items) == DOCUMENTS * 2
        assert plain(read("memory://corpus")) == DOCUMENTS * 2
    finally:
        memory.rm("/corpus", recursive=True)
