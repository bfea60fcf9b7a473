"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.engine.settings import Settings, find_settings, read_settings

if TYPE_CHECKING:
    from cleaner.api import Cleaner

Command = Callable[..., Any]


def selection(command: Command) -> Command:
    """--config, --isolated, --profile, --select, --ignore, --unsafe."""
    for option in (
        click.option(
            "--unsafe/--no-unsafe", default=None, help="Whether to act on unsafe fixes too."
        ),
        click.option(
            "--ignore", default="", metavar="A,B", help="Codes, names or categories to leave out."
        ),
        click.option(
            "--select", default="", metavar="A,B", help="Only these codes, names or categories."
        ),
        click.option(
            "--profile",
            metavar="NAME",
            help="scraped (the default), authored, or a profile file (….toml).",
        ),
        click.option("--isolated", is_flag=True, help="Read no configuration file."),
        click.option(
            "--config",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Configuration file (default: the nearest cleaner.toml or pyproject.toml).",
        ),
    ):
        command = option(command)
    return command


def reading(command: Command) -> Command:
    """--input-format, --title, --language, --url, --lossy."""
    for option in (
        click.option(
            "--lossy", is_flag=True, help="Read bytes that do not decode; undo is then lossy."
        ),
        click.option("--url", help="The article's address, for settings per site."),
        click.option("--language", help="ISO 639-1 code (default: found in the text)."),
        click.option("--title", help="The article's title (default: found in the text)."),
        click.option(
            "--input-format",
            type=click.Choice(["text", "markdown", "html"]),
            help="Format of the input (default: by the file's ending).",
        ),
    ):
        command = option(command)
    return command


def kept_as(command: Command) -> Command:
    """--as."""
    return click.option(
        "--as",
        "kept_as",
        type=click.Choice(["text", "markdown", "html"]),
        default="text",
        show_default=True,
        help="What the article of a page becomes: plain text, or with its links, images, lists …",
    )(command)


def with_comments(command: Command) -> Command:
    """--comments."""
    return click.option(
        "--comments",
        is_flag=True,
        help="Put the readers' comments of a page into the report (of a batch: into its row).",
    )(command)


def find_config(options: Mapping[str, Any]) -> Path | None:
    """The configuration file that the options name, or the nearest one."""
    path: Path | None = options["config"]
    if path is None and not options["isolated"]:
        path = find_settings(Path.cwd())
    return path


def make_settings(options: Mapping[str, Any]) -> Settings:
    """The settings that the options of :func:`selection` ask for; they win over the configuration.

    Raises:
        SettingsError: the configuration is wrong.

    """
    path = find_config(options)
    settings = read_settings(path) if path else Settings()
    return replace(
        settings,
        profile=options["profile"] or settings.profile,
        select=_listed(options["select"]) or settings.select,
        ignore=(*settings.ignore, *_listed(options["ignore"])),
        unsafe=settings.unsafe if options["unsafe"] is None else options["unsafe"],
    )


def make_cleaner(options: Mapping[str, Any]) -> Cleaner:
    """The cleaner that the options ask for.

    Raises:
        SettingsError: the configuration or a selector is wrong.
        RuleError: a rule file is wrong.

    """
    return cleaner_with(make_settings(options))


def cleaner_with(settings: Settings) -> Cleaner:
    """A cleaner with these settings; the engine is imported when one is asked for.

    Nothing of what that makes is garbage, and looking for some takes a twelfth of a cold start.
    """
    import gc

    gc.disable()
    try:
        from cleaner.api import Cleaner

        return Cleaner(settings)
    finally:
        gc.enable()


def _listed(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())
