"""Fragments: named pieces of patterns that rule files share, such as a person's name or a date.

They stand in ``_fragments/*.toml`` of a rule folder, one string a name, and are called in a
pattern as ``(?&name)``; they may call each other. White space in them does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from cleaner.model import RuleError
from cleaner.packs.tables import Table, nearest

_CALL = re.compile(r"\(\?&(\w+)\)")
_OWN = re.compile(r"\(\?P?<(\w+)>")


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
    found: dict[str, str] = {}
    waiting = list(patterns)
    while waiting:
        pattern = waiting.pop()
        own = set(_OWN.findall(pattern))
        for name in _CALL.findall(pattern):
            if name in own or name in found:
                continue
            if name not in fragments:
                hint = nearest(name, list(fragments))
                raise RuleError(f"patterns: (?&{name}) is no fragment", hint=hint)
            found[name] = fragments[name]
            waiting.append(fragments[name])
    return dict(sorted(found.items()))
