"""Counts of lines by site in an SQLite file: small look-ups, memory that does not grow."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleaner.batch.evidence.keys import EVERY, number_of, site_number
from cleaner.batch.files import whole
from cleaner.batch.streams import need
from cleaner.model import CleanerError, SiteLines

#: Lines in fewer documents are not kept: one document is no repetition.
LEAST_DOCUMENTS = 2
#: Memory of DuckDB while it adds up counts; what does not fit goes to disk.
MEMORY = "256MB"
_ROWS = 50_000
_TABLE = (
    "CREATE TABLE lines (site INTEGER, line INTEGER, documents INTEGER, PRIMARY KEY (site, line))"
    " WITHOUT ROWID"
)
_COUNT = "SELECT documents FROM lines WHERE site = ? AND line = ?"


class Evidence:
    """Evidence in a file, open for reading; each process opens its own."""

    def __init__(self, path: Path) -> None:
        try:
            self._base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
            (digest,) = self._base.execute(
                "SELECT value FROM about WHERE name = 'digest'"
            ).fetchone()
        except (sqlite3.Error, TypeError) as error:
            raise CleanerError(f"is no evidence file: {error}", place=str(path)) from error
        self.digest = str(digest)
        self._site = lru_cache(maxsize=1000)(self._load)

    def lines_of(self, url: str | None) -> SiteLines:
        """What is known of the site of an address."""
        return self._site(site_number(url))

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _load(self, site: int) -> StoredLines:
        return StoredLines(self._base, site)


class StoredLines:
    """The lines of one site, looked up when they are asked for."""

    def __init__(self, base: sqlite3.Connection, site: int) -> None:
        self._base = base
        self._number = site
        self.documents = self._count(EVERY)

    def count(self, key: str) -> int:
        """The documents of the site in which a line stands."""
        return self._count(number_of(key)) if self.documents else 0

    def _count(self, line: int) -> int:
        row = self._base.execute(_COUNT, (self._number, line)).fetchone()
        return int(row[0]) if row else 0


def build_evidence(runs: Iterable[Path], path: Path, least: int = LEAST_DOCUMENTS) -> None:
    """Add up counts in Parquet files (site, line, documents) into the evidence file ``path``.

    DuckDB sorts and adds within :data:`MEMORY`, whatever the number of lines.
    """
    files = [str(run) for run in runs]
    base = need("duckdb").connect()
    with whole(path) as part, contextlib.closing(base):
        base.execute(f"SET memory_limit = '{MEMORY}'")
        base.execute("SET temp_directory = ?", [str(part) + ".tmp"])
        base.execute("SET threads = 1")
        found = base.execute(
            "SELECT site, line, CAST(sum(documents) AS BIGINT) AS n FROM read_parquet(?)"
            " GROUP BY site, line HAVING n >= ? ORDER BY site, line",
            [files, least],
        )
        _store(found, part)


def merge_evidence(paths: Iterable[Path], path: Path) -> None:
    """Add evidence of several corpora up into the file ``path``.

    A line that stood in one document only of each of two corpora is lost: neither kept it.
    """
    import tempfile

    arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
    with tempfile.TemporaryDirectory(prefix="cleaner-") as folder:
        runs = []
        for number, source in enumerate(paths):
            runs.append(Path(folder, f"{number}.parquet"))
            with contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as base:
                rows = base.execute("SELECT site, line, documents FROM lines")
                with parquet.ParquetWriter(runs[-1], run_schema(arrow)) as out:
                    while batch := rows.fetchmany(_ROWS):
                        columns = [
                            arrow.array(column, arrow.int64())
                            for column in zip(*batch, strict=True)
                        ]
                        out.write_table(arrow.table(columns, schema=run_schema(arrow)))
        build_evidence(runs, path)


def run_schema(arrow: Any) -> Any:
    """The columns of counts that are still to be added up."""
    return arrow.schema([(name, arrow.int64()) for name in ("site", "line", "documents")])


def _store(found: Any, path: Path) -> None:
    """Write sorted rows; the digest over them says which evidence it is."""
    from hashlib import sha256

    digest = sha256()
    with contextlib.closing(sqlite3.connect(path)) as store:
        store.execute("PRAGMA journal_mode = OFF")
        store.execute(_TABLE)
        store.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
        while rows := found.fetchmany(_ROWS):
            digest.update(repr(rows).encode())
            store.executemany("INSERT INTO lines VALUES (?, ?, ?)", rows)
        store.execute("INSERT INTO about VALUES ('digest', ?)", (digest.hexdigest(),))
        store.commit()
