"""``cleaner explain``: a rule in words."""

from __future__ import annotations

from typing import Any

import click

from cleaner.cli.options import make_cleaner, selection
from cleaner.model import RuleError
from cleaner.packs.explain import explain
from cleaner.packs.tables import nearest


@click.command("explain")
@click.argument("code")
@selection
def command(code: str, **options: Any) -> int:
    """What rule CODE (or name) does, why, its proofs, its fix level, where it applies."""
    cleaner = make_cleaner(options)
    wanted = code.upper(), code.lower()
    for rule in cleaner.rules:
        if rule.code == wanted[0] or rule.name == wanted[1]:
            click.echo(explain(rule), nl=False)
            return 0
    names = [value for rule in cleaner.rules for value in (rule.code, rule.name)]
    raise RuleError(f"{code!r} is no rule", hint=nearest(code, names))
