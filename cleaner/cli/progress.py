"""Progress on stderr, for people at a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

from cleaner.scoring.records import Progress, silent

T = TypeVar("T")

#: Seconds between two looks of the counter.
_EVERY = 0.2


def progress(what: str) -> Progress:
    """Counts ``what`` (a plural) as they go by; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        return silent

    def counted(items: Iterable[T], /) -> Iterable[T]:
        return _count(items, what)

    return counted


def _count(items: Iterable[T], what: str) -> Iterator[T]:
    count, shown = 0, 0.0
    try:
        for item in items:
            yield item
            count += 1
            if monotonic() - shown > _EVERY:
                shown = monotonic()
                print(f"\r{count} {what}", end="", file=sys.stderr, flush=True)
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
