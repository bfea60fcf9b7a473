"""A document: one article as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cleaner.model.block import Block
from cleaner.model.corpus import Corpus
from cleaner.model.markup import Item
from cleaner.model.site import SiteLines

Format = Literal["text", "markdown", "html"]
TitleSource = Literal["given", "metadata", "front matter", "heading", "first line"]


@dataclass(frozen=True, slots=True)
class Title:
    """The article's title and how it is known; ``block`` is the block it stands in, if any."""

    text: str
    source: TitleSource
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its text, the blocks in it, and what is known about it.

    ``text`` is what blocks, findings and patches point into; for HTML it is the extracted text.
    ``language`` is an ISO 639-1 code, or ``None`` where nothing told. ``metadata`` holds strings
    such as author and date as the page gave them. ``site_lines`` is what other documents of the
    site tell, ``corpus`` what those of the batch do, where somebody has looked. ``items`` are the
    blocks with a page's markup, and its images between them, where they were asked for;
    ``comments`` are the readers' likewise.
    """

    text: str
    blocks: tuple[Block, ...]
    format: Format = "text"
    title: Title | None = None
    language: str | None = None
    url: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    site_lines: SiteLines | None = None
    corpus: Corpus | None = None
    items: tuple[Item, ...] = ()
    comments: tuple[str, ...] = ()
