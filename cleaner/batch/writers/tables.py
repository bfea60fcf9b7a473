"""Rows → Arrow tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cleaner.batch.readers.parquet import ArrowFields
from cleaner.batch.records import Row, plain
from cleaner.batch.streams import need

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]


def added_types() -> dict[str, pyarrow.DataType]:
    """The types of the fields that cleaning adds, by name without prefix."""
    arrow = need("pyarrow")
    text, number, real = arrow.string(), arrow.int64(), arrow.float64()
    finding = {"code": text, "category": text, "fix": text, "applied": arrow.bool_()}
    finding |= {"start": number, "end": number, "message": text, "excerpt": text, "score": real}
    finding |= {"document": text}
    edit = {"start": number, "before": text, "after": text}
    reason = {"code": text, "cost": real, "message": text}
    cleaning = {"field": text, "own": arrow.bool_(), "format": text, "language": text}
    cleaning |= {"words": number, "words_removed": number}
    cleaning |= {"reasons": arrow.list_(arrow.struct(reason))}
    cleaning |= {"source_sha256": text, "rules_sha256": text, "evidence": text, "version": text}
    cleaning |= {"keep": text, "comments": arrow.list_(text)}
    return {
        "quality": real,
        "verdict": text,
        "findings": arrow.list_(arrow.struct(finding)),
        "patch": arrow.list_(arrow.struct(edit)),
        "cleaning": arrow.struct(cleaning),
    }


def of_columns(row: Row) -> bool:
    """Whether the row was read from Parquet."""
    return isinstance(row.record.fields, ArrowFields)


def from_rows(
    rows: Sequence[Row],
    schema: pyarrow.Schema | None,
    types: Mapping[str, pyarrow.DataType] | None = None,
) -> Any:
    """The table of rows of any origin; ``types`` are those of columns, where they are known.

    Raises:
        ValueError: a row has a field that is not in the schema.
        pyarrow.ArrowException: values do not have the schema's types, or several.

    """
    arrow = need("pyarrow")
    values = [{name: plain(value) for name, value in row.to_dict().items()} for row in rows]
    names = list(dict.fromkeys(name for row in values for name in row))
    if schema is None:
        known = {**_types_of_changes(rows), **(types or {})}
        columns = {n: arrow.array([row.get(n) for row in values], known.get(n)) for n in names}
        return arrow.table(columns)
    unknown = [name for name in names if schema.get_field_index(name) < 0]
    if unknown:
        raise ValueError(f"they had no field {unknown[0]!r}")
    return arrow.Table.from_pylist(values, schema=schema)


def from_columns(rows: Sequence[Row], schema: pyarrow.Schema | None) -> Any:
    """The table of rows read from Parquet: columns that nothing changed pass as they stand."""
    arrow = need("pyarrow")
    table = arrow.Table.from_batches([_taken(run) for run in _runs(rows)])
    table = table.drop_columns([name for name in table.schema.names if name in rows[0].without])
    added = _types_of_changes(rows)
    for name in dict.fromkeys(name for row in rows for name in row.changes):
        place = table.schema.get_field_index(name)
        kind = table.schema.field(place).type if place >= 0 else added.get(name)
        column = arrow.array([_value(row, name) for row in rows], kind)
        if place < 0:
            table = table.append_column(name, column)
        else:
            table = table.set_column(place, table.schema.field(place), column)
    if schema is not None and not table.schema.equals(schema):
        table = _aligned(table, schema)
    return table


def _aligned(table: Any, schema: pyarrow.Schema) -> Any:
    arrow = need("pyarrow")
    unknown = [name for name in table.schema.names if schema.get_field_index(name) < 0]
    if unknown:
        raise ValueError(f"they had no field {unknown[0]!r}")
    for field in schema:
        if table.schema.get_field_index(field.name) < 0:
            table = table.append_column(field, arrow.nulls(table.num_rows, field.type))
    return table.select(schema.names).cast(schema)


def _value(row: Row, name: str) -> Any:
    return row.changes[name] if name in row.changes else row.record.value(name)


def _types_of_changes(rows: Sequence[Row]) -> dict[str, Any]:
    """The types of added fields by the names that they have in these rows."""
    names = dict.fromkeys(name for row in rows for name in row.changes)
    types = added_types()
    found = {}
    for name in names:
        # A prefix may stand before the name, so that the longest known ending counts.
        ends = [end for end in types if name.endswith(end)]
        if ends:
            found[name] = types[max(ends, key=len)]
    return found


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that stand together in one record batch."""
    for _, run in groupby(rows, key=lambda row: id(row.record.fields.batch)):  # type: ignore[attr-defined]
        yield list(run)


def _taken(run: Sequence[Row]) -> Any:
    batch: Any = run[0].record.fields.batch  # type: ignore[attr-defined]
    if len(run) == batch.num_rows:
        return batch
    return batch.take(need("pyarrow").array([row.record.fields.index for row in run]))  # type: ignore[attr-defined]
