"""Front matter: where it ends, and the simple values in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cleaner.model import Span

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
#: What a line of YAML front matter can look like: a key, a list entry, a comment, a continuation,
#: a closing bracket, nothing. Prose between two thematic breaks does not.
_YAML_LINE = re.compile(r"(?:[\w\"'$.@/-][^\r\n:]{0,80}:(?:\s|$)|-(?:\s|$)|#|\s|[\]})]|$)")
_YAML_CLOSE = re.compile(r"(?:---+|\.\.\.)[ \t]*$")
_TOML_CLOSE = re.compile(r"\+\+\+[ \t]*$")
#: JSON front matter longer than this is not looked for (code points).
_JSON_LIMIT = 100_000


class FrontMatter(NamedTuple):
    """The span from the first fence to the last, without its line end, and what it says."""

    span: Span
    values: Mapping[str, str]


def find_front_matter(text: str, start: int = 0) -> FrontMatter | None:
    """YAML (``---``), TOML (``+++``) or JSON (``{``) front matter that begins at ``start``."""
    if text.startswith("---", start):
        return _fenced(text, start, _YAML_CLOSE)
    if text.startswith("+++", start):
        return _fenced(text, start, _TOML_CLOSE)
    if text.startswith("{", start):
        return _json(text, start)
    return None


def _fenced(text: str, start: int, close: re.Pattern[str]) -> FrontMatter | None:
    toml = close is _TOML_CLOSE
    lines = _lines(text, start)
    if next(lines)[1].strip() not in ("---", "+++"):
        return None
    body: list[str] = []
    for place, line in lines:
        if close.match(line):
            values = _toml(body) if toml else _yaml(body)
            return FrontMatter(Span(start, place + len(line)), values)
        if not toml and not _YAML_LINE.match(line):
            return None
        body.append(line)
    return None


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    while start < len(text):
        match = _LINE.match(text, start)
        if match is None:
            return
        yield start, match.group(1)
        start = match.end()


def _json(text: str, start: int) -> FrontMatter | None:
    source = text[start : start + _JSON_LIMIT]
    try:
        data, length = json.JSONDecoder().raw_decode(source)
    except (ValueError, RecursionError):
        return None
    rest = source[length:].lstrip(" \t")
    if not isinstance(data, dict) or (rest and rest[0] not in "\r\n"):
        return None
    return FrontMatter(Span(start, start + length), _simple(data))


def _toml(body: list[str]) -> Mapping[str, str]:
    import tomllib

    try:
        return _simple(tomllib.loads("\n".join(body)))
    except (ValueError, RecursionError):
        return {}


def _simple(data: Mapping[str, Any]) -> dict[str, str]:
    """The values that are one string, number or date, under lower-case keys."""
    return {
        str(key).lower(): str(value)
        for key, value in data.items()
        if value is not None and not isinstance(value, (dict, list, bool)) and str(value).strip()
    }


def _yaml(body: list[str]) -> Mapping[str, str]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load("\n".join(body), Loader=loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        # Front matter that is broken is still front matter: left alone, and silent.
        return {}
    return _simple(data) if isinstance(data, dict) else {}
