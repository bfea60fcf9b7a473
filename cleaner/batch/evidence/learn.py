"""The first pass: the lines of a shard, counted by site, and sketches of its blocks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from cleaner.batch.core import Core
from cleaner.batch.evidence.keys import line_numbers, site_number
from cleaner.batch.evidence.pieces import PieceWriter
from cleaner.batch.evidence.store import Part, run_schema
from cleaner.batch.files import whole
from cleaner.batch.readers import open_shard
from cleaner.batch.records import Record
from cleaner.batch.shards import Shard
from cleaner.batch.slots import Progress, Slots
from cleaner.batch.streams import need
from cleaner.detectors.donors import body_of
from cleaner.model import CleanerError


def learn_shard(shard: Shard, target: Path, core: Core, slots: Slots) -> None:
    """Write the counts of a shard's lines to ``target``, in the order of sites and lines.

    Sketches and documents stand beside it by then. Documents that cannot be read are passed over;
    the second pass reports them.
    """
    part = Part(target)
    slots.clear(shard.number)
    counts: Counter[tuple[int, int]] = Counter()
    with whole(part.sketches) as sketches, whole(part.homes) as homes:
        pieces = PieceWriter(sketches, homes)
        _read(shard, core, slots, counts, pieces)
        pieces.close()
    arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
    rows = sorted((site, line, count) for (site, line), count in counts.items())
    columns = [arrow.array([row[n] for row in rows], arrow.int64()) for n in range(3)]
    with whole(target) as path:
        parquet.write_table(arrow.table(columns, schema=run_schema(arrow)), path)


def _read(
    shard: Shard, core: Core, slots: Slots, counts: Counter[tuple[int, int]], pieces: PieceWriter
) -> None:
    reader = open_shard(shard)
    documents = 0
    try:
        for item in reader:
            if isinstance(item, Record) and (found := core.read(item)) is not None:
                site = site_number(found.url)
                counts.update((site, line) for line in line_numbers(found))
                pieces.add(core.name_of(item), *body_of(found))
            documents += 1
            slots.show(shard.number, Progress(documents, reader.done(), 0, 0, 0, 0))
    except CleanerError:
        # The file cannot be opened: it holds no documents, and the second pass reports it.
        return
