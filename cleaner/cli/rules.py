"""``cleaner rules``: list, verify, lint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cleaner.cli.options import make_cleaner, selection
from cleaner.model import Rule


@click.group("rules")
def command() -> None:
    """List, verify and lint rules."""


def _rules(folders: tuple[Path, ...], options: dict[str, Any]) -> tuple[Rule, ...]:
    from cleaner.packs.load import load_rules

    cleaner = make_cleaner(options)
    return load_rules((*cleaner.settings.extend, *folders)) if folders else cleaner.rules


_folders = click.argument(
    "folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path)
)


@command.command("list")
@_folders
@selection
def list_rules(folders: tuple[Path, ...], **options: Any) -> int:
    """All rules: code, fix level, category, name."""
    for rule in _rules(folders, options):
        click.echo(f"{rule.code:8}{rule.fix:9}{rule.category:12}{rule.name}")
    return 0


@command.command("verify")
@_folders
@selection
def verify_rules(folders: tuple[Path, ...], **options: Any) -> int:
    """Run the proofs of all rules, those in FOLDERS too."""
    from cleaner.packs.proofs import proofs_of
    from cleaner.scoring.proofs import verify

    rules = _rules(folders, options)
    failures = list(verify(rules))
    for failure in failures:
        click.echo(str(failure))
    proofs = sum(len(both) for rule in rules for both in proofs_of(rule))
    click.echo(f"{len(rules)} rules, {proofs} proofs, {len(failures)} failed", err=True)
    return 2 if failures else 0


@command.command("lint")
@_folders
@selection
def lint_rules(folders: tuple[Path, ...], **options: Any) -> int:
    """Look for what the schema of rule files cannot see, in FOLDERS too."""
    from cleaner.packs.lint import lint

    rules = _rules(folders, options)
    faults = list(lint(rules))
    for fault in faults:
        click.echo(str(fault))
    click.echo(f"{len(rules)} rules, {len(faults)} faults", err=True)
    return 2 if faults else 0
