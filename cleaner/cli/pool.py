"""Checking many sources, in as many processes as there are cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cleaner.cli.cache import Cache
from cleaner.cli.job import Job, may_change
from cleaner.cli.sources import Source
from cleaner.formats.checked import Checked
from cleaner.model import CleanerError, ReadError

if TYPE_CHECKING:
    from cleaner.api import Cleaner

#: Fewer sources than this are checked sooner than a process starts.
_WORTH_A_POOL = 24
#: Sources that go to a process in one piece.
_CHUNK = 8

_worker: dict[str, Any] = {}


def check_all(
    sources: Sequence[Source | ReadError],
    job: Job,
    make: Callable[[], Cleaner],
    cache: Cache | None,
    jobs: int = 0,
) -> Iterator[Checked]:
    """Check sources in their order; ``make`` is called only if the cache does not know them all.

    ``jobs`` is the number of processes, 0 for one a core. Results are unfiltered.
    """
    found = [_known(source, job, cache) for source in sources]
    left = [source for source, known in zip(sources, found, strict=True) if known is None]
    new = _check(left, job, make, jobs or _cores()) if left else iter(())
    for known in found:
        if known is not None:
            yield known
            continue
        checked, data = next(new)
        if cache is not None and data is not None and not job.changes:
            cache.put(data, checked)
        yield checked
    if cache is not None:
        cache.save()


def _known(source: Source | ReadError, job: Job, cache: Cache | None) -> Checked | None:
    """What is known of a source without looking: an error, or what the cache holds."""
    if isinstance(source, ReadError):
        return Checked(source.place, error=source)
    if cache is None or source.path is None:
        return None
    try:
        found = cache.get(source.name, source.data())
    except ReadError as error:
        return Checked(source.name, error=error)
    to_do = found is not None and job.changes and found.changes and may_change(source)
    return None if to_do else found


def _check(
    sources: Sequence[Source | ReadError], job: Job, make: Callable[[], Cleaner], jobs: int
) -> Iterator[tuple[Checked, bytes | None]]:
    cleaner = make()
    known = [source for source in sources if isinstance(source, Source)]
    # The first are checked here: what the cleaner loads and compiles for them, forks have too.
    alone = len(known) if jobs < 2 or len(known) < _WORTH_A_POOL else _CHUNK
    yield from (_one(cleaner, source, job) for source in known[:alone])
    if alone == len(known):
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(cleaner, job)) as pool:
        yield from pool.map(_work, known[alone:], chunksize=_CHUNK)


def _one(cleaner: Cleaner, source: Source, job: Job) -> tuple[Checked, bytes | None]:
    # What the cache knows is told without the engine, which takes longer to import than all of it.
    from cleaner.cli.checking import check_source

    try:
        data = source.data()
    except CleanerError as error:
        return Checked(source.name, error=error), None
    return check_source(cleaner, source, job, data), data if source.path else None


def _start(cleaner: Cleaner, job: Job) -> None:
    _worker.update(cleaner=cleaner, job=job)


def _work(source: Source) -> tuple[Checked, bytes | None]:
    return _one(_worker["cleaner"], source, _worker["job"])


def _cores() -> int:
    """Cores that this process may use, which in a container are fewer than the machine has."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
