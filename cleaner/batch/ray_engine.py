"""Past one machine: the same core function in Ray Data, on Arrow batches.

A document that fails is a row with its reason in a column, never a block that is lost. Ray's own
checkpoints resume a run: they go by the document's place in the input, which is unique where ids
may not be. Files are named by Ray and rows stand in them in no fixed order; each row is the same
as from the local engine, byte for byte.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cleaner.batch.inputs import QUARANTINE, STATE, find_inputs
from cleaner.batch.job import Job
from cleaner.batch.ray_io import FAILURES, gather_failures, make_sink, make_source, pack_row
from cleaner.batch.readers.parquet import open_parquet
from cleaner.batch.records import Failure, Place, Record
from cleaner.batch.run import Run, learn, manifest, write_summary
from cleaner.batch.shapes import shaper
from cleaner.batch.shards import Shard, plan
from cleaner.batch.state import State
from cleaner.batch.stats import Stats
from cleaner.batch.streams import need
from cleaner.batch.summary import summarise
from cleaner.model import CleanerError

#: Documents in one call of the core function.
BATCH_ROWS = 64
#: What Ray writes here. Compressed lines would hide the rows from its commit protocol.
ENDINGS = (".jsonl", ".parquet")


def run_ray(work: Run, *, address: str | None = None) -> dict[str, Any]:
    """Do a run on Ray: on the cluster at ``address``, or on this machine.

    The output folder must be one that all nodes see.

    Raises:
        CleanerError: the input is not there, Ray is not installed, or the options do not go
            together with it.

    """
    _check(work)
    ray = need("ray", "ray")
    began = time.monotonic()
    shards = plan(find_inputs(work.inputs, leave_out=work.job.out), shard_bytes=work.shard_bytes)
    job = replace(work.job, ending=work.job.ending or _usual_ending(shards))
    if job.evidence is not None and not job.evidence.exists():
        # The first pass reads much and works little: this machine's processes do it.
        learn(work, job, shards, lambda progress, total: None)
    learnt = time.monotonic()
    state = State(job.out)
    state.begin(manifest(job, shards), (), resume=work.resume)
    with state.locked():
        started = not ray.is_initialized()
        if started:
            # The workers keep a slot each; readers, the sink and checkpoints need some too.
            slots = None if address else work.workers + 2
            ray.init(address, num_cpus=slots, include_dashboard=False, log_to_driver=False)
        try:
            _flow(job, shards, work.workers)
        finally:
            if started:
                ray.shutdown()
        quarantined = gather_failures(job.out)
        stats = _counted(job.out.glob(f"*{job.ending}"), job.options.prefix)
        seconds = time.monotonic() - began
        summary = summarise(
            stats,
            quarantined=quarantined,
            seconds=seconds,
            workers=work.workers,
            task=job.task,
            learning=learnt - began if job.evidence is not None else 0.0,
        )
        write_summary(summary, [job.out / STATE, *([work.report] if work.report else [])])
    return summary


def _check(work: Run) -> None:
    job = work.job
    if job.shape == "attributes" or job.dry or work.sample is not None:
        raise CleanerError("the Ray engine writes rows only", hint="--engine local does the rest")
    if job.ending not in (None, *ENDINGS):
        reason = "the Ray engine writes plain JSON lines or Parquet"
        raise CleanerError(reason, hint="--format jsonl, --format parquet")


def _usual_ending(shards: Iterable[Shard]) -> str:
    """Parquet stays Parquet, if there is nothing else."""
    kinds = {item.kind for shard in shards for item in shard.files}
    return ".parquet" if kinds == {"parquet"} else ".jsonl"


def _flow(job: Job, shards: Sequence[Shard], workers: int) -> None:
    data = need("ray.data", "ray")
    context = data.DataContext.get_current()
    before = context.checkpoint_config
    context.checkpoint_config = need("ray.data.checkpoint", "ray").CheckpointConfig(
        id_column="place",
        checkpoint_path=str((job.out / STATE / "checkpoint").absolute()),
        delete_checkpoint_on_success=False,
    )
    try:
        documents = data.read_datasource(make_source(list(shards)))
        rows = documents.map_batches(
            BatchCore,
            fn_constructor_args=(job,),
            batch_format="pyarrow",
            batch_size=BATCH_ROWS,
            concurrency=workers,
        )
        (job.out / STATE / FAILURES).mkdir(parents=True, exist_ok=True)
        schemas = {
            item.name: item.path
            for shard in shards
            for item in shard.files
            if item.kind == "parquet"
        }
        rows.write_datasink(make_sink(job.out.absolute(), job.ending or ".jsonl", schemas))
    finally:
        context.checkpoint_config = before


class BatchCore:
    """The core function on an Arrow table: place, line and failure out of place and record."""

    def __init__(self, job: Job) -> None:
        self._process = job.process()
        self._shape = shaper(job.shape, job.options.prefix)
        self._keep = job.keep
        self._prefix = job.options.prefix
        self._encode: Callable[[Any], bytes] = need("msgspec").json.encode
        self._pickled = job.ending == ".parquet"

    def __call__(self, table: Any) -> Any:
        """A table with as many rows."""
        arrow = need("pyarrow")
        outcomes = [self._one(row) for row in table.to_pylist()]
        lines, failures = zip(*outcomes, strict=True) if outcomes else ((), ())
        return arrow.table(
            {
                "place": table.column("place"),
                "line": arrow.array(lines, arrow.binary()),
                "failure": arrow.array(failures, arrow.binary()),
            }
        )

    def _one(self, row: dict[str, Any]) -> tuple[bytes | None, bytes | None]:
        if row["failure"] is not None:
            return None, row["failure"]
        outcome = self._process(_record(row))
        if isinstance(outcome, Failure):
            return None, self._encode(outcome.to_dict())
        verdict = outcome.changes.get(self._prefix + "verdict")
        if self._keep and verdict not in self._keep:
            return None, None
        try:
            shaped = self._shape(outcome)
            return pack_row(shaped) if self._pickled else self._encode(shaped.to_dict()), None
        except (TypeError, ValueError, OverflowError) as error:
            reason = f"the row cannot be written as JSON: {error}"
            failure = Failure(outcome.record.place, reason, id=outcome.id)
            return None, self._encode(failure.to_dict())


def _record(row: dict[str, Any]) -> Record:
    import msgspec

    fields: dict[str, Any]
    if row["pickled"]:
        fields = pickle.loads(row["fields"])
    else:
        fields = msgspec.json.decode(row["fields"], type=dict[str, msgspec.Raw])
    place = Place(row["file"], row["unit"], row["number"])
    return Record(place, fields, row["page"], row["format"], row["path"])


def _counted(paths: Iterable[Path], prefix: str) -> Stats:
    """Counts of the rows that were written."""
    stats = Stats()
    for path in sorted(paths):
        if path.name != QUARANTINE:
            for row in _rows(path):
                stats.add_written(row, prefix)
    return stats


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.suffix == ".parquet":
        for batch in open_parquet(str(path)).iter_batches(BATCH_ROWS):
            yield from batch.to_pylist()
        return
    decode = need("msgspec").json.decode
    with open(path, "rb") as lines:
        yield from map(decode, lines)
