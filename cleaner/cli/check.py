"""``cleaner check``: findings like a linter's, and fixes on request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.cache import Cache
from cleaner.cli.check_output import (
    FORMATS,
    STREAMED,
    advice,
    number_of,
    show_checked,
    summary,
    whole_output,
)
from cleaner.cli.ignored import Ignored
from cleaner.cli.job import Job
from cleaner.cli.main import FAILURE, FINDINGS, OK
from cleaner.cli.options import cleaner_with, find_config, make_settings, reading, selection
from cleaner.cli.pool import check_all
from cleaner.cli.project import project_root
from cleaner.cli.sources import find_sources
from cleaner.engine.settings import Settings
from cleaner.formats.checked import Checked
from cleaner.formats.statistics import statistics_lines

if TYPE_CHECKING:
    from cleaner.cli.baseline import Baseline

_file = click.Path(dir_okay=False, path_type=Path)


def _options(command: Any) -> Any:
    """The options of ``check`` alone, grouped as its help shows them."""
    for option in reversed(
        (
            click.option("--fix", is_flag=True, help="Apply the fixes that may be applied."),
            click.option("--diff", is_flag=True, help="Show what --fix would change."),
            click.option("--format", "output", type=click.Choice(FORMATS), default="text"),
            click.option("--statistics", is_flag=True, help="Count findings by rule."),
            click.option("--verdict", is_flag=True, help="Verdicts other than ok are findings."),
            click.option("--report-unused", is_flag=True, help="Unused suppressions count too."),
            click.option("--baseline", type=_file, help="Findings in this file do not count."),
            click.option("--write-baseline", type=_file, help="Write all findings to this file."),
            click.option("--diff-base", metavar="REV", help="Only lines changed since REV count."),
            click.option("--exit-zero", is_flag=True, help="Exit with 0 on findings."),
            click.option("--force-exclude", is_flag=True, help="Exclude named files as well."),
            click.option("--stdin-filename", help="The name that standard input goes by."),
            click.option("--jobs", type=click.IntRange(0), default=0, help="Processes (0: cores)."),
            click.option("--no-cache", is_flag=True, help="Look at everything again."),
        )
    ):
        command = option(command)
    return command


@click.command("check")
@click.argument("paths", nargs=-1, required=True)
@_options
@selection
@reading
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Look through PATHS: files, folders, globs, or - for standard input.

    Prints path:line:col: CODE message [fix level] for each finding. Exits with 0 where nothing is
    found (or left, with --fix), 1 on findings, 2 where a source could not be read.
    """
    settings = make_settings(options)
    job, baseline = _job(options)
    sources = list(
        find_sources(
            paths,
            options["input_format"],
            options["stdin_filename"],
            ignored=_ignored(settings, options),
            force_exclude=options["force_exclude"],
        )
    )
    make = cache(lambda: cleaner_with(settings))
    results = check_all(sources, job, make, _cache(settings, options), options["jobs"])
    everything: list[Checked] = []
    checked: list[Checked] = []
    for one in results:
        everything.append(one)
        checked.append(job.filtered(one))
        if options["output"] in STREAMED and not options["statistics"]:
            _stream(checked[-1], options)
    if not checked:
        make()  # A wrong setting is told even where nothing is there to be read.
    _print(checked, options, make)
    _tell(everything, checked, baseline, options)
    return _exit_code(checked, options)


def _job(options: dict[str, Any]) -> tuple[Job, Baseline | None]:
    fix, diff = options["fix"] and not options["diff"], options["diff"]
    if options["write_baseline"] and fix:
        raise click.UsageError("--write-baseline and --fix: one after the other")
    baseline = changed = None
    if options["baseline"]:
        from cleaner.cli.baseline import read_baseline

        baseline = read_baseline(options["baseline"])
    if options["diff_base"]:
        from cleaner.cli.changed import changed_since

        changed = changed_since(options["diff_base"])
    filters = tuple(one for one in (baseline, changed) if one is not None)
    known = {name: options[name] for name in ("input_format", "title", "language", "url", "lossy")}
    return Job(known, fix, diff, tidy=options["report_unused"], filters=filters), baseline


def _ignored(settings: Settings, options: dict[str, Any]) -> Ignored:
    config = find_config(options) if settings.exclude else None
    return Ignored(settings.exclude, config.absolute().parent if config else None)


def _cache(settings: Settings, options: dict[str, Any]) -> Cache | None:
    """The cache of the project; where there is no project, folders are left as they are."""
    config = find_config(options)
    root = config.absolute().parent if config else project_root()
    if options["no_cache"] or not (config or (root / ".git").exists()):
        return None
    return Cache(root, settings, options)


def _stream(one: Checked, options: dict[str, Any]) -> None:
    show_checked(one, output=options["output"], verdict=options["verdict"], diff=options["diff"])


def _print(checked: Sequence[Checked], options: dict[str, Any], make: Any) -> None:
    if options["output"] not in STREAMED:
        text = whole_output(options["output"], checked, lambda: make().rules, project_root())
        click.echo(text, nl=bool(text))
    elif options["statistics"]:
        for line in statistics_lines(checked):
            click.echo(line)


def _tell(
    everything: Sequence[Checked],
    checked: Sequence[Checked],
    baseline: Baseline | None,
    options: dict[str, Any],
) -> None:
    """What people want to know beside the findings, on stderr."""
    if options["output"] in STREAMED and not options["diff"]:
        click.echo(summary(checked), err=True)
        if words := advice(checked, options["profile"] or ""):
            click.echo(words, err=True)
    if baseline is not None and not options["fix"] and not options["write_baseline"]:
        stale = baseline.stale(everything)
        for entry in stale:
            click.echo(f"stale: {entry}", err=True)
        if stale:
            entries = number_of(len(stale), "entry", "entries")
            click.echo(f"stale in the baseline: {entries}; --write-baseline renews it", err=True)
    if options["write_baseline"]:
        from cleaner.cli.baseline import read_baseline, write_baseline

        path = options["write_baseline"]
        before = read_baseline(path) if path.exists() else None
        count = write_baseline(path, everything, before)
        click.echo(f"{number_of(count, 'finding')} written to {path}", err=True)


def _exit_code(checked: Iterable[Checked], options: dict[str, Any]) -> int:
    checked = list(checked)
    if any(one.error is not None for one in checked):
        return FAILURE
    if options["exit_zero"] or options["write_baseline"]:
        return OK
    if any(one.left for one in checked):
        return FINDINGS
    if options["report_unused"] and any(not n.finding.applied for c in checked for n in c.notes):
        return FINDINGS
    return FINDINGS if options["verdict"] and any(c.verdict != "ok" for c in checked) else OK
