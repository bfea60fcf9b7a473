from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cleaner.model import ReadError
from cleaner.scoring.records import chosen, domain_of, half_of, read_records, set_name

Writer = Callable[..., Path]


def test_gzipped_and_plain_files_read_alike(data_file: Writer) -> None:
    records = [{"id": 1}, {"id": 2}]
    plain, packed = data_file("a.jsonl", *records), data_file("a.jsonl.gz", *records)
    assert list(read_records(plain)) == list(read_records(packed)) == records
    assert set_name(plain) == set_name(packed) == "a"


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text('{"id": 1}\n[1]\n', "utf-8")
    with pytest.raises(ReadError, match=r"b\.jsonl:2: is no JSON lines: not an object"):
        list(read_records(path))


def test_a_broken_archive_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    broken = tmp_path / "c.jsonl.gz"
    broken.write_bytes(b"\x1f\x8b\x08\x00 nothing")
    for path in (broken, tmp_path / "none.jsonl"):
        with pytest.raises(ReadError):
            list(read_records(path))


def test_domains() -> None:
    assert domain_of({"domain": "a.example", "url": "https://b.example/x"}) == "a.example"
    assert domain_of({"url": "https://www.b.example/x"}) == "b.example"
    assert domain_of({"url": "b.example/x"}) == "b.example"
    assert domain_of({"id": "7"}) == "7"


def test_halves_split_domains_and_a_record_may_name_its_own() -> None:
    records = [{"id": str(at), "domain": f"site{at}.example"} for at in range(40)]
    choose, report = list(chosen(records, "choose")), list(chosen(records, "report"))
    assert len(choose) + len(report) == 40
    assert min(len(choose), len(report)) > 8
    assert all(half_of(record["domain"]) == "choose" for record in choose)
    other = {"id": "x", "domain": report[0]["domain"], "half": "choose"}
    assert list(chosen([other], "choose")) == [other]
    assert len(list(chosen(records, None, 3))) == 3
