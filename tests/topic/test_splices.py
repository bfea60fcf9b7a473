from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from cleaner.model import ReadError
from cleaner.scoring.curves import calibration_error, roc_auc, upper_threshold
from cleaner.scoring.donors import batch_of, bench_donors, lower_bound
from cleaner.scoring.splice_data import Splice, load_splices, make_splices
from cleaner.scoring.splice_leaks import leaks
from cleaner.scoring.splices import bench_splices
from tests.topic import stories

NAMES = ("FERRY", "CHEESE", "CHESS", "BRIDGE")


def clean() -> list[Splice]:
    return [
        Splice(name, "made", "en", "clean", getattr(stories, f"{name}_TITLE"),
               getattr(stories, name), (0,) * len(getattr(stories, name)), None, None)
        for name in NAMES
    ]  # fmt: skip


def written(path: Path, splices: list[Splice]) -> Path:
    def record(s: Splice) -> dict[str, Any]:
        return {"id": s.id, "src": s.source, "lang": s.lang, "level": s.level, "title": s.title,
                "blocks": s.blocks, "labels": s.labels, "kind": s.fragment, "donor": s.donor}  # fmt: skip

    path.write_text("".join(json.dumps(record(s)) + "\n" for s in splices), "utf-8")
    return path


def test_made_splices_hold_their_host_and_their_donor() -> None:
    known = {s.id: s for s in clean()}
    made = make_splices(clean(), 6, first=0.2, seed=1)
    assert len(made) > 15
    for splice in made:
        pairs = list(zip(splice.blocks, splice.labels, strict=True))
        assert splice.donor
        assert splice.donor != splice.id
        assert tuple(b for b, label in pairs if not label) == known[splice.id].blocks
        donor = known[splice.donor]
        assert {b for b, label in pairs if label} <= {*donor.blocks, donor.title}
    assert any(splice.labels[0] for splice in made)
    assert made == make_splices(clean(), 6, first=0.2, seed=1)


def test_splices_come_back_from_a_file(tmp_path: Path) -> None:
    splices = clean() + make_splices(clean(), 2, first=0.0, seed=1)
    assert load_splices(written(tmp_path / "s.jsonl", splices)) == splices


@pytest.mark.parametrize("line", ["[]", "{", '{"id": 1}', "null"])
def test_a_line_that_is_no_splice_is_named(tmp_path: Path, line: str) -> None:
    path = written(tmp_path / "s.jsonl", clean()[:1])
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(ReadError, match="not a splice") as caught:
        load_splices(path)
    assert caught.value.place.endswith("s.jsonl:2")


def test_the_bench_measures_what_it_is_given(tmp_path: Path) -> None:
    splices = clean() + make_splices(clean(), 4, first=0.0, seed=2)
    figures = bench_splices(written(tmp_path / "s.jsonl", splices))
    assert figures["documents"] == len(splices)
    assert figures["as flagged"]["clean documents"] == 0.0
    assert figures["auc"]["easy"] > 0.9
    for share in ("0.1%", "0.3%", "1.0%"):
        assert figures["at share"][share]["clean paragraphs"] <= 0.01
    donor = figures["with donor"]["as flagged"]
    assert donor["easy"]["documents"] > figures["as flagged"]["easy"]["documents"]
    assert donor["easy"]["precision"] == 1.0
    assert set(figures["by language"]) == {"en"}
    assert figures["speed"]["documents per second"] > 0


def rigged(length: int, mark: str) -> list[Splice]:
    """Splices whose foreign block can be told without reading it."""
    rng = random.Random(5)
    out = []
    for number in range(60):
        sizes = [rng.randint(20, 40) for _ in range(8)]
        at = rng.randrange(8)
        blocks = ["word " * size + "end." for size in sizes]
        blocks[at] = "word " * length + f"end{mark}"
        labels = tuple(int(i == at) for i in range(8))
        level = "easy" if number % 2 else "hard"
        out.append(Splice(str(number), "r", "en", level, None, tuple(blocks), labels, "p1", "x"))
    return out


@pytest.mark.parametrize(
    ("length", "mark", "leaking"),
    [(90, ".", "position and length"), (30, "…", "formatting")],
)
def test_a_leak_is_seen(length: int, mark: str, leaking: str) -> None:
    figures = leaks(rigged(length, mark))
    (other,) = set(figures) - {leaking}
    assert figures[leaking]["easy"] > 0.95
    assert figures[other]["easy"] < 0.8


def test_curves() -> None:
    assert roc_auc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) == 0.75
    assert roc_auc([0, 1, 1], [0.5, 0.5, 0.5]) == 0.5
    assert roc_auc([1, 1], [0.1, 0.2]) == 0.5
    scores = [n / 10 for n in range(10)]
    assert sum(score > upper_threshold(scores, 0.2) for score in scores) == 2
    assert calibration_error([1, 0, 1, 1], [0.75, 0.75, 0.75, 0.75]) == 0.0
    assert calibration_error([0, 0], [0.9, 0.9]) == pytest.approx(0.9)


def test_a_batch_has_one_version_of_each_article_and_donors_are_found(tmp_path: Path) -> None:
    splices = clean() + make_splices(clean(), 6, first=0.0, seed=1)
    batch = batch_of(splices, 1)
    assert [splice.id for splice in batch] == sorted({splice.id for splice in splices})
    figures = bench_donors(written(tmp_path / "s.jsonl", splices), batches=2)
    assert figures["documents"] == 2 * len(batch)
    assert figures["removed"] > 0
    assert figures["removed_wrongly"] == 0
    assert 0.5 < figures["precision_lower_bound"] < figures["precision"] == 1.0
    assert figures["documents_robbed"] == 0.0


def test_a_lower_bound_is_below_what_was_seen() -> None:
    assert lower_bound(0, 0) == pytest.approx(0.05)
    assert 0.95 < lower_bound(100, 100) < 1.0
    assert lower_bound(90, 100) < 0.9
