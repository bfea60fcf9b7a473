"""All that a worker must know to do any shard of a run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from cleaner import __version__
from cleaner.api import Cleaner
from cleaner.batch.change import Change
from cleaner.batch.core import Core, Options
from cleaner.batch.evidence.store import Evidence
from cleaner.batch.shapes import Shape
from cleaner.batch.shards import Shard
from cleaner.batch.undoing import Undo
from cleaner.engine.settings import Settings
from cleaner.packs.digest import digest

#: What is written for inputs whose own format is not one of rows.
ROWS_ENDING = ".jsonl.gz"


@dataclass(frozen=True, slots=True)
class Job:
    """What is done with each record, and what is written where.

    ``ending`` is that of the output (``None``: the input's own). ``keep`` are the verdicts whose
    rows are written; none means all. ``sample`` is how many documents of each shard are looked at.
    ``dry`` writes no rows. ``change`` is what changed since the run whose rows are the input.
    ``evidence`` is a file of it, or is what task ``learn`` gathers the parts of.
    Workers get it pickled and make the rest themselves.
    """

    out: Path
    settings: Settings = field(default_factory=Settings)
    task: Literal["clean", "undo", "learn"] = "clean"
    options: Options = field(default_factory=Options)
    shape: Shape = "documents"
    ending: str | None = None
    keep: frozenset[str] = frozenset()
    sample: int | None = None
    dry: bool = False
    change: Change | None = None
    evidence: Path | None = None

    def process(self) -> Core | Undo:
        """The function from a record to its row."""
        if self.task == "undo":
            return Undo(self.options)
        evidence = Evidence(self.evidence) if self.evidence else None
        stages: dict[str, float] = {}
        cleaner = Cleaner(self.settings, seconds=stages)
        return Core(cleaner, self.options, self.change, evidence, stages)

    def ending_for(self, shard: Shard) -> str:
        """The ending of a shard's output."""
        item = shard.files[0]
        own = item.ending if item.kind in ("jsonl", "parquet") else ROWS_ENDING
        return self.ending or own

    def target(self, shard: Shard) -> Path:
        """The file that a shard becomes."""
        if self.task == "learn":
            return self.out / f"{shard.number:06}.parquet"
        return self.out / (shard.stem + self.ending_for(shard))

    def fingerprint(self) -> str:
        """SHA-256 in hex of what bears on the rows, apart from the input."""
        rules = Cleaner(self.settings).rules if self.task == "clean" else ()
        settings = replace(self.settings, extend=())
        evidence = Evidence(self.evidence).digest if self.evidence else None
        rest = (
            evidence,
            self.task,
            self.options,
            self.shape,
            self.ending,
            self.keep,
            self.sample,
            self.dry,
        )
        return digest(rules, __version__, settings, *rest)
