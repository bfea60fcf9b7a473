"""The proofs in rule files, which stay there until somebody asks.

They are half of all that the files hold and nothing that cleaning works from, so that a process
which only cleans does not decode those of the shipped rules.
"""

from __future__ import annotations

import re
from pathlib import Path

from cleaner.model import Proof, Proofs, Rule, RuleError
from cleaner.packs.tables import Table
from cleaner.reading.blocks import keys_of

#: The formats that a proof may be in, and a rule may be for.
FORMATS = ("text", "markdown", "html")
#: Where the first proof begins. In the shipped files nothing but proofs stands behind it.
_FIRST = re.compile(r"^\[\[(?:hits|leaves)\]\]", re.MULTILINE)


def proofs_of(rule: Rule) -> Proofs:
    """What the rule's file says that it hits and leaves; nothing of a rule that came from no file.

    Raises:
        RuleError: with file, line and a hint.

    """
    if not rule.place:
        return Proofs()
    return take_proofs(Table.from_file(Path(rule.place), RuleError))


def take_proofs(table: Table) -> Proofs:
    """The proofs in the table of a rule file, whose other keys are left in it."""
    return Proofs(
        hits=tuple(_proof(below) for below in table.take_tables("hits")),
        leaves=tuple(_proof(below) for below in table.take_tables("leaves")),
    )


def without_proofs(source: str) -> str:
    """The text of a rule file up to its first proof."""
    first = _FIRST.search(source)
    return source[: first.start()] if first else source


def _proof(table: Table) -> Proof:
    proof = Proof(
        text=table.take("text", str),
        after=table.take("after", str, None),
        title=table.take("title", str, None),
        language=table.take("language", str, None),
        format=table.take_choice("format", FORMATS, "text"),
        site_lines=keys_of(table.take_strings("site_lines")),
        corpus_lines=keys_of(table.take_strings("corpus_lines")),
        documents=table.take_strings("documents"),
        url=table.take("url", str, None),
    )
    table.finish()
    return proof
