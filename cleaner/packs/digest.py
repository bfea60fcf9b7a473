"""The SHA-256 of a rule set: the same for the same rules, whatever files and order they came in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from cleaner.model import Rule

#: Fields that say where a rule came from or show what it does; they change nothing that it does.
_BESIDE = {"place", "hits", "leaves", "why"}


def digest(rules: Iterable[Rule], *context: object) -> str:
    """SHA-256 in hex over what the rules do and the settings in ``context`` that bear on it."""
    lines = sorted(_canonical(rule) for rule in rules)
    return hashlib.sha256("\n".join([*lines, _canonical(context)]).encode()).hexdigest()


def _canonical(value: Any) -> str:
    """One spelling for equal values: mappings in key order, no memory addresses."""
    if is_dataclass(value):
        names = [f.name for f in fields(value) if f.name not in _BESIDE]
        return repr([(name, _canonical(getattr(value, name))) for name in names])
    if isinstance(value, dict):
        return repr([(key, _canonical(value[key])) for key in sorted(value)])
    if isinstance(value, (frozenset, set)):
        return repr(sorted(map(_canonical, value)))
    if isinstance(value, (tuple, list)):
        return repr([_canonical(item) for item in value])
    return repr(value)
