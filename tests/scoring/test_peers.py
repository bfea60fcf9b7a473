"""The bench beside another program: what is run, and how it fails."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cleaner import Cleaner, Settings
from cleaner.model import CleanerError
from cleaner.scoring.peers import bench_peers
from tests.conftest import BODY

Writer = Callable[..., Path]

#: Stands in for an interpreter that has datatrove: it takes a second for each text.
OTHER = """#!{python}
import json, sys
texts = [json.loads(line)["text"] for line in open(sys.argv[2], encoding="utf-8")]
whole = float(len(texts))
found = {{"datatrove": "0", "kept": 0, "all": whole, "chained": whole / 2, "by_sentences": 5.0}}
print("something else on the standard output")
print(json.dumps(found | {{"filters": {{"One": whole}}}}))
"""


def cleaner() -> Cleaner:
    return Cleaner(Settings(select=("HDG001",)))


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script with a shebang")
def test_both_are_timed_on_the_same_texts(data_file: Writer, tmp_path: Path) -> None:
    other = tmp_path / "python"
    other.write_text(OTHER.format(python=sys.executable))
    other.chmod(0o755)
    texts = data_file("t.jsonl", *[{"id": str(n), "text": f"{BODY} {n}"} for n in range(20)])
    report = bench_peers(cleaner(), texts, python=str(other), limit=10, rounds=2)
    assert report["documents"] == 10
    assert report["datatrove_seconds"] == {
        "all": 10.0,
        "chained": 5.0,
        "One": 10.0,
        "C4QualityFilter by sentences": 5.0,
    }
    times = report["times_as_fast"]
    assert times["each filter on each text"] == pytest.approx(2 * times["as chained"], rel=0.01)
    json.dumps(report)


def test_an_interpreter_without_it_is_a_clear_error(data_file: Writer, tmp_path: Path) -> None:
    texts = data_file("t.jsonl", {"id": "1", "text": BODY})
    with pytest.raises(CleanerError, match="cannot run the chain: .*No module named 'datatrove'"):
        bench_peers(cleaner(), texts, python=sys.executable, rounds=1)
