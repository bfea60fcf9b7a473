"""``cleaner: {ignore: [...]}`` in front matter: YAML, TOML or JSON."""

from __future__ import annotations

import json
from typing import Any

from cleaner.model import Document, Kind, Span
from cleaner.reading.markdown.front_matter import find_front_matter


class FrontError(ValueError):
    """The ``cleaner`` key in front matter says something that cannot be understood."""


def ignored_in_front_matter(document: Document) -> tuple[tuple[str, ...], Span | None]:
    """The selectors that front matter tells to ignore, and where the key stands.

    Raises:
        FrontError: the key holds something else than a mapping with a list called ``ignore``.

    """
    span = _front_matter(document)
    if span is None or "cleaner" not in document.text[span.start : span.end]:
        return (), None
    source = document.text[span.start : span.end]
    data = _parse(source)
    if not isinstance(data, dict) or "cleaner" not in data:
        return (), None
    at = span.start + source.index("cleaner")
    return _ignored(data["cleaner"]), Span(at, at + len("cleaner"))


def _front_matter(document: Document) -> Span | None:
    """The span of the front matter, which is the first block where there is any."""
    first = document.blocks[0] if document.blocks else None
    if document.format != "markdown" or first is None or first.kind is not Kind.OTHER:
        return None
    found = find_front_matter(document.text, first.start)
    return found.span if found else None


def _parse(source: str) -> Any:
    """The front matter's data; ``None`` where it is not valid, which is for others to say."""
    body = "\n".join(source.splitlines()[1:-1])
    try:
        if source.startswith("{"):
            return json.loads(source)
        if source.startswith("+++"):
            import tomllib

            return tomllib.loads(body)
    except (ValueError, RecursionError):
        return None
    # Parsing YAML is slow to begin with, so that only documents with the key pay for it.
    import yaml

    try:
        return yaml.safe_load(body)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _ignored(value: Any) -> tuple[str, ...]:
    if not isinstance(value, dict) or set(value) != {"ignore"}:
        raise FrontError("front matter: cleaner must be a mapping with the key ignore")
    names = value["ignore"]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise FrontError("front matter: cleaner.ignore must be a list of strings")
    return tuple(names)
