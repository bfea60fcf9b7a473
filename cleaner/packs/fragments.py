"""Fragments: named pieces of patterns that rule files share, such as a person's name or a date.

They stand in ``_fragments/*.toml`` of a rule folder, one string a name, and are called in a
pattern as ``(?&name)``; they may call each other. White space in them does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from cleaner.detectors.expressions import called_fragments
from cleaner.model import RuleError
from cleaner.packs.tables import Table, nearest


def read_fragments(folder: Path) -> dict[str, str]:
    """The fragments of a rule folder; none where it has no ``_fragments``.

    Raises:
        RuleError: a file is wrong, or two fragments share a name.
    """
    fragments: dict[str, str] = {}
    for path in sorted((folder / "_fragments").glob("*.toml")):
        table = Table.from_file(path, RuleError)
        for name in table.names():
            if name in fragments:
                raise table.fail(name, "is the name of another fragment too")
            fragments[name] = table.take(name, str)
    return fragments


def used_fragments(patterns: Iterable[str], fragments: Mapping[str, str]) -> dict[str, str]:
    """The fragments that the patterns call, and those that these call, in the order of names.

    Raises:
        RuleError: a pattern calls what is no fragment and no group of its own.
    """
    found, unknown = called_fragments(patterns, fragments)
    if unknown:
        hint = nearest(unknown[0], list(fragments))
        raise RuleError(f"patterns: (?&{unknown[0]}) is no fragment", hint=hint)
    return dict(sorted(found.items()))
