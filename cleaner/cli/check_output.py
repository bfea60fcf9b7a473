"""What ``cleaner check`` prints, by format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from cleaner.cli.show import show_diff, use_colour
from cleaner.formats.checked import Checked, Entry
from cleaner.formats.lines import context_lines, finding_line
from cleaner.model import Rule

#: Formats that are printed source by source, as they are checked.
STREAMED = ("text", "concise")
FORMATS = (*STREAMED, "json", "sarif", "github")
_COLOURS = {"safe": "red", "unsafe": "yellow", "display": "cyan"}


def show_checked(one: Checked, *, output: str, verdict: bool, diff: bool) -> None:
    """Print one source: as a diff, or a line a finding, with the source line under it in text."""
    if one.error is not None:
        click.echo(f"cleaner: {one.error}", err=True)
        return
    if diff:
        show_diff(one.diff)
        return
    colour = use_colour()
    for entries, note in ((one.entries, False), (one.notes, True)):
        for entry in entries:
            _show_entry(one.name, entry, note=note, context=output == "text", colour=colour)
    if verdict and one.verdict != "ok":
        click.echo(f"{one.name}: {one.verdict} ({one.score:.2f}): {'; '.join(one.reasons)}")


def _show_entry(name: str, entry: Entry, *, note: bool, context: bool, colour: bool) -> None:
    finding = entry.finding
    fg = "green" if finding.applied else "cyan" if note else _COLOURS[finding.fix]
    line = finding_line(name, finding, note=note)
    if colour:
        line = line.replace(f" {finding.code} ", f" {click.style(finding.code, fg=fg, bold=True)} ")
    click.echo(line, color=colour)
    if not context:
        return
    for number, (margin, text) in enumerate(context_lines(entry)):
        shown = click.style(text, fg=fg) if number else text
        click.echo(f"{click.style(margin, fg='blue')} {shown}".rstrip(), color=colour)


def whole_output(
    output: str, checked: Sequence[Checked], rules: Callable[[], Sequence[Rule]], root: Path
) -> str:
    """All sources in a format that is one document."""
    if output == "sarif":
        from cleaner.formats.sarif import checks_to_sarif

        return checks_to_sarif(checked, rules(), root)
    if output == "github":
        from cleaner.formats.github import github_lines

        return "\n".join(github_lines(checked))
    from cleaner.formats.check_json import checks_to_json

    return checks_to_json(checked)


def summary(checked: Sequence[Checked]) -> str:
    """One line: how many were checked, found, fixed, known before, and could not be read."""
    left = [entry.finding for one in checked for entry in one.left]
    fixed = sum(entry.finding.applied for one in checked for entry in one.entries)
    failed = sum(one.error is not None for one in checked)
    known = sum(one.known for one in checked)
    notes = sum(len(one.notes) for one in checked)
    safe = sum(finding.fix == "safe" for finding in left)
    parts = [
        f"{len(checked)} checked",
        f"{number_of(len(left), 'finding')} ({safe} with a safe fix)",
    ]
    parts += [f"{fixed} fixed"] if fixed else []
    parts += [f"{known} known before"] if known else []
    parts += [f"{number_of(notes, 'note')} on suppressions"] if notes else []
    parts += [f"{failed} unreadable"] if failed else []
    return ", ".join(parts)


def number_of(count: int, one: str, many: str = "") -> str:
    """A number with its noun, ``many`` where the plural takes more than an s."""
    return f"{count} {one}" if count == 1 else f"{count} {many or one + 's'}"


def advice(checked: Sequence[Checked], profile: str) -> str:
    """What can be done about what is left; empty where nothing is.

    ``profile`` is the one that was named on the command line: without it the command in the advice
    would go by other rules, and take more.
    """
    left = [entry.finding for one in checked for entry in one.left]
    if not left:
        return ""
    command = f"cleaner check {f'--profile {profile} ' if profile else ''}--fix PATH"
    safe = any(finding.fix == "safe" for finding in left)
    fix = f"`{command}` removes what is safe; " if safe else ""
    return (
        f"{fix}`cleaner explain {left[0].code}` says why; "
        "`<!-- cleaner off-next -->` above a block keeps it."
    )
