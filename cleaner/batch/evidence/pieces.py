"""Which blocks stand in several documents: found out of core, kept for look-ups.

The first pass writes a sketch of each block, the four least of its shingles, and the documents,
compressed. DuckDB finds the blocks of which half a sketch stands in another document; only those
blocks, and the documents that they stand in, go into the evidence file.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from pathlib import Path
from typing import Any

from cleaner.batch.evidence.keys import number_of
from cleaner.batch.streams import need
from cleaner.detectors.topic.prints import fingerprint
from cleaner.detectors.topic.shelf import POSTINGS, Home, Place, pack

#: Shingles of a block's sketch.
SKETCH = 4
#: Rows that are held at once.
ROWS = 2_000
#: Values in one look-up; SQLite allows more.
_ASKED = 500

TABLES = (
    "CREATE TABLE homes (home INTEGER PRIMARY KEY, name TEXT, packed BLOB);"
    "CREATE TABLE prints (print INTEGER, home INTEGER, block INTEGER,"
    " PRIMARY KEY (print, home, block)) WITHOUT ROWID;"
)
_PLACES = "SELECT print, home, block FROM prints WHERE print IN ({}) ORDER BY print, home, block"

# Of a shingle that many documents have, the first are looked at, as a look-up does.
_SHARED = f"""
CREATE TABLE sketches AS SELECT DISTINCT home, block, print, size FROM read_parquet($files);
CREATE TABLE shared AS
    SELECT home, block, print, size FROM sketches
    WHERE print IN (SELECT print FROM sketches GROUP BY print HAVING min(home) <> max(home))
    QUALIFY dense_rank() OVER (PARTITION BY print ORDER BY home) <= {POSTINGS};
CREATE TABLE blocks AS
    SELECT DISTINCT home, block FROM (
        SELECT a.home AS home, a.block AS block
        FROM shared a JOIN shared b ON a.print = b.print AND a.home <> b.home
        GROUP BY a.home, a.block, b.home, b.block
        HAVING 2 * count(*) >= least(any_value(a.size), any_value(b.size)));
"""


class PieceWriter:
    """Writes the sketches and the documents of a shard, a bounded number of rows at a time."""

    def __init__(self, sketches: Path, homes: Path) -> None:
        self._arrow = need("pyarrow")
        parquet = need("pyarrow.parquet")
        integer, text, data = self._arrow.int64(), self._arrow.string(), self._arrow.binary()
        columns = {"home": integer, "block": integer, "print": integer, "size": integer}
        self._sketches = parquet.ParquetWriter(sketches, self._arrow.schema(list(columns.items())))
        columns = {"home": integer, "name": text, "packed": data}
        self._homes = parquet.ParquetWriter(homes, self._arrow.schema(list(columns.items())))
        self._rows: list[tuple[int, int, int, int]] = []
        self._held: list[tuple[int, str, bytes]] = []

    def add(self, name: str, texts: Sequence[str], title: str | None) -> None:
        """Take a document; its title is one more block."""
        number = number_of(name)
        for block, text in enumerate([*texts, title] if title else texts):
            sketch = nsmallest(SKETCH, fingerprint(text))
            self._rows += [(number, block, value, len(sketch)) for value in sketch]
        # What cannot be written as UTF-8 cannot be a column either.
        safe = name.encode("utf-8", "replace").decode("utf-8")
        self._held.append((number, safe, pack(texts, title)))
        if len(self._held) >= ROWS:
            self._flush()

    def close(self) -> None:
        """Write what is held."""
        self._flush()
        self._sketches.close()
        self._homes.close()

    def _flush(self) -> None:
        for writer, rows in ((self._sketches, self._rows), (self._homes, self._held)):
            columns = zip(*rows, strict=True) if rows else [()] * len(writer.schema)
            arrays = [
                self._arrow.array(column, field.type)
                for column, field in zip(columns, writer.schema, strict=True)
            ]
            writer.write_table(self._arrow.table(arrays, schema=writer.schema))
            rows.clear()


def add_pieces(base: Any, sketches: list[str], homes: list[str], store: sqlite3.Connection) -> None:
    """Find what several documents hold, with DuckDB (``base``), and put it into ``store``."""
    for statement in filter(str.strip, _SHARED.split(";")):
        base.execute(statement, {"files": sketches} if "$files" in statement else None)
    base.execute("CREATE TABLE prints (print BIGINT, home BIGINT, block BIGINT)")
    reading = base.cursor()
    found = reading.execute(
        "SELECT h.home, h.name, h.packed, b.held FROM read_parquet($files) h JOIN"
        " (SELECT home, list(block ORDER BY block) AS held FROM blocks GROUP BY home) b"
        " USING (home) ORDER BY h.home, h.packed",
        {"files": homes},
    )
    arrow = need("pyarrow")
    last = None
    for rows in _batches(found):
        prints: list[tuple[int, int, int]] = []
        kept = []
        for home, name, packed, held in rows:
            # Two documents of one name are one to a look-up: the first stands for both.
            if home != last:
                kept.append((home, name, packed))
                prints += _prints(home, Home(name, packed), held)
            last = home
        store.executemany("INSERT INTO homes VALUES (?, ?, ?)", kept)
        if prints:
            columns = [arrow.array(column, arrow.int64()) for column in zip(*prints, strict=True)]
            added = arrow.table(columns, names=["print", "home", "block"])
            base.register("added", added)
            base.execute("INSERT INTO prints SELECT * FROM added")
            base.unregister("added")
    found = base.execute("SELECT DISTINCT print, home, block FROM prints ORDER BY ALL")
    for rows in _batches(found):
        store.executemany("INSERT INTO prints VALUES (?, ?, ?)", rows)


def merge_pieces(source: sqlite3.Connection, store: sqlite3.Connection) -> None:
    """Add what another evidence file holds; of two documents of one name the first stays."""
    for rows in _batches(source.execute("SELECT home, name, packed FROM homes ORDER BY home")):
        new = [
            row
            for row in rows
            if not store.execute("SELECT 1 FROM homes WHERE home = ?", row[:1]).fetchone()
        ]
        store.executemany("INSERT INTO homes VALUES (?, ?, ?)", new)
        for home, _, _ in new:
            places = source.execute("SELECT print, home, block FROM prints WHERE home = ?", (home,))
            store.executemany("INSERT INTO prints VALUES (?, ?, ?)", places)


def digest_rows(store: sqlite3.Connection) -> Iterator[bytes]:
    """What tells one store from another."""
    for query in (
        "SELECT home, name, packed FROM homes ORDER BY home",
        "SELECT print, home, block FROM prints ORDER BY print, home, block",
    ):
        for rows in _batches(store.execute(query)):
            yield repr(rows).encode("utf-8", "surrogatepass")


class StoredShelf:
    """The documents in an evidence file; each look-up is one query."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self.home = lru_cache(maxsize=500)(self._home)

    def places(self, prints: Collection[int]) -> Mapping[int, Sequence[Place]]:
        """The places of each shingle that is known."""
        found: dict[int, list[Place]] = {}
        asked = sorted(prints)
        for at in range(0, len(asked), _ASKED):
            some = asked[at : at + _ASKED]
            for value, home, block in self._base.execute(
                _PLACES.format(",".join("?" * len(some))), some
            ):
                known = found.setdefault(value, [])
                if len(known) < POSTINGS:
                    known.append((home, block))
        return found

    def _home(self, number: int) -> Home:
        row = self._base.execute("SELECT name, packed FROM homes WHERE home = ?", (number,))
        return Home(*row.fetchone())


def _prints(number: int, home: Home, held: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    blocks, _ = home.content
    for block in held:
        if block < len(blocks):
            yield from ((value, number, block) for value in fingerprint(blocks[block]))


def _batches(found: Any) -> Iterator[list[Any]]:
    while rows := found.fetchmany(ROWS):
        yield rows


@contextlib.contextmanager
def work_base(path: Path, memory: str) -> Iterator[Any]:
    """A DuckDB that works in files beside ``path`` and is gone in the end."""
    import shutil

    folder = path.with_name(path.name + ".tmp")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        base = need("duckdb").connect(str(folder / "work.duckdb"))
        with contextlib.closing(base):
            base.execute(f"SET memory_limit = '{memory}'")
            base.execute("SET temp_directory = ?", [str(folder / "spilled")])
            base.execute("SET threads = 1")
            base.execute("SET preserve_insertion_order = false")
            yield base
    finally:
        shutil.rmtree(folder, ignore_errors=True)
