"""One shard from its input to its output: what a worker does."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import IO, Any

from cleaner.batch.files import cannot_write, whole
from cleaner.batch.job import Job
from cleaner.batch.readers import Reader, open_shard
from cleaner.batch.records import Failure, Place, Record, Row
from cleaner.batch.shapes import empty_attributes, shaper
from cleaner.batch.shards import Shard
from cleaner.batch.slots import Progress, Slots
from cleaner.batch.state import State
from cleaner.batch.stats import Stats
from cleaner.batch.writers import Writer, open_writer
from cleaner.model import ReadError

Process = Callable[[Record], Row | Failure]
DIED = "the worker died on this document, again and again"


def do_shard(
    shard: Shard, job: Job, process: Process, slots: Slots, skip: Collection[int] = ()
) -> None:
    """Read, process and write a shard; its output has its name when all of it is there.

    ``skip`` are documents (from 1) that killed their workers.

    Raises:
        CleanerError: the input cannot be opened, or the output cannot be written.

    """
    state = State(job.out)
    target = job.target(shard)
    try:
        if job.dry:
            _do(shard, job, process, slots, skip, state, None)
            return
        with whole(target) as part:
            _do(shard, job, process, slots, skip, state, part)
    except OSError as error:
        raise cannot_write(error, target) from error


def _do(
    shard: Shard,
    job: Job,
    process: Process,
    slots: Slots,
    skip: Collection[int],
    state: State,
    part: Path | None,
) -> None:
    slots.clear(shard.number)
    with whole(state.quarantine(shard)) as failures, open(failures, "w", encoding="utf-8") as out:
        pieces = _Pieces(shard, job, slots, out, part)
        try:
            pieces.run(process, skip)
        finally:
            pieces.close()
    with whole(state.stats(shard)) as path:
        path.write_text(json.dumps(pieces.stats.to_dict(), ensure_ascii=False), "utf-8")


class _Pieces:
    """What is open while a shard is done."""

    def __init__(
        self, shard: Shard, job: Job, slots: Slots, failures: IO[str], part: Path | None
    ) -> None:
        self.stats = Stats()
        self._shard = shard
        self._job = job
        self._slots = slots
        self._failures = failures
        self._shape = shaper(job.shape, job.options.prefix)
        self._writer: Writer | None = None
        if part is not None:
            self._writer = open_writer(part, job.ending_for(shard), self._reject)

    def run(self, process: Process, skip: Collection[int]) -> None:
        """Take record after record."""
        clock = time.perf_counter
        seconds = self.stats.seconds
        stages = getattr(process, "stages", {})
        known = dict(stages)
        before = clock()
        reader = open_shard(self._shard)
        for ordinal, item in enumerate(self._limited(reader), 1):
            read = clock()
            self._slots.begin(self._shard.number, ordinal)
            outcome: Row | Failure
            if isinstance(item, Failure):
                outcome = item
            else:
                outcome = Failure(item.place, DIED) if ordinal in skip else process(item)
            cleaned = clock()
            if isinstance(outcome, Row):
                self._row(outcome)
            else:
                self._failure(outcome)
            self._show(reader)
            written = clock()
            seconds["read"] += read - before
            seconds["clean"] += cleaned - read
            seconds["write"] += written - cleaned
            before = written
        self.stats.stages = {name: stages[name] - known.get(name, 0.0) for name in stages}

    def close(self) -> None:
        """Write what is held."""
        before = time.perf_counter()
        if self._writer is not None:
            self._writer.close()
        self.stats.seconds["write"] += time.perf_counter() - before

    def _limited(self, reader: Reader) -> Iterator[Record | Failure]:
        """The records that are asked for; a file that cannot be opened gives a failure."""
        try:
            for number, item in enumerate(reader):
                if self._job.sample is not None and number >= self._job.sample:
                    return
                yield item
        except ReadError as error:
            yield Failure(Place(self._shard.files[0].name), error.reason, error.hint)

    def _row(self, row: Row) -> None:
        self.stats.add(row)
        keep = self._job.keep
        if keep and _verdict(row, self._job.options.prefix) not in keep:
            return
        self.stats.written += 1
        if self._writer is not None:
            self._writer.write(self._shape(row))

    def _failure(self, failure: Failure) -> None:
        self.stats.failed += 1
        self._failures.write(json.dumps(failure.to_dict(), ensure_ascii=False) + "\n")
        if self._job.shape == "attributes" and self._writer is not None:
            fields = empty_attributes(failure)
            self._writer.write(Row(Record(failure.place, fields), {}))

    def _reject(self, row: Row, reason: str) -> None:
        self.stats.written -= 1
        self._failure(Failure(row.record.place, reason, id=row.id))

    def _show(self, reader: Reader) -> None:
        stats = self.stats
        progress = Progress(
            documents=stats.documents + stats.failed,
            input=min(max(reader.done(), 0), self._shard.size),
            bytes=stats.bytes,
            words=stats.words,
            words_removed=stats.words_removed,
            with_flags=stats.with_flags,
        )
        self._slots.show(self._shard.number, progress)


def _verdict(row: Row, prefix: str) -> Any:
    if row.result is not None:
        return row.result.report.verdict
    return row.record.value(prefix + "verdict")


def failed_shard(shard: Shard, reason: str) -> Failure:
    """The failure of all that a shard holds."""
    return Failure(Place(shard.files[0].name), reason, "--resume tries again")
