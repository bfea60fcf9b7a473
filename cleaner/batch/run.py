"""A whole run: inputs → shards → workers → summary."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cleaner import __version__
from cleaner.api import Cleaner
from cleaner.batch.change import find_change, rules_manifest
from cleaner.batch.evidence.store import build_evidence
from cleaner.batch.files import cannot_write, remove_parts, whole
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
    job, shards = _sampled(_since(work), shards, work.sample)
    if job.evidence is not None and not job.evidence.exists():
        learn(work, job, shards, tick)
    learnt = time.monotonic()
    state = State(job.out)
    state.begin(manifest(job, shards), map(job.target, shards), resume=work.resume)
    with state.locked():
        try:
            lost = _do_all(work, job, shards, state, tick)
        finally:
            remove_parts(job.out)
        quarantined = state.gather_quarantine(shards, lost)
        summary = summarise(
            state.totals(shards),
            quarantined=quarantined,
            seconds=time.monotonic() - began,
            workers=work.workers,
            task=job.task,
            learning=learnt - began if job.evidence is not None else 0.0,
        )
        folders = [*([] if job.dry else [job.out / STATE]), *([work.report] if work.report else [])]
        write_summary(summary, folders)
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


def learn(work: Run, job: Job, shards: Sequence[Shard], tick: Tick) -> None:
    """The first pass: look at all shards, then put together what they share.

    Parts that an earlier call has finished are there already, in a folder that is named after the
    input.
    """
    assert job.evidence is not None
    name = f"{job.evidence.name}.{fingerprint(shards)[:12]}.parts"
    parts = job.evidence.with_name(name)
    learner = replace(job, task="learn", out=parts, evidence=None)
    todo = [shard for shard in shards if not learner.target(shard).exists()]
    slots = Slots(len(shards), work.workers)
    engine = LocalEngine(learner, slots, min(work.workers, max(len(todo), 1)))
    try:
        for failure in engine.run(todo):
            if failure is not None:
                raise CleanerError(failure.reason, place=str(failure.place), hint=failure.hint)
            tick(slots.total(), sum(shard.size for shard in todo))
        build_evidence([learner.target(shard) for shard in shards], job.evidence)
        shutil.rmtree(parts)
    except OSError as error:
        raise cannot_write(error, parts) from error


def manifest(job: Job, shards: Sequence[Shard]) -> dict[str, Any]:
    """What a run is, for a later one to go on with it or to clean its rows again."""
    return {
        "version": __version__,
        "task": job.task,
        "job": job.fingerprint(),
        "input": fingerprint(shards),
        "shards": len(shards),
        "rules": rules_manifest(Cleaner(job.settings)) if job.task == "clean" else {},
    }


def _since(work: Run) -> Job:
    """The job with the change since the run whose rows are the input, if they are of one."""
    job = work.job
    if job.task != "clean" or job.shape != "documents":
        return job
    return replace(job, change=find_change(work.inputs, Cleaner(job.settings)))


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


def write_summary(summary: dict[str, Any], folders: Iterable[Path]) -> None:
    """Write the summary into folders, as JSON and as text."""
    data = json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
    for folder in folders:
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
