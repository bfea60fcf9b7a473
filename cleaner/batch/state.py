"""What a run leaves in its folder to go on from, and to tell what it was."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cleaner.batch.files import cannot_write, remove_parts, whole
from cleaner.batch.inputs import QUARANTINE, STATE
from cleaner.batch.job import Job
from cleaner.batch.records import Failure
from cleaner.batch.shards import Shard
from cleaner.batch.stats import Stats
from cleaner.model import CleanerError

_COMPARED = {
    "version": "another version of cleaner",
    "job": "other options or rules",
    "input": "other input, or the input has changed",
}


class State:
    """The state of the run that writes to folder ``out``.

    A shard is finished when its output has its final name; by then its counts and its part of the
    quarantine are there.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._folder = out / STATE

    def stats(self, shard: Shard) -> Path:
        """The file with a shard's counts."""
        return self._folder / "shards" / f"{shard.number:06}.json"

    def quarantine(self, shard: Shard) -> Path:
        """The file with a shard's failures."""
        return self._folder / "shards" / f"{shard.number:06}.failures.jsonl"

    def finished(self, shard: Shard, job: Job) -> bool:
        """Whether nothing is left to do for a shard."""
        return self.stats(shard).exists() and (job.dry or job.target(shard).exists())

    def begin(self, manifest: dict[str, Any], targets: Iterable[Path], *, resume: bool) -> None:
        """Make the folder ready, or check that the run in it is the one to go on with.

        Raises:
            CleanerError: there is another run, or the folder cannot be written to.

        """
        try:
            self._begin(manifest, targets, resume=resume)
        except OSError as error:
            raise cannot_write(error, self.out) from error

    def _begin(self, manifest: dict[str, Any], targets: Iterable[Path], *, resume: bool) -> None:
        path = self._folder / "run.json"
        if path.exists():
            if not resume:
                reason = "holds a run already"
                raise CleanerError(reason, place=str(self.out), hint="--resume goes on with it")
            self._check(json.loads(path.read_text("utf-8")), manifest)
            remove_parts(self.out)
            return
        taken = next((target for target in targets if target.exists()), None)
        if taken is not None:
            raise CleanerError("is there already, and no run of cleaner wrote it", place=str(taken))
        with whole(path) as part:
            part.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")

    def _check(self, found: dict[str, Any], manifest: dict[str, Any]) -> None:
        for name, meaning in _COMPARED.items():
            if found.get(name) != manifest[name]:
                reason = f"holds a run with {meaning}"
                raise CleanerError(reason, place=str(self.out), hint="write to another folder")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other drivers off this folder; the system lets go when the process ends."""
        if os.name != "posix":
            yield
            return
        import fcntl

        with open(self._folder / "lock", "w") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise CleanerError("another run is writing here", place=str(self.out)) from error
            yield

    def totals(self, shards: Iterable[Shard]) -> Stats:
        """The counts of all finished shards."""
        total = Stats()
        for shard in shards:
            path = self.stats(shard)
            if path.exists():
                total.merge(Stats.from_dict(json.loads(path.read_text("utf-8"))))
        return total

    def gather_quarantine(self, shards: Iterable[Shard], lost: Iterable[Failure]) -> int:
        """All failures in one file, in the order of the shards; their number.

        Without any there is no file.
        """
        path = self.out / QUARANTINE
        count = 0
        try:
            with whole(path) as part:
                with open(part, "wb") as out:
                    for shard in shards:
                        if self.quarantine(shard).exists():
                            with open(self.quarantine(shard), "rb") as lines:
                                shutil.copyfileobj(lines, out)
                    for failure in lost:
                        line = json.dumps(failure.to_dict(), ensure_ascii=False) + "\n"
                        out.write(line.encode("utf-8"))
                with open(part, "rb") as lines:
                    count = sum(1 for _ in lines)
            if not count:
                path.unlink()
        except OSError as error:
            raise cannot_write(error, path) from error
        return count
