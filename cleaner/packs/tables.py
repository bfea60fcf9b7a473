"""Strict decoding of TOML tables: an unknown key or a wrong type is an error with file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import rtoml

from cleaner.model import CleanerError

_TYPE_NAMES = {
    str: "a string",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "a table",
}


class Table:
    """A TOML table that knows where it came from and which of its keys were taken.

    Every ``take_*`` removes a key; :meth:`finish` raises if any is left, naming the nearest valid
    key. Errors are of the class given, so that rule files and settings fail as what they are.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        source: str,
        place: str,
        error: type[CleanerError],
        path: str = "",
    ) -> None:
        self._values = dict(values)
        self._known: list[str] = []
        self._source = source
        self._place = place
        self._error = error
        self._path = path

    @classmethod
    def from_file(cls, path: Path, error: type[CleanerError]) -> Table:
        """The top table of a TOML file."""
        return cls.from_string(read_source(path, error), str(path), error)

    @classmethod
    def from_string(cls, source: str, place: str, error: type[CleanerError]) -> Table:
        """The top table of TOML ``source``; ``place`` names it in errors."""
        return cls(_parsed(source, place, error), source=source, place=place, error=error)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def fail(self, name: str, reason: str, hint: str = "") -> CleanerError:
        """An error about key ``name``, for the caller to raise."""
        place = f"{self._place}:{self._line(name)}"
        return self._error(f"{self._path}{name}: {reason}", place=place, hint=hint)

    def take(self, name: str, kind: type, default: Any = ...) -> Any:
        """The value of ``name``, which must be a ``kind``; ``default`` where it is not there."""
        self._known.append(name)
        if name not in self._values:
            if default is ...:
                raise self.fail(name, "is missing")
            return default
        value = self._values.pop(name)
        if kind is float and type(value) is int:
            value = float(value)
        # bool is an int to Python, and must not be one to a reader of the file.
        if type(value) is not kind:
            raise self.fail(name, f"must be {_TYPE_NAMES[kind]}")
        return value

    def take_choice(self, name: str, choices: Sequence[str], default: Any = ...) -> str:
        """A string that must be one of ``choices``."""
        value = self.take(name, str, default)
        if value not in choices:
            raise self.fail(name, f"{value!r} is not known", nearest(value, choices))
        return str(value)

    def take_strings(
        self, name: str, default: tuple[str, ...] = (), choices: Sequence[str] | None = None
    ) -> tuple[str, ...]:
        """A list of strings, each one of ``choices`` where those are given, none twice."""
        given = self.take(name, list, None)
        if given is None:
            return default
        values = tuple(given)
        if not all(type(value) is str and value for value in values):
            raise self.fail(name, "must be a list of strings")
        if choices is not None and not set(values).issubset(choices):
            wrong = next(value for value in values if value not in choices)
            raise self.fail(name, f"{wrong!r} is not known", nearest(wrong, choices))
        if len(set(values)) < len(values):
            twice = next(value for value in values if values.count(value) > 1)
            raise self.fail(name, f"{twice!r} is listed twice")
        return values

    def take_table(self, name: str) -> Table | None:
        """A table below this one; ``None`` where it is not there."""
        value = self.take(name, dict, None)
        return None if value is None else self._below(value, f"{name}.")

    def take_tables(self, name: str) -> list[Table]:
        """A list of tables (``[[name]]``)."""
        values = self.take(name, list, [])
        if not all(isinstance(value, dict) for value in values):
            raise self.fail(name, f"must be a list of tables ([[{name}]])")
        return [self._below(value, f"{name}[{i}].") for i, value in enumerate(values, 1)]

    def names(self) -> list[str]:
        """The keys that were not taken yet."""
        return list(self._values)

    def finish(self) -> None:
        """Raise if a key was not taken."""
        if self._values:
            name = next(iter(self._values))
            raise self.fail(name, "unknown key", nearest(name, self._known))

    def _below(self, values: Mapping[str, Any], path: str) -> Table:
        return Table(
            values,
            source=self._source,
            place=self._place,
            error=self._error,
            path=self._path + path,
        )

    def _line(self, name: str) -> int:
        """The line of the first ``name =`` or ``[name]``; 1 where the key is not in the file."""
        quoted = re.escape(name)
        pattern = rf"^[ \t]*(?:\[+[^\]\n]*\b{quoted}\b|[\"']?{quoted}[\"']?[ \t]*[=.])"
        found = re.search(pattern, self._source, re.MULTILINE)
        return self._source.count("\n", 0, found.start()) + 1 if found else 1


def read_source(path: Path, error: type[CleanerError]) -> str:
    """The text of a TOML file."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise error(f"cannot be read: {problem}", place=str(path)) from problem


def _parsed(source: str, place: str, error: type[CleanerError]) -> dict[str, Any]:
    """The values in TOML ``source``.

    The rules are parsed at every start, and rtoml does in 8 ms what takes tomllib 87; tomllib's
    messages are the ones that tell line and column.
    """
    try:
        return rtoml.loads(source)
    except rtoml.TomlParsingError:
        import tomllib

        try:
            return tomllib.loads(source)
        except tomllib.TOMLDecodeError as told:
            raise error(f"is not TOML: {told}", place=place) from told


#: More choices than these are no hint.
_FEW = 30


def nearest(value: str, choices: Sequence[str]) -> str:
    """A hint that names the nearest of ``choices``; where none is near, all of a few."""
    import difflib

    close = difflib.get_close_matches(value, choices, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]!r}?"
    return "one of " + ", ".join(sorted(choices)) if 0 < len(choices) <= _FEW else ""
