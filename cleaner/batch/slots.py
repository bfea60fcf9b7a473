"""Numbers that workers show while they work, in memory that the driver reads without any lock.

A lock would be left taken by a worker that is killed while it holds it.
"""

from __future__ import annotations

from multiprocessing.sharedctypes import RawArray
from typing import NamedTuple

_FIELDS = ("documents", "input", "bytes", "words", "words_removed", "with_flags", "current")
_WIDTH = len(_FIELDS)


class Progress(NamedTuple):
    """How far all shards are: documents, bytes of input and of text, words, flagged documents."""

    documents: int
    input: int
    bytes: int
    words: int
    words_removed: int
    with_flags: int


class Slots:
    """One row of numbers a shard, written by the one worker that has it, and a pid a lane."""

    def __init__(self, shards: int, lanes: int) -> None:
        self._numbers = RawArray("Q", max(shards, 1) * _WIDTH)
        self._pids = RawArray("Q", lanes)

    def begin(self, shard: int, ordinal: int) -> None:
        """Note that the worker turns to its shard's document ``ordinal`` (from 1)."""
        self._numbers[shard * _WIDTH + _WIDTH - 1] = ordinal

    def show(self, shard: int, progress: Progress) -> None:
        """Show what is done of a shard; no document is being worked on."""
        place = shard * _WIDTH
        self._numbers[place : place + _WIDTH] = (*progress, 0)

    def current(self, shard: int) -> int:
        """The document that a shard's worker is at, or was when it died; 0 between documents."""
        return int(self._numbers[shard * _WIDTH + _WIDTH - 1])

    def clear(self, shard: int) -> None:
        """Forget what was done of a shard."""
        self._numbers[shard * _WIDTH : (shard + 1) * _WIDTH] = (0,) * _WIDTH

    def total(self) -> Progress:
        """The sum over all shards."""
        return Progress(*(sum(self._numbers[n::_WIDTH]) for n in range(_WIDTH - 1)))

    def set_pid(self, lane: int, pid: int) -> None:
        """Note the process of a lane."""
        self._pids[lane] = pid

    def pids(self) -> list[int]:
        """The processes of all lanes that have one."""
        return [pid for pid in self._pids if pid]
