"""``cleaner batch``: a whole corpus in, a finished and audited one out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from cleaner.batch.core import MOST_CHARACTERS, Options
from cleaner.batch.fields import USUAL, Fields
from cleaner.batch.job import Job
from cleaner.batch.progress import open_progress
from cleaner.batch.run import Run, run
from cleaner.batch.shards import SHARD_BYTES
from cleaner.batch.slots import Progress
from cleaner.batch.summary import table
from cleaner.batch.writers import ENDINGS
from cleaner.cli.main import FAILURE, OK
from cleaner.cli.options import kept_as, make_cleaner, selection, with_comments

MB = 1 << 20
VERDICTS = ("ok", "check", "reject")


@click.command("batch")
@click.argument("inputs", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder.")
@click.option("--workers", type=click.IntRange(1), help="Processes (default: one for each core).")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True)
@click.option("--resume", is_flag=True, help="Go on with the run in the output folder.")
@click.option("--keep", default="", metavar="A,B", help="Write only rows with these verdicts.")
@click.option(
    "--write",
    "shape",
    type=click.Choice(["documents", "attributes", "findings"]),
    default="documents",
    show_default=True,
    help="Rows with the cleaned text, dolma's attributes beside the documents, findings alone.",
)
@click.option("--format", "ending", type=click.Choice([e[1:] for e in ENDINGS]))
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="ROLE=NAME",
    help=f"Which field is what; roles: {', '.join(USUAL)}.",
)
@click.option(
    "--evidence",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Lines that repeat on sites: use this file; a first pass makes it if it is not there.",
)
@click.option("--prefix", default="", help="Stands before the names of the added fields.")
@click.option(
    "--input-format",
    type=click.Choice(["text", "markdown", "html"]),
    help="What the text fields are in (default: text).",
)
@click.option("--max-characters", type=click.IntRange(1), default=MOST_CHARACTERS)
@click.option(
    "--shard-mb",
    type=click.FloatRange(0, min_open=True),
    default=SHARD_BYTES / MB,
    show_default=True,
    help="Input for one piece of work; larger files are split where they can be.",
)
@click.option("--sample", type=click.IntRange(1), help="Look at about so many documents only.")
@click.option("--dry-run", is_flag=True, help="Write no rows; the summary shows what would be.")
@click.option("--report", type=click.Path(file_okay=False, path_type=Path), help="Summary folder.")
@kept_as
@with_comments
@selection
def command(inputs: tuple[str, ...], **options: Any) -> int:
    """Clean the corpus INPUTS: files, folders, globs, URLs.

    Reads .jsonl (.gz, .zst), .parquet, .warc (.gz), .txt, .md, .html. What cannot be read or
    cleaned goes to quarantine.jsonl in the output folder with the reason, and the exit code is 2.
    """
    if options["output"] is None and not options["dry_run"]:
        raise click.UsageError("-o says where to write; --dry-run needs none")
    work = Run(
        inputs=inputs,
        job=_job(options),
        workers=options["workers"] or os.cpu_count() or 1,
        resume=options["resume"],
        sample=options["sample"],
        shard_bytes=max(1, int(options["shard_mb"] * MB)),
        report=options["report"],
    )
    if options["engine"] == "ray":
        from cleaner.batch.ray_engine import run_ray

        return report_on(run_ray(work, address=os.environ.get("RAY_ADDRESS")))
    return finish(work)


def finish(work: Run) -> int:
    """Do a run with its progress on stderr, show the summary, and tell the exit code."""
    show: Any = None

    def tick(progress: Progress, total: int) -> None:
        nonlocal show
        show = show or open_progress(total)
        show.update(progress)

    try:
        summary = run(work, tick)
    finally:
        if show is not None:
            show.close()
    return report_on(summary)


def report_on(summary: dict[str, Any]) -> int:
    """Show the summary of a run, and tell the exit code."""
    click.echo(table(summary), nl=False, err=True)
    sys.stderr.flush()
    return FAILURE if summary["quarantined"] else OK


def _job(options: dict[str, Any]) -> Job:
    keep = frozenset(name.strip() for name in options["keep"].split(",") if name.strip())
    if not keep <= set(VERDICTS):
        raise click.UsageError(f"--keep takes {', '.join(VERDICTS)}")
    if options["shape"] == "attributes" and (keep or options["ending"]):
        raise click.UsageError("attributes stand line by line beside the documents: all of them")
    return Job(
        out=options["output"] or Path("."),
        settings=make_cleaner(options).settings,
        options=Options(
            Fields.from_options(options["fields"]),
            options["input_format"],
            options["max_characters"],
            options["prefix"],
            options["kept_as"],
            options["comments"],
        ),
        shape=options["shape"],
        ending=f".{options['ending']}" if options["ending"] else None,
        keep=keep,
        dry=options["dry_run"],
        evidence=options["evidence"],
    )
