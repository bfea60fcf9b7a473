"""Documents as callers give them: mappings, or read already."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from cleaner.engine.result import Result
from cleaner.model import CleanerError, Document, Keep, Part, Patch, ReadError, Report
from cleaner.reading.page.limits import Limits
from cleaner.reading.read import read, read_page


def check_keep(keep: str) -> None:
    """Refuse what a page cannot be kept as.

    Raises:
        ReadError: it is none of the three.

    """
    if keep not in ("text", "markdown", "html"):
        raise ReadError(f"{keep!r} is nothing to keep a page as", hint="text, markdown or html")


def read_given(
    document: Mapping[str, Any] | Document, limits: Limits, keep: Keep = "text"
) -> Document:
    """A document as ``clean_many`` takes it, read; ``limits`` are those of pages.

    ``keep`` is what pages will be kept as.

    Raises:
        ReadError: it has neither text nor page, or cannot be read as what it is said to be.

    """
    if isinstance(document, Document):
        return document
    known: dict[str, Any] = {
        name: _string(document, name) if document.get(name) is not None else None
        for name in ("title", "url", "language")
    }
    page = document.get("html")
    if page is None and document.get("text") is None:
        raise ReadError("the document has neither text nor html")
    kind = document.get("input_format", "text")
    if kind not in ("text", "markdown", "html"):
        raise ReadError(f"{kind!r} is no input format", hint="text, markdown or html")
    if page is None and kind == "html":
        page = _string(document, "text")
    if page is not None:
        check_keep(keep)
        return read_page(page, **known, limits=limits, markup=keep != "text")
    return read(_string(document, "text"), input_format=kind, **known)


def name_of(document: Mapping[str, Any] | Document, number: int) -> str:
    """What a document of a batch is called: by its id, its address, or its number in it."""
    if isinstance(document, Document):
        return document.url or str(number)
    known = (document.get(name) for name in ("id", "url"))
    return str(next((name for name in known if name is not None), number))


def _string(document: Mapping[str, Any], name: str) -> str:
    value = document[name]
    if not isinstance(value, str):
        raise ReadError(f"{name} must be a string, not {type(value).__name__}")
    return value


def failed(document: Any, error: CleanerError) -> Result:
    """The result of a document that cannot be read: its text as it was, if it has one."""
    text = document.get("text") if isinstance(document, Mapping) else document.text
    text = text if isinstance(text, str) else ""
    nothing = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    report = Report(
        findings=(),
        shadowed=(),
        suggested=(),
        verdict="reject",
        score=0.0,
        parts=(Part("", "error", 1.0, str(error)),),
        patch=Patch(),
        source_sha256=nothing,
        cleaned_sha256=nothing,
        rules_sha256="",
        words=len(text.split()),
        words_removed=0,
    )
    return Result(text, None, report, error=error)
