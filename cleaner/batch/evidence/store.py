"""What a first pass has learnt, in an SQLite file: small look-ups, memory that does not grow."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.batch.evidence.keys import CORPUS, EVERY, number_of, site_number
from cleaner.batch.evidence.pieces import (
    TABLES,
    StoredShelf,
    add_pieces,
    digest_rows,
    merge_pieces,
    work_base,
)
from cleaner.batch.files import whole
from cleaner.batch.streams import need
from cleaner.detectors.topic.donors import ShelfCorpus
from cleaner.model import CleanerError, SiteLines

#: Lines in fewer documents are not kept: one document is no repetition.
LEAST_DOCUMENTS = 2
#: A line of the corpus stands on so many sites at least.
LEAST_SITES = 3
#: Memory of DuckDB while it adds up counts; what does not fit goes to disk.
MEMORY = "256MB"
_ROWS = 50_000
_TABLE = (
    "CREATE TABLE lines (site INTEGER, line INTEGER, documents INTEGER, PRIMARY KEY (site, line))"
    " WITHOUT ROWID"
)
_COUNT = "SELECT documents FROM lines WHERE site = ? AND line = ?"


class Evidence:
    """Evidence in a file, open for reading; threads may share it, each process opens its own."""

    def __init__(self, path: Path) -> None:
        try:
            # Ray makes it in one thread and asks in another; SQLite itself takes turns.
            self._base = sqlite3.connect(
                f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            (digest,) = self._base.execute(
                "SELECT value FROM about WHERE name = 'digest'"
            ).fetchone()
            self._shelf = StoredShelf(self._base)
            self._shelf.places([0])
        except (sqlite3.Error, TypeError) as error:
            raise CleanerError(f"is no evidence file: {error}", place=str(path)) from error
        self.digest = str(digest)
        self._site = lru_cache(maxsize=1000)(self._load)
        self._everywhere = self._load(CORPUS)

    def lines_of(self, url: str | None) -> SiteLines:
        """What is known of the site of an address."""
        return self._site(site_number(url))

    def corpus_of(self, name: str) -> ShelfCorpus:
        """The corpus as the document ``name`` sees it."""
        return ShelfCorpus(self._shelf, name, self._everywhere)

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


class Part(NamedTuple):
    """What the first pass has written of one shard: counts of lines, and beside them the rest."""

    lines: Path

    @property
    def sketches(self) -> Path:
        """Sketches of its blocks."""
        return self.lines.with_suffix(".sketches")

    @property
    def homes(self) -> Path:
        """Its documents, compressed."""
        return self.lines.with_suffix(".homes")


def build_evidence(runs: Iterable[Path], path: Path, least: int = LEAST_DOCUMENTS) -> None:
    """Put the parts of a first pass together into the evidence file ``path``.

    DuckDB sorts and adds within :data:`MEMORY`, whatever the size of the corpus.

    Raises:
        CleanerError: the parts or the file cannot be read or written.

    """
    parts = [Part(run) for run in runs]
    with _told(path), whole(path) as new, work_base(path, MEMORY) as base, _new_store(new) as store:
        _add_lines(base, [str(part.lines) for part in parts], store, least, everywhere=True)
        sketches = [str(part.sketches) for part in parts]
        add_pieces(base, sketches, [str(part.homes) for part in parts], store)


def merge_evidence(paths: Iterable[Path], path: Path) -> None:
    """Add evidence of several corpora up into the file ``path``.

    What stood in one document only of each of two corpora is lost: neither kept it.
    """
    import tempfile

    arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
    with (
        _told(path),
        tempfile.TemporaryDirectory(prefix="cleaner-") as folder,
        whole(path) as new,
        work_base(path, MEMORY) as base,
        _new_store(new) as store,
    ):
        runs = []
        for number, source in enumerate(paths):
            runs.append(Path(folder, f"{number}.parquet"))
            with contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old:
                rows = old.execute("SELECT site, line, documents FROM lines")
                with parquet.ParquetWriter(runs[-1], run_schema(arrow)) as out:
                    while batch := rows.fetchmany(_ROWS):
                        columns = [
                            arrow.array(column, arrow.int64())
                            for column in zip(*batch, strict=True)
                        ]
                        out.write_table(arrow.table(columns, schema=run_schema(arrow)))
                merge_pieces(old, store)
        _add_lines(base, [str(run) for run in runs], store, LEAST_DOCUMENTS)


def run_schema(arrow: Any) -> Any:
    """The columns of counts that are still to be added up."""
    return arrow.schema([(name, arrow.int64()) for name in ("site", "line", "documents")])


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Faults of the two data bases, a full disk among them, as an error of ours."""
    try:
        yield
    except (sqlite3.Error, need("duckdb").Error) as error:
        raise CleanerError(f"cannot be made: {error}", place=str(path)) from error


@contextlib.contextmanager
def _new_store(path: Path) -> Iterator[sqlite3.Connection]:
    """An empty store; in the end a digest of all that it holds says which evidence it is."""
    from hashlib import sha256

    with contextlib.closing(sqlite3.connect(path)) as store:
        store.execute("PRAGMA journal_mode = OFF")
        store.execute(_TABLE)
        store.executescript(TABLES)
        store.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
        yield store
        digest = sha256()
        lines = store.execute("SELECT * FROM lines ORDER BY site, line")
        while rows := lines.fetchmany(_ROWS):
            digest.update(repr(rows).encode())
        for data in digest_rows(store):
            digest.update(data)
        store.execute("INSERT INTO about VALUES ('digest', ?)", (digest.hexdigest(),))
        store.commit()


def _add_lines(
    base: Any,
    files: list[str],
    store: sqlite3.Connection,
    least: int,
    *,
    everywhere: bool = False,
) -> None:
    """Add counts up; ``everywhere`` adds those over all sites, of lines that several sites have."""
    base.execute(
        "CREATE TABLE lines AS SELECT site, line, CAST(sum(documents) AS BIGINT) AS n"
        " FROM read_parquet($files) GROUP BY site, line",
        {"files": files},
    )
    if everywhere:
        base.execute(
            "INSERT INTO lines SELECT $corpus, line, CAST(sum(n) AS BIGINT) FROM lines"
            " GROUP BY line HAVING count(*) >= $sites OR line = $every",
            {"corpus": CORPUS, "sites": LEAST_SITES, "every": EVERY},
        )
    found = base.execute(
        "SELECT site, line, n FROM lines WHERE n >= $least ORDER BY site, line", {"least": least}
    )
    while rows := found.fetchmany(_ROWS):
        store.executemany("INSERT INTO lines VALUES (?, ?, ?)", rows)
