"""``cleaner bench html``: extractors on pages with gold texts, before and after cleaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from cleaner.api import Cleaner
from cleaner.engine.result import Result
from cleaner.model import Document, ReadError, Title
from cleaner.scoring.before_after import Tally
from cleaner.scoring.extractors import Extractor, find_extractor, installed_extractors
from cleaner.scoring.head import head
from cleaner.scoring.judging import Gold
from cleaner.scoring.records import (
    Half,
    Known,
    Progress,
    Record,
    chosen,
    clean_text,
    known_of,
    read_records,
    silent,
    text_of,
)


class Extracted(NamedTuple):
    """A page after extraction and cleaning, with the CPU seconds that each took."""

    source: str
    result: Result
    extracting: float
    cleaning: float


def bench_html(
    cleaner: Cleaner,
    path: Path,
    names: Sequence[str] = (),
    *,
    half: Half | None = None,
    limit: int | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Measure the extractors ``names`` (all that are installed) on the pages of a file.

    A record has ``html`` and ``gold_text``, and may have ``title`` and ``url``, which are given to
    the cleaner; records without a gold text are left out.

    Raises:
        ReadError: the file cannot be read, or holds no page with a gold text.
        SettingsError: an extractor is unknown or not installed.

    """
    extractors = [find_extractor(name) for name in names or installed_extractors()]
    tallies = {extractor.name: Tally() for extractor in extractors}
    with_gold = (record for record in read_records(path) if record.get("gold_text"))
    count = 0
    for record in progress(chosen(with_gold, half, limit)):
        gold = Gold(text_of(record, "gold_text", path))
        html = text_of(record, "html", path)
        for extractor in extractors:
            if not count:
                # The first call imports what is imported lazily; that is no page's cost.
                extract_and_clean(cleaner, extractor, html, record, Tally())
            _measure(cleaner, extractor, html, record, gold, tallies[extractor.name])
        count += 1
    if not count:
        raise ReadError("holds no page with html and gold_text", place=str(path))
    report = head("html", cleaner, path, half=half, documents=count)
    report["extractors"] = [{"name": name, **tally.report()} for name, tally in tallies.items()]
    return report


def _measure(
    cleaner: Cleaner, extractor: Extractor, html: str, record: Record, gold: Gold, tally: Tally
) -> None:
    done = extract_and_clean(cleaner, extractor, html, record, tally)
    tally.extracting.append(done.extracting)
    tally.cleaning.append(done.cleaning)
    tally.add(gold, done.source, done.result)


def extract_and_clean(
    cleaner: Cleaner, extractor: Extractor, html: str, record: Record, tally: Tally
) -> Extracted:
    """Extract a page's text and clean it; a page that an extractor fails on has no text.

    The failure is entered in ``tally`` under the record's id.
    """
    start = process_time()
    extracted = extract_page(extractor, html, record, tally)
    between = process_time()
    result = clean_extracted(cleaner, extracted, known_of(record))
    end = process_time()
    source = extracted if isinstance(extracted, str) else extracted.text
    return Extracted(source, result, between - start, end - between)


def extract_page(extractor: Extractor, html: str, record: Record, tally: Tally) -> str | Document:
    """What an extractor makes of a page; nothing where it fails, which is entered in ``tally``."""
    try:
        return extractor.extract(html, record.get("url"))
    except Exception as error:
        # Extractors raise whatever their parsers raise; it is counted and shown, not hidden.
        name = str(record.get("id", len(tally.failures)))
        tally.failures[name] = f"{type(error).__name__}: {error}"
        return ""


def clean_extracted(cleaner: Cleaner, extracted: str | Document, known: Known) -> Result:
    """Clean what an extractor made of a page."""
    if isinstance(extracted, str):
        return clean_text(cleaner, extracted, known)
    if known.title:
        extracted = replace(extracted, title=Title(known.title, "given"))
    return next(iter(cleaner.clean_many([extracted])))
