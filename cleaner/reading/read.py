"""One door for all formats: text, Markdown or HTML → Document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleaner.model import Block, Document, Title
from cleaner.model.document import Format
from cleaner.reading.language import detect_language, normal_code
from cleaner.reading.page.limits import DEFAULT, Limits
from cleaner.reading.text import read_text
from cleaner.reading.title import title_in_text

#: File endings and the format they stand for.
FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".rst": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}


def read(
    source: str,
    *,
    input_format: Format = "text",
    title: str | None = None,
    language: str | None = None,
    url: str | None = None,
    known: Mapping[str, Block] | None = None,
) -> Document:
    """The document of a text or Markdown source; HTML has :func:`read_page`.

    ``known`` are blocks of a plain text, by their texts, that were read before.
    ``title`` and ``language`` win over what the source says. Where neither tells the language it
    is left open, and :func:`language_of` finds it when somebody asks.
    """
    given = Title(title, "given") if title else None
    language = normal_code(language)
    if input_format == "markdown":
        from cleaner.reading.markdown import read_markdown

        reading = read_markdown(source)
        return Document(
            source,
            reading.blocks,
            "markdown",
            given or reading.title,
            language or normal_code(reading.language),
            url,
            dict(reading.metadata),
        )
    blocks = read_text(source, language, known)
    return Document(source, blocks, "text", given or title_in_text(blocks), language, url)


def read_page(
    page: Any,
    *,
    title: str | None = None,
    language: str | None = None,
    url: str | None = None,
    limits: Limits = DEFAULT,
    markup: bool = False,
    comments: bool = False,
) -> Document:
    """The document of an HTML page (``str`` or ``bytes``) or of a trafilatura result.

    ``limits`` bound it; ``markup`` and ``comments`` say whether to read those, too.

    Raises:
        ReadError: the input is no HTML, too large, or holds no text.

    """
    from cleaner.reading.html import Extras, read_extracted, read_html

    extras = Extras(markup, comments)
    if isinstance(page, (str, bytes)):
        reading = read_html(page, url=url, limits=limits, extras=extras)
    else:
        reading = read_extracted(page, extras)
    name = title or reading.title
    return Document(
        reading.text,
        reading.blocks,
        "html",
        Title(name, "given" if title else "metadata") if name else None,
        normal_code(language) or reading.language,
        reading.url,
        reading.metadata,
        items=reading.items,
        comments=reading.comments,
    )


def language_of(document: Document) -> str | None:
    """The document's language: what is known of it, else what its running text shows."""
    if document.language:
        return document.language
    body = [block.text for block in document.blocks if block.words >= 8 and not block.protected]
    return detect_language("\n".join(body[:12]))
