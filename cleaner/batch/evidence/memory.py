"""What a scraper remembers of the sites it sees, page by page, in a file of bounded size."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

from cleaner.batch.evidence.keys import EVERY, line_numbers, number_of, site_number
from cleaner.model import CleanerError, SiteLines
from cleaner.reading.read import read

#: Lines that are remembered; a line takes about 25 bytes of the file.
MOST_LINES = 2_000_000
#: Pages after which the size is looked at.
_LOOK_EVERY = 200
#: Lines of one site that are loaded for its next page.
_MOST_OF_SITE = 20_000

_TABLES = """
CREATE TABLE IF NOT EXISTS lines
    (site INTEGER, line INTEGER, documents INTEGER, seen INTEGER, PRIMARY KEY (site, line))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (page INTEGER PRIMARY KEY, seen INTEGER);
"""
_COUNT = """
INSERT INTO lines VALUES (?, ?, 1, ?)
ON CONFLICT (site, line) DO UPDATE SET documents = documents + 1, seen = excluded.seen
"""
_LOAD = """
SELECT line, documents FROM lines WHERE site = ? AND documents > 1 ORDER BY documents DESC LIMIT ?
"""


class SiteMemory:
    """Learns the lines of sites as pages pass, and serves them as evidence.

    Threads may share it; processes open the same file each on their own. When there are more than
    ``most_lines`` lines, those that stood in fewest pages, and longest ago, are forgotten.

    Raises:
        CleanerError: the file cannot be opened, or is something else.

    """

    #: Rows that were cleaned with it depend on what had been seen: there is no digest.
    digest = None

    def __init__(self, path: str | Path, *, most_lines: int = MOST_LINES) -> None:
        self._most = most_lines
        self._lock = threading.Lock()
        self._learnt = 0
        try:
            self._base = sqlite3.connect(
                path, timeout=60, isolation_level=None, check_same_thread=False
            )
            self._base.execute("PRAGMA journal_mode = WAL")
            # What the last pages taught may be lost with the machine; the file stays whole.
            self._base.execute("PRAGMA synchronous = NORMAL")
            self._base.executescript(_TABLES)
        except sqlite3.Error as error:
            raise CleanerError(f"is no site memory: {error}", place=str(path)) from error

    def lines_of(self, url: str | None) -> SiteLines:
        """What is known of the site of an address."""
        with self._lock:
            rows = self._base.execute(_LOAD, (site_number(url), _MOST_OF_SITE)).fetchall()
        found = dict(rows)
        return _Numbered(found.pop(EVERY, 0), found)

    def corpus_of(self, name: str) -> None:
        """Nothing: pages are forgotten, their lines apart."""

    def learn(self, url: str, text: str) -> bool:
        """Count the lines of the article at ``url``; ``False`` if that page was learnt before."""
        lines = sorted(line_numbers(read(text)))
        site, page = site_number(url), number_of(url)
        with self._lock, self._base:
            self._base.execute("BEGIN IMMEDIATE")
            (seen,) = self._base.execute("SELECT ifnull(max(seen), 0) + 1 FROM pages").fetchone()
            new = self._base.execute(
                "INSERT OR IGNORE INTO pages VALUES (?, ?)", (page, seen)
            ).rowcount
            if new:
                self._base.executemany(_COUNT, [(site, line, seen) for line in lines])
            self._learnt += 1
            if self._learnt % _LOOK_EVERY == 1:
                self._forget()
        return bool(new)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _forget(self) -> None:
        """Bring lines and pages below nine tenths of what is allowed, if there are more."""
        (count,) = self._base.execute("SELECT count(*) FROM lines").fetchone()
        if count > self._most:
            self._base.execute(
                "DELETE FROM lines WHERE (site, line) IN (SELECT site, line FROM lines"
                " WHERE line <> ? ORDER BY documents, seen, site, line LIMIT ?)",
                (EVERY, count - self._most * 9 // 10),
            )
        self._base.execute(
            "DELETE FROM pages WHERE seen <= (SELECT max(seen) FROM pages) - ?", (self._most,)
        )


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Counts by the numbers of lines."""

    documents: int
    numbers: dict[int, int]

    def count(self, key: str) -> int:
        """The pages in which a line stands; 1 and 0 are the same to who looks for repetition."""
        return self.numbers.get(number_of(key), 0)
