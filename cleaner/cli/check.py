"""``cleaner check``: findings like a linter's, and fixes on request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import click

from cleaner.api import Cleaner
from cleaner.cli.cleaning import clean_source
from cleaner.cli.files import write_whole
from cleaner.cli.main import FAILURE, FINDINGS, OK
from cleaner.cli.options import make_cleaner, reading, selection
from cleaner.cli.show import show_diff
from cleaner.cli.sources import Source, find_sources
from cleaner.engine.result import Result
from cleaner.formats.diff import unified
from cleaner.formats.lines import finding_lines
from cleaner.formats.report_json import SCHEMA_VERSION, error_to_dict, finding_to_dict
from cleaner.model import CleanerError, Finding


class Checked(NamedTuple):
    """One source that was checked: its result, or why there is none, and what is left to do."""

    name: str
    result: Result | None
    error: CleanerError | None
    findings: tuple[Finding, ...]


@click.command("check")
@click.argument("paths", nargs=-1, required=True)
@click.option("--fix", is_flag=True, help="Apply the fixes that may be applied.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; change nothing.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--verdict", is_flag=True, help="Documents whose verdict is not ok count as findings."
)
@click.option("--stdin-filename", help="The name that standard input goes by.")
@selection
@reading
def command(
    paths: tuple[str, ...],
    fix: bool,
    diff: bool,
    output: str,
    verdict: bool,
    stdin_filename: str | None,
    **options: Any,
) -> int:
    """Look through PATHS: files, folders, globs, or - for standard input.

    Prints path:line:col: CODE message [fix level] for each finding. Exits with 0 where nothing is
    found (or left, with --fix), 1 on findings, 2 where a source could not be read.
    """
    cleaner = make_cleaner(options)
    checked = []
    for source in find_sources(paths, options["input_format"], stdin_filename):
        one = _check(cleaner, source, options, fix=fix and not diff)
        checked.append(one)
        if output == "text":
            _show(one, verdict=verdict, diff=diff)
    if output == "json":
        click.echo(json.dumps(_as_json(checked), ensure_ascii=False, indent=1))
    elif not diff:
        click.echo(_summary(checked), err=True)
    return _exit_code(checked, verdict=verdict)


def _check(
    cleaner: Cleaner, source: Source | CleanerError, options: dict[str, Any], *, fix: bool
) -> Checked:
    if isinstance(source, CleanerError):
        return Checked(source.place, None, source, ())
    try:
        cleaned = clean_source(cleaner, source, options)
        result = cleaned.result
        if fix and result.changed and source.path is not None and source.format != "html":
            write_whole(source.path, cleaned.data())
            return Checked(source.name, result, None, result.findings)
    except CleanerError as error:
        return Checked(source.name, None, error, ())
    # Nothing was written, so nothing was applied, whatever the engine did on its copy.
    findings = tuple(replace(finding, applied=False) for finding in result.findings)
    return Checked(source.name, result, None, findings)


def _show(one: Checked, *, verdict: bool, diff: bool) -> None:
    if one.error is not None or one.result is None:
        click.echo(f"cleaner: {one.error}", err=True)
        return
    if diff:
        show_diff(unified(one.result.undo(), one.result.text, one.name))
        return
    for line in finding_lines(one.name, one.findings):
        click.echo(line)
    report = one.result.report
    if verdict and report.verdict != "ok":
        reasons = "; ".join(part.message for part in report.parts)
        click.echo(f"{one.name}: {report.verdict} ({report.score:.2f}): {reasons}")


def _left(checked: list[Checked]) -> Iterator[Finding]:
    for one in checked:
        yield from (finding for finding in one.findings if not finding.applied)


def _exit_code(checked: list[Checked], *, verdict: bool) -> int:
    if any(one.error is not None for one in checked):
        return FAILURE
    if any(True for _ in _left(checked)):
        return FINDINGS
    judged = [one.result.report.verdict for one in checked if one.result is not None]
    return FINDINGS if verdict and any(v != "ok" for v in judged) else OK


def _summary(checked: list[Checked]) -> str:
    left = list(_left(checked))
    fixed = sum(finding.applied for one in checked for finding in one.findings)
    failed = sum(one.error is not None for one in checked)
    safe = sum(finding.fix == "safe" for finding in left)
    parts = [f"{len(checked)} checked", f"{len(left)} findings ({safe} with a safe fix)"]
    parts += [f"{fixed} fixed"] if fixed else []
    parts += [f"{failed} unreadable"] if failed else []
    return ", ".join(parts)


def _as_json(checked: list[Checked]) -> dict[str, Any]:
    files = []
    for one in checked:
        if one.result is None or one.error is not None:
            continue
        report = one.result.report
        files.append(
            {
                "path": one.name,
                "source_sha256": report.source_sha256,
                "rules_sha256": report.rules_sha256,
                "verdict": report.verdict,
                "score": report.score,
                "findings": [finding_to_dict(finding) for finding in one.findings],
            }
        )
    errors = [error_to_dict(one.error, file=one.name) for one in checked if one.error is not None]
    return {"schema_version": SCHEMA_VERSION, "files": files, "errors": errors}
