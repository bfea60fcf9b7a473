"""The local engine: a few worker processes, a shard at a time each."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from cleaner.batch.core import Core
from cleaner.batch.evidence.learn import learn_shard
from cleaner.batch.job import Job
from cleaner.batch.lifeline import tie_to_parent
from cleaner.batch.records import Failure
from cleaner.batch.shards import Shard
from cleaner.batch.slots import Slots
from cleaner.batch.work import Process, do_shard, failed_shard

#: Seconds between looks at the progress.
TICK = 0.25
#: Deaths on one and the same document after which it is left out.
DEATHS_ON_DOCUMENT = 3
#: Deaths on one shard, wherever in it, after which it is given up.
DEATHS_ON_SHARD = 20

_worker: tuple[Job, Process, Slots] | None = None


def _start(job: Job, slots: Slots, lane: int) -> None:
    """Make a new process ready: rules are loaded once."""
    global _worker
    tie_to_parent()
    _worker = job, job.process(), slots
    slots.set_pid(lane, os.getpid())


def _do(shard: Shard, skip: frozenset[int]) -> None:
    assert _worker is not None
    job, process, slots = _worker
    if job.task == "learn":
        assert isinstance(process, Core)
        learn_shard(shard, job.target(shard), process, slots)
    else:
        do_shard(shard, job, process, slots, skip)


class LocalEngine:
    """Runs shards in ``workers`` processes.

    Each process is a pool of its own, so that one that is killed takes no other's work with it;
    it is replaced, and its shard is done again from the start.
    """

    def __init__(self, job: Job, slots: Slots, workers: int) -> None:
        self._job = job
        self._slots = slots
        self._lanes = [self._lane(number) for number in range(workers)]
        self._waiting: deque[Shard] = deque()
        self._deaths: Counter[tuple[int, int]] = Counter()
        self._skip: dict[int, frozenset[int]] = {}

    def _lane(self, number: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            1,
            # A fresh interpreter: forking one with threads in it may hang.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(self._job, self._slots, number),
        )

    def run(self, shards: Iterable[Shard]) -> Iterator[Failure | None]:
        """Do all shards; yields ``None`` every now and then, and a failure for each lost shard.

        Raises:
            CleanerError: nothing can be written any more, or an input cannot be opened.

        """
        self._waiting.extend(shards)
        running: dict[Future[None], tuple[int, Shard]] = {}
        idle = list(range(len(self._lanes)))
        try:
            while self._waiting or running:
                while idle and self._waiting:
                    lane, shard = idle.pop(), self._waiting.popleft()
                    running[self._submit(lane, shard)] = lane, shard
                done, _ = wait(running, timeout=TICK, return_when=FIRST_COMPLETED)
                for future in done:
                    lane, shard = running.pop(future)
                    idle.append(lane)
                    yield self._settle(future, lane, shard)
                yield None
        except BaseException:
            self._kill()
            raise
        finally:
            for executor in self._lanes:
                executor.shutdown(wait=True, cancel_futures=True)

    def _submit(self, lane: int, shard: Shard) -> Future[None]:
        skip = self._skip.get(shard.number, frozenset())
        try:
            return self._lanes[lane].submit(_do, shard, skip)
        except BrokenProcessPool:
            # It died while it had nothing to do.
            self._lanes[lane] = self._lane(lane)
            return self._lanes[lane].submit(_do, shard, skip)

    def _settle(self, future: Future[None], lane: int, shard: Shard) -> Failure | None:
        try:
            future.result()
        except BrokenProcessPool:
            # Its number may soon be another process's.
            self._slots.set_pid(lane, 0)
            self._lanes[lane].shutdown(wait=False)
            self._lanes[lane] = self._lane(lane)
            return self._died(shard)
        return None

    def _died(self, shard: Shard) -> Failure | None:
        """Have the shard done again, without the document that killed its workers, if one did."""
        ordinal = self._slots.current(shard.number)
        self._slots.clear(shard.number)
        self._deaths[shard.number, ordinal] += 1
        if ordinal and self._deaths[shard.number, ordinal] == DEATHS_ON_DOCUMENT:
            before = self._skip.get(shard.number, frozenset())
            self._skip[shard.number] = before | {ordinal}
        deaths = sum(n for (number, _), n in self._deaths.items() if number == shard.number)
        if deaths >= DEATHS_ON_SHARD:
            return failed_shard(shard, f"its workers died {deaths} times; out of memory?")
        self._waiting.appendleft(shard)
        return None

    def _kill(self) -> None:
        for pid in self._slots.pids():
            try:
                os.kill(pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
            except ProcessLookupError:
                continue
