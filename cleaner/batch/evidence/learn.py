"""The first pass: the lines of a shard, counted by site."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from cleaner.batch.core import Core
from cleaner.batch.evidence.keys import line_numbers, site_number
from cleaner.batch.evidence.store import run_schema
from cleaner.batch.files import whole
from cleaner.batch.readers import open_shard
from cleaner.batch.records import Record
from cleaner.batch.shards import Shard
from cleaner.batch.slots import Progress, Slots
from cleaner.batch.streams import need
from cleaner.model import CleanerError


def learn_shard(shard: Shard, target: Path, core: Core, slots: Slots) -> None:
    """Write the counts of a shard's lines to ``target``, in the order of sites and lines.

    Documents that cannot be read are passed over; the second pass reports them.
    """
    counts: Counter[tuple[int, int]] = Counter()
    slots.clear(shard.number)
    reader = open_shard(shard)
    documents = 0
    try:
        for item in reader:
            if isinstance(item, Record):
                counts.update(_lines(item, core))
                documents += 1
                slots.show(shard.number, Progress(documents, reader.done(), 0, 0, 0, 0))
    except CleanerError:
        # The file cannot be opened: it holds no lines, and the second pass reports it.
        counts.clear()
    arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
    rows = sorted((site, line, count) for (site, line), count in counts.items())
    columns = [arrow.array([row[n] for row in rows], arrow.int64()) for n in range(3)]
    with whole(target) as part:
        parquet.write_table(arrow.table(columns, schema=run_schema(arrow)), part)


def _lines(record: Record, core: Core) -> list[tuple[int, int]]:
    found = core.read(record)
    if found is None:
        return []
    site = site_number(found.url)
    return [(site, line) for line in line_numbers(found)]
