"""Reading shards into Ray and writing rows out of it."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from cleaner.batch.files import whole
from cleaner.batch.inputs import QUARANTINE, STATE
from cleaner.batch.readers import open_shard
from cleaner.batch.readers.parquet import ArrowFields, open_parquet
from cleaner.batch.records import Failure, Record, Row, plain
from cleaner.batch.shards import Shard
from cleaner.batch.streams import need
from cleaner.model import ReadError

#: The folder, in that of the run's state, with the failures by task.
FAILURES = "failures"
#: Rows, and bytes, of a block on its way from a reader.
_BLOCK_ROWS, _BLOCK_BYTES = 512, 8 << 20


def make_source(shards: Sequence[Shard]) -> Any:
    """A Ray data source with a read task for each shard."""
    data = need("ray.data.datasource", "ray")
    metadata = need("ray.data.block", "ray").BlockMetadata

    class ShardSource(data.Datasource):  # type: ignore[name-defined, misc]
        def estimate_inmemory_data_size(self) -> int:
            return sum(shard.size for shard in shards)

        def get_read_tasks(self, parallelism: int, *_: Any, **__: Any) -> list[Any]:
            return [
                data.ReadTask(partial(_blocks, shard), _known(shard), schema=_schema())
                for shard in shards
            ]

    def _known(shard: Shard) -> Any:
        return metadata(num_rows=None, size_bytes=shard.size, input_files=None, exec_stats=None)

    source: Any = ShardSource
    return source()


def make_sink(out: Path, ending: str, schemas: Mapping[str, str]) -> Any:
    """A Ray data sink: a file of rows for each task, and one of failures beside it.

    Lines are written as they are; for Parquet they are pickled rows. ``schemas`` are the Parquet
    files of the input by name, whose columns keep their types.
    """
    data = need("ray.data.datasource", "ray")

    class RowSink(data.BlockBasedFileDatasink):  # type: ignore[name-defined, misc]
        def write_block_to_file(self, block: Any, file: Any) -> None:
            table = block.to_arrow()
            lines = [line for line in table.column("line").to_pylist() if line is not None]
            bad = [line for line in table.column("failure").to_pylist() if line is not None]
            if ending == ".parquet":
                data, rejected = _parquet(lines, schemas)
                file.write(data)
                bad += rejected
            else:
                file.write(b"".join(line + b"\n" for line in lines))
            if bad:
                # Named by what is in it: a task that is done again replaces what it left.
                name = _name_of(table.column("place").to_pylist())
                with whole(out / STATE / FAILURES / f"{name}.jsonl") as part:
                    part.write_bytes(b"".join(line + b"\n" for line in bad))

    return RowSink(str(out), file_format=ending.removeprefix("."))


def _parquet(lines: Sequence[bytes], schemas: Mapping[str, str]) -> tuple[bytes, list[bytes]]:
    """A Parquet file of pickled rows, and failures of those that fit no schema."""
    import tempfile

    from cleaner.batch.writers.parquet import ParquetWriter

    encode = need("msgspec").json.encode
    rejected = []

    def reject(row: Row, reason: str) -> None:
        rejected.append(encode(Failure(row.record.place, reason, id=row.id).to_dict()))

    rows = [unpack_row(line) for line in lines]
    types: dict[str, Any] = {}
    for name in sorted({row.record.place.file for row in rows} & schemas.keys()):
        schema = open_parquet(schemas[name]).schema_arrow
        types |= {field.name: field.type for field in schema}
    with tempfile.TemporaryDirectory(prefix="cleaner-") as folder:
        path = Path(folder, "rows.parquet")
        writer = ParquetWriter(path, reject, types)
        try:
            for row in rows:
                writer.write(row)
        finally:
            writer.close()
        return path.read_bytes(), rejected


def pack_row(row: Row) -> bytes:
    """A row with all of its values, for the way between this run's own processes."""
    fields = {name: plain(value) for name, value in row.record.fields.items()}
    return pickle.dumps((row.record.place, fields, dict(row.changes), row.without, row.id))


def unpack_row(data: bytes) -> Row:
    """The inverse of :func:`pack_row`."""
    place, fields, changes, without, name = pickle.loads(data)
    return Row(Record(place, fields), changes, without, id=name)


def gather_failures(out: Path) -> int:
    """All failures in one file, each once, in the order of their places; their number."""
    found = set()
    for path in (out / STATE / FAILURES).glob("*.jsonl"):
        found.update(path.read_text("utf-8").splitlines())
    failures = sorted((json.loads(line) for line in found), key=_order)
    if failures:
        with whole(out / QUARANTINE) as part:
            lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in failures)
            part.write_text("".join(lines), "utf-8")
    return len(failures)


def _order(failure: dict[str, Any]) -> tuple[str, int]:
    units = ("byte", "line", "row", "record")
    return failure["file"], next((failure[u] for u in units if u in failure), 0)


def _name_of(places: Sequence[str]) -> str:
    from hashlib import sha256

    return sha256("\n".join(sorted(places)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _schema() -> Any:
    arrow = need("pyarrow")
    text, data = arrow.string(), arrow.binary()
    # Fields are JSON, as they were read; columns of Parquet have types that JSON has not.
    columns = {
        "pickled": arrow.bool_(),
        "place": text,
        "file": text,
        "unit": text,
        "number": arrow.int64(),
    }
    columns |= {"fields": data, "page": data, "format": text, "path": text, "failure": data}
    return arrow.schema(list(columns.items()))


def _blocks(shard: Shard) -> Iterator[Any]:
    """The shard's records as Arrow tables of bounded size."""
    arrow, encode = need("pyarrow"), need("msgspec").json.encode
    rows: list[dict[str, Any]] = []
    size = 0
    for item in _items(shard):
        rows.append(_row(item, encode))
        size += len(rows[-1]["fields"]) + len(rows[-1]["page"] or b"")
        if len(rows) >= _BLOCK_ROWS or size >= _BLOCK_BYTES:
            yield arrow.Table.from_pylist(rows, schema=_schema())
            rows, size = [], 0
    yield arrow.Table.from_pylist(rows, schema=_schema())


def _items(shard: Shard) -> Iterator[Record | Failure]:
    from cleaner.batch.records import Place

    try:
        yield from open_shard(shard)
    except ReadError as error:
        yield Failure(Place(shard.files[0].name), error.reason, error.hint)


def _row(item: Record | Failure, encode: Any) -> dict[str, Any]:
    place = item.place
    row: dict[str, Any] = {"place": str(place), **place._asdict(), "fields": b"{}"}
    row["pickled"] = False
    row |= dict.fromkeys(("page", "format", "path", "failure"))
    if isinstance(item, Failure):
        return row | {"failure": encode(item.to_dict())}
    if isinstance(item.fields, ArrowFields):
        return row | {"fields": pickle.dumps(dict(item.fields)), "pickled": True}
    try:
        row["fields"] = encode(dict(item.fields))
    except (TypeError, ValueError, OverflowError) as error:
        failure = Failure(place, f"the record cannot be carried as JSON: {error}")
        return row | {"failure": encode(failure.to_dict())}
    return row | {"page": item.page, "format": item.format, "path": item.path}
