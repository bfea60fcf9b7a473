"""A whole run: inputs → shards → workers → summary."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cleaner import __version__
from cleaner.batch.files import cannot_write, whole
from cleaner.batch.inputs import QUARANTINE, STATE, Input, find_inputs
from cleaner.batch.job import Job
from cleaner.batch.local import LocalEngine
from cleaner.batch.records import Failure
from cleaner.batch.shards import SHARD_BYTES, Shard, fingerprint, plan
from cleaner.batch.slots import Progress, Slots
from cleaner.batch.state import State
from cleaner.batch.summary import summarise, table
from cleaner.model import CleanerError

#: Called with the progress, and with the bytes of input that this run has to read.
Tick = Callable[[Progress, int], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What to do, with what input, by how many processes.

    ``sample`` is the number of documents to look at, spread over the input. ``report`` is a folder
    that gets the summary too.
    """

    inputs: Sequence[str]
    job: Job
    workers: int = 1
    resume: bool = False
    sample: int | None = None
    shard_bytes: int = SHARD_BYTES
    report: Path | None = None


def run(work: Run, tick: Tick = lambda progress, total: None) -> dict[str, Any]:
    """Do it; returns the summary.

    Raises:
        CleanerError: the input is not there, the output cannot be written, or holds another run.

    """
    if work.job.dry:
        with tempfile.TemporaryDirectory(prefix="cleaner-") as folder:
            return _run(replace(work, job=replace(work.job, out=Path(folder))), tick, None)
    return _run(work, tick, work.job.out)


def _run(work: Run, tick: Tick, leave_out: Path | None) -> dict[str, Any]:
    began = time.monotonic()
    inputs = find_inputs(work.inputs, leave_out=leave_out)
    shards = plan(inputs, shard_bytes=work.shard_bytes, split=work.job.shape != "attributes")
    _check_shape(work.job, inputs)
    job, shards = _sampled(work.job, shards, work.sample)
    state = State(job.out)
    state.begin(_manifest(job, shards), map(job.target, shards), resume=work.resume)
    with state.locked():
        lost = _do_all(work, job, shards, state, tick)
        quarantined = state.gather_quarantine(shards, lost)
        summary = summarise(
            state.totals(shards),
            quarantined=quarantined,
            seconds=time.monotonic() - began,
            workers=work.workers,
            task=job.task,
        )
        for folder in (None if job.dry else job.out / STATE, work.report):
            if folder is not None:
                _write_summary(folder, summary)
    if job.dry and work.report is not None and quarantined:
        _copy(job.out / QUARANTINE, work.report / QUARANTINE)
    return summary


def _do_all(
    work: Run, job: Job, shards: Sequence[Shard], state: State, tick: Tick
) -> list[Failure]:
    todo = [shard for shard in shards if not state.finished(shard, job)]
    total = sum(shard.size for shard in todo)
    slots = Slots(len(shards), work.workers)
    lost = []
    # The largest first, so that no worker is left with one when the others are done.
    for event in LocalEngine(job, slots, min(work.workers, max(len(todo), 1))).run(
        sorted(todo, key=lambda shard: -shard.size)
    ):
        if event is not None:
            lost.append(event)
        tick(slots.total(), total)
    return sorted(lost, key=lambda failure: failure.place)


def _manifest(job: Job, shards: Sequence[Shard]) -> dict[str, Any]:
    return {
        "version": __version__,
        "task": job.task,
        "job": job.fingerprint(),
        "input": fingerprint(shards),
        "shards": len(shards),
    }


def _sampled(job: Job, shards: list[Shard], sample: int | None) -> tuple[Job, list[Shard]]:
    """Look at the first documents of shards that are spread evenly over all of them."""
    if sample is None:
        return job, shards
    count = min(sample, len(shards))
    chosen = [shards[number * len(shards) // count] for number in range(count)]
    each = -(-sample // count)
    return replace(job, sample=each), [s._replace(number=n) for n, s in enumerate(chosen)]


def _check_shape(job: Job, inputs: Sequence[Input]) -> None:
    if job.shape == "attributes":
        other = next((item for item in inputs if item.kind != "jsonl"), None)
        if other is not None:
            raise CleanerError("attributes stand beside JSON lines only", place=other.path)


def _write_summary(folder: Path, summary: dict[str, Any]) -> None:
    data = json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
    for name, text in (("summary.json", data), ("summary.txt", table(summary))):
        with _writing(folder / name) as part:
            part.write_text(text, "utf-8")


def _copy(source: Path, target: Path) -> None:
    with _writing(target) as part:
        part.write_bytes(source.read_bytes())


@contextmanager
def _writing(path: Path) -> Any:
    try:
        with whole(path) as part:
            yield part
    except OSError as error:
        raise cannot_write(error, path) from error
