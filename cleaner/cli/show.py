"""Results on a terminal: words and marks first, colour on top."""

from __future__ import annotations

import os
import sys

import click

from cleaner.engine.result import Result
from cleaner.formats.story import FLAGGED, REMOVED, REPAIRED, story_lines, summary

_COLOURS = {REMOVED: "red", FLAGGED: "yellow", REPAIRED: "green"}


def use_colour(*, err: bool = False) -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR is set; FORCE_COLOR wins."""
    if os.environ.get("FORCE_COLOR"):
        return True
    stream = sys.stderr if err else sys.stdout
    return stream.isatty() and not os.environ.get("NO_COLOR")


def show_story(result: Result, *, err: bool = False) -> None:
    """The source with what went and what is flagged, why, and a summary."""
    colour = use_colour(err=err)
    source = result.undo()
    for mark, line, reason in story_lines(source, result.findings):
        style = _COLOURS.get(mark)
        click.echo(click.style(f"{mark} {line}".rstrip(), fg=style), err=err, color=colour)
        if reason:
            click.echo(click.style(f"    ^ {reason}", fg="cyan"), err=err, color=colour)
    click.echo(err=err)
    click.echo(click.style(summary(result.report), bold=True), err=err, color=colour)
    for part in result.report.parts:
        click.echo(f"  -{part.cost:.2f} {part.code} {part.message}", err=err, color=colour)


def show_diff(text: str) -> None:
    """A unified diff, coloured on a terminal."""
    colour = use_colour()
    for line in text.splitlines(keepends=True):
        fg = {"-": "red", "+": "green", "@": "cyan"}.get(line[:1])
        click.echo(click.style(line, fg=fg), nl=False, color=colour)
