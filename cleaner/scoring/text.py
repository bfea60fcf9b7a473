"""``cleaner bench text``: texts with gold texts, before and after cleaning."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import Any

from cleaner.api import Cleaner
from cleaner.model import ReadError
from cleaner.scoring.before_after import Tally
from cleaner.scoring.head import head
from cleaner.scoring.judging import Gold
from cleaner.scoring.records import (
    Half,
    Progress,
    chosen,
    clean_text,
    known_of,
    read_records,
    silent,
    text_of,
)


def bench_text(
    cleaner: Cleaner,
    path: Path,
    *,
    half: Half | None = None,
    limit: int | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Measure cleaning on records of ``text`` and ``gold_text``, with ``title`` and ``url``.

    Raises:
        ReadError: the file cannot be read, or a record lacks one of the texts.

    """
    tally = Tally()
    for number, record in enumerate(progress(chosen(read_records(path), half, limit))):
        text = text_of(record, "text", path)
        if not number:
            clean_text(
                cleaner, text, known_of(record)
            )  # the first call loads what is loaded lazily
        start = process_time()
        result = clean_text(cleaner, text, known_of(record))
        tally.cleaning.append(process_time() - start)
        tally.add(Gold(text_of(record, "gold_text", path)), text, result)
    if not tally.before:
        raise ReadError("holds no record to measure", place=str(path))
    report = head("text", cleaner, path, half=half, **tally.report())
    for name in ("failures", "extract_ms", "extract_ms_median", "clean_of_extract"):
        del report[name]
    return report
