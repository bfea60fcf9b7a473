"""``cleaner clean``: one article in, the cleaned text out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cleaner.cli.cleaning import Cleaned, clean_source
from cleaner.cli.files import write_whole
from cleaner.cli.options import kept_as, make_cleaner, reading, selection, with_comments
from cleaner.cli.show import show_diff, show_story
from cleaner.cli.sources import STDIN, Source, find_sources
from cleaner.engine.result import Result
from cleaner.model import CleanerError

#: What is put behind a file's name for the report that --in-place leaves beside it.
REPORT_ENDING = ".cleaner.json"


@click.command("clean")
@click.argument("article")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the text here.")
@click.option("--in-place", is_flag=True, help="Change the file; the report is written beside it.")
@click.option("--diff", is_flag=True, help="Show the change instead of the text.")
@click.option("--show", is_flag=True, help="Show what went, what is flagged, and why.")
@click.option("--report", type=click.Path(path_type=Path), help="Write the report (JSON) here.")
@kept_as
@with_comments
@selection
@reading
def command(
    article: str,
    output: Path | None,
    in_place: bool,
    diff: bool,
    show: bool,
    report: Path | None,
    **options: Any,
) -> int:
    """Clean ARTICLE (a file, or - for standard input); the cleaned text goes to stdout.

    The report says what went and why, and is what `cleaner undo` needs.
    """
    source = _one_source(article, options["input_format"])
    if in_place and (source.path is None or source.format == "html"):
        raise click.UsageError("--in-place needs a text or Markdown file")
    if options["kept_as"] != "text" and source.format != "html":
        raise click.UsageError("--as is for pages; other articles keep their format")
    if options["comments"] and (source.format != "html" or report is None):
        raise click.UsageError("--comments is for pages, and goes with --report FILE")
    cleaned = clean_source(make_cleaner(options), source, options)
    result = cleaned.result
    if report or in_place:
        _write_report(result, report or Path(source.name + REPORT_ENDING), source)
    _write_text(cleaned, source, output, in_place=in_place, shown=diff or show)
    if diff:
        from cleaner.formats.diff import unified

        show_diff(unified(result.undo(), result.text, source.name))
    if show:
        show_story(result)
    return 0


def _one_source(article: str, input_format: Any) -> Source:
    if article != STDIN and not Path(article).is_file():
        kind = "is a folder; check takes folders" if Path(article).is_dir() else "no such file"
        raise CleanerError(kind, place=article)
    source = next(find_sources([article], input_format))
    if isinstance(source, CleanerError):
        raise source
    return source


def _write_report(result: Result, path: Path, source: Source) -> None:
    from cleaner.formats.report_json import report_to_json

    text = report_to_json(result.report, file=source.name, comments=result.comments)
    write_whole(path, text.encode("utf-8", "surrogatepass"))


def _write_text(
    cleaned: Cleaned, source: Source, output: Path | None, *, in_place: bool, shown: bool
) -> None:
    if output is not None:
        write_whole(output, cleaned.data())
    elif in_place:
        assert source.path is not None
        if cleaned.result.changed:
            write_whole(source.path, cleaned.data())
    elif not shown:
        sys.stdout.buffer.write(cleaned.data())
        sys.stdout.buffer.flush()
