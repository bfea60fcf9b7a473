"""The SHA-256 of a rule set: the same for the same rules, whatever files and order they came in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from cleaner.model import Rule

#: Fields that say where a rule came from or show what it does; they change nothing that it does.
_BESIDE = {"place", "why"}


def digest(rules: Iterable[Rule], *context: object) -> str:
    """SHA-256 in hex over what the rules do and the settings in ``context`` that bear on it."""
    lines = sorted(_canonical(rule) for rule in rules)
    return hashlib.sha256("\n".join([*lines, _canonical(context)]).encode()).hexdigest()


def _canonical(value: object) -> str:
    """One spelling for equal values: mappings in key order, no memory addresses."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    """What JSON has no form for: dataclasses by their fields, sets in order, other mappings."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    return {f.name: getattr(value, f.name) for f in fields(value) if f.name not in _BESIDE}
