"""``cleaner diff``: two rule sets or configurations over the same articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from cleaner.cli.main import FAILURE, FINDINGS, OK
from cleaner.cli.progress import progress
from cleaner.cli.sources import Source, find_sources
from cleaner.model import CleanerError
from cleaner.reading.decode import decode
from cleaner.scoring.difference import Article, Difference, compare, open_cleaner
from cleaner.scoring.records import known_of, read_records, set_name, text_of

_RECORDS = (".jsonl", ".jsonl.gz")


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.argument("articles", nargs=-1, required=True)
@click.option("--samples", default=5, show_default=True, help="Changes to show of each rule.")
@click.option("--json", "as_json", is_flag=True, help="Write all changes as JSON.")
def command(old: str, new: str, articles: tuple[str, ...], samples: int, as_json: bool) -> int:
    """Clean ARTICLES with OLD and with NEW, and show what differs, by rule.

    OLD and NEW are folders of rules, configuration files, or `shipped`. ARTICLES are files, folders
    and globs as in check, or JSON lines (.jsonl, .jsonl.gz) with text. Exits with 0 where nothing
    differs, 1 where something does, 2 where an article could not be read.
    """
    errors: list[CleanerError] = []
    found = _articles(articles, errors)
    difference = compare(open_cleaner(old), open_cleaner(new), found, progress=progress("articles"))
    if as_json:
        click.echo(json.dumps(difference.as_dict(), ensure_ascii=False, indent=1))
    else:
        for line in _shown(difference, samples):
            click.echo(line)
    for message in (*map(str, errors), *_failures(difference)):
        click.echo(f"cleaner: {message}", err=True)
    if errors or difference.failures:
        return FAILURE
    return FINDINGS if difference.differ else OK


def _articles(paths: Iterable[str], errors: list[CleanerError]) -> Iterator[Article]:
    """The articles behind paths; what cannot be read is put into ``errors``."""
    for path in paths:
        try:
            if path.endswith(_RECORDS):
                yield from _records(Path(path))
                continue
        except CleanerError as error:
            errors.append(error)
            continue
        for source in find_sources([path], None):
            try:
                yield _article(source)
            except CleanerError as error:
                errors.append(error)


def _records(path: Path) -> Iterator[Article]:
    for number, record in enumerate(read_records(path), 1):
        known = known_of(record)._asdict()
        document = {"text": text_of(record, "text", path), **known}
        yield Article(f"{set_name(path)}:{record.get('id', number)}", document)


def _article(source: Source | CleanerError) -> Article:
    if isinstance(source, CleanerError):
        raise source
    if source.format == "html":
        return Article(source.name, {"html": source.data()})
    decoded = decode(source.data(), place=source.name)
    return Article(source.name, {"text": decoded.text, "input_format": source.format})


def _failures(difference: Difference) -> Iterator[str]:
    for name, reason in difference.failures.items():
        yield f"{name}: {reason}"


def _shown(difference: Difference, samples: int) -> Iterator[str]:
    for code, counts in difference.by_rule().items():
        yield f"{code}: {counts['old']} only in old, {counts['new']} only in new"
        changes = [change for change in difference.changes if change.code == code]
        for change in changes[:samples]:
            mark = "-" if change.side == "old" else "+"
            yield f"  {mark} {change.article}:{change.line} {change.deed}: {change.excerpt}"
        if len(changes) > samples:
            yield f"    … and {len(changes) - samples} more"
    yield (
        f"{difference.documents} articles, {difference.differ} differ, "
        f"{difference.texts} of them in their text"
    )
