"""``cleaner bench``: measuring on labelled articles and on data files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from cleaner.cli.files import write_whole
from cleaner.cli.options import make_cleaner, selection
from cleaner.cli.progress import progress

Command = Callable[..., Any]


class BenchGroup(click.Group):
    """Subcommands; a first argument that names none is a folder of labelled articles."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``corpus`` in front of folders."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["corpus", *args]
        return super().parse_args(ctx, args)


@click.group("bench", cls=BenchGroup)
def command() -> None:
    """Measure: on labelled articles (`cleaner bench corpus/articles`), and on data files.

    Data files are JSON lines, gzipped or not, a document a line. What is measured goes to stdout.
    """


_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_files = click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
_as_json = click.option("--json", "as_json", is_flag=True, help="Write the figures as JSON.")
_texts = click.option(
    "--texts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Where the texts are that the labels speak of.",
)
_verbose = click.option("-v", "--verbose", is_flag=True, help="Show the lines that went wrong.")


def _sample(command: Command) -> Command:
    """--half, --limit."""
    for option in (
        click.option("--limit", type=click.IntRange(min=1), help="Measure the first N documents."),
        click.option(
            "--half",
            type=click.Choice(["choose", "report"]),
            help="Half of the domains: one to choose rules on, one to report figures of.",
        ),
    ):
        command = option(command)
    return command


def _put(report: Mapping[str, Any], *, as_json: bool) -> int:
    """The report on stdout."""
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        from cleaner.scoring.render import render

        click.echo(render(report), nl=False)
    return 0


@command.command("corpus")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@_as_json
@selection
def corpus(folders: tuple[Path, ...], as_json: bool, **options: Any) -> int:
    """Score the labelled articles of FOLDERS (their format: corpus/README.md)."""
    from cleaner.scoring.corpus import bench_corpus

    report = bench_corpus(make_cleaner(options), folders, progress=progress("articles"))
    return _put(report, as_json=as_json)


@command.command("html")
@_file
@click.option("--extractor", "extractors", multiple=True, help="Only this one; may be repeated.")
@_sample
@_as_json
@selection
def html(
    file: Path,
    extractors: tuple[str, ...],
    half: Any,
    limit: int | None,
    as_json: bool,
    **options: Any,
) -> int:
    """Extract the pages of FILE with each extractor, clean, and compare with the gold texts.

    A record has html and gold_text, and may have title and url. Times are CPU milliseconds a page.
    """
    from cleaner.scoring.html import bench_html

    cleaner = make_cleaner(options)
    report = bench_html(
        cleaner, file, extractors, half=half, limit=limit, progress=progress("pages")
    )
    return _put(report, as_json=as_json)


@command.command("text")
@_file
@_sample
@_as_json
@selection
def text(file: Path, half: Any, limit: int | None, as_json: bool, **options: Any) -> int:
    """Clean the texts of FILE and compare with the gold texts.

    A record has text and gold_text, and may have title and url.
    """
    from cleaner.scoring.text import bench_text

    cleaner = make_cleaner(options)
    report = bench_text(cleaner, file, half=half, limit=limit, progress=progress("texts"))
    return _put(report, as_json=as_json)


@command.command("lines")
@_file
@_texts
@_sample
@_verbose
@_as_json
@selection
def lines(
    file: Path,
    texts: Path | None,
    half: Any,
    limit: int | None,
    verbose: bool,
    as_json: bool,
    **options: Any,
) -> int:
    """Clean the documents of FILE and look at each line that is labelled.

    A record has lines and labels (1 content, 0 leftover), or marks: the kinds of the leftovers by
    the hash of their line; --texts then names the file of the texts, or of the pages from which
    the labels' extractor takes them.
    """
    from cleaner.scoring.lines import bench_lines

    shared = {"half": half, "limit": limit, "show": verbose}
    report = bench_lines(
        make_cleaner(options), file, texts, **shared, progress=progress("documents")
    )
    return _put(report, as_json=as_json)


@command.command("clean")
@_file
@_sample
@_verbose
@_as_json
@selection
def clean(
    file: Path, half: Any, limit: int | None, verbose: bool, as_json: bool, **options: Any
) -> int:
    """Clean the texts of FILE, which carry no leftovers: nothing should go."""
    from cleaner.scoring.clean import bench_clean

    shared = {"half": half, "limit": limit, "show": verbose}
    report = bench_clean(make_cleaner(options), file, **shared, progress=progress("documents"))
    return _put(report, as_json=as_json)


@command.command("rules")
@_files
@_texts
@click.option("--extractor", default="trafilatura", show_default=True, help="For pages.")
@_sample
@_verbose
@_as_json
@selection
def rules(
    files: tuple[Path, ...],
    texts: Path | None,
    extractor: str,
    half: Any,
    limit: int | None,
    verbose: bool,
    as_json: bool,
    **options: Any,
) -> int:
    """Measure each rule on FILES of any of the formats: fired, right, wrong, words of gold."""
    from cleaner.scoring.rules import bench_rules

    shared = {"texts": texts, "extractor": extractor, "half": half, "limit": limit}
    report = bench_rules(
        make_cleaner(options), files, **shared, show=verbose, progress=progress("documents")
    )
    return _put(report, as_json=as_json)


@command.command("speed")
@_file
@_sample
@_as_json
@selection
def speed(file: Path, half: Any, limit: int | None, as_json: bool, **options: Any) -> int:
    """Time the cleaning of the texts of FILE: throughput, growth with length, start of the command.

    `--ignore coherence` times the rules alone.
    """
    from cleaner.scoring.records import chosen, read_records, text_of
    from cleaner.scoring.speed import measure_speed

    records = chosen(read_records(file), half, limit)
    texts = [text_of(record, "text", file) for record in records]
    return _put({"bench": "speed", **measure_speed(texts, make_cleaner(options))}, as_json=as_json)


@command.command("splices")
@_file
@_as_json
def splices(file: Path, as_json: bool) -> int:
    """Find fragments of other stories that were spliced into the articles of FILE."""
    from cleaner.scoring.splices import bench_splices

    return _put({"bench": "splices", **bench_splices(file)}, as_json=as_json)


@command.command("donors")
@_file
@_as_json
def donors(file: Path, as_json: bool) -> int:
    """Clean batches made of the splices of FILE: what the other documents of a batch tell."""
    from cleaner.scoring.donors import bench_donors

    return _put(bench_donors(file), as_json=as_json)


@command.command("peers")
@_file
@click.option(
    "--python", required=True, metavar="PATH", help="An interpreter that has datatrove and spacy."
)
@_sample
@_as_json
@selection
def peers(
    file: Path, python: str, half: Any, limit: int | None, as_json: bool, **options: Any
) -> int:
    """Time the cleaning of the texts of FILE beside datatrove's filters of FineWeb, in one run."""
    from cleaner.scoring.peers import bench_peers

    cleaner = make_cleaner(options)
    return _put(bench_peers(cleaner, file, python=python, half=half, limit=limit), as_json=as_json)


@command.command("audit")
@_files
@_texts
@click.option("--extractor", default="trafilatura", show_default=True, help="For pages.")
@_sample
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The audit file; hand judgements that stand in it are kept.",
)
@selection
def audit(
    files: tuple[Path, ...],
    texts: Path | None,
    extractor: str,
    half: Any,
    limit: int | None,
    output: Path,
    **options: Any,
) -> int:
    """Count each rule's hits on FILES again, and write them into the audit file."""
    from cleaner.scoring.audit import audit_text, disagreements, read_audit
    from cleaner.scoring.audit_counts import count_again
    from cleaner.scoring.rules import measure_sets

    cleaner = make_cleaner(options)
    shared = {"texts": texts, "extractor": extractor, "half": half, "limit": limit}
    sets = list(measure_sets(cleaner, files, **shared, progress=progress("documents")))
    entries = count_again(cleaner.rules, sets, read_audit(output))
    write_whole(output, audit_text(entries).encode("utf-8"))
    for disagreement in disagreements(cleaner.rules, {entry.code: entry for entry in entries}):
        click.echo(str(disagreement))
    return 0


@command.command("plots")
@click.argument(
    "reports", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "-o", "--output", default=".", type=click.Path(path_type=Path), help="The folder to write to."
)
def plots(reports: tuple[Path, ...], output: Path) -> int:
    """Draw REPORTS (of `bench html --json` and `bench rules --json`) as SVG files."""
    from cleaner.scoring.plots import make_plots

    output.mkdir(parents=True, exist_ok=True)
    for name, drawing in make_plots(reports):
        write_whole(output / name, drawing.encode("utf-8"))
        click.echo(str(output / name))
    return 0
