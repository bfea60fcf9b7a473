"""``cleaner explain``: a rule in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from cleaner.cli.options import make_cleaner, selection
from cleaner.model import Rule, RuleError
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
            click.echo(explain(rule, _measured(rule, cleaner.rules)), nl=False)
            return 0
    names = [value for rule in cleaner.rules for value in (rule.code, rule.name)]
    hint = nearest(code, names) or "`cleaner rules list` has all"
    raise RuleError(f"{code!r} is no rule", hint=hint)


def _measured(rule: Rule, rules: Sequence[Rule]) -> str:
    """The rule's figures from the audit; a rule that nobody measured has none."""
    from cleaner.scoring.audit import in_words, measure, read_audit

    entries = read_audit()
    return in_words(measure(rules, entries)[rule.code]) if rule.code in entries else ""
