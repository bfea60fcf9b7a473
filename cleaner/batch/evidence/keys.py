"""Sites and lines as numbers."""

from __future__ import annotations

from hashlib import blake2b
from urllib.parse import urlsplit

from cleaner.model import Document

#: The line that stands in every document, so that its count is that of the site's documents.
EVERY = 0
#: The site that stands for all of them; the numbers of others are positive.
CORPUS = -1


def number_of(text: str) -> int:
    """A 63-bit number that stands for ``text``, the same on every machine; never :data:`EVERY`."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1 or 1


def site_of(url: str | None) -> str | None:
    """The host of an address, without ``www.``; ``None`` where there is none."""
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def site_number(url: str | None) -> int:
    """The site of an address; documents without an address are of one site."""
    return number_of(site_of(url) or "")


def line_numbers(document: Document) -> set[int]:
    """The lines of a document, each once, and the line that stands in every document.

    Blocks of more than 300 characters have no key: such text is not a site's line.
    """
    return {number_of(block.key) for block in document.blocks if block.key} | {EVERY}
