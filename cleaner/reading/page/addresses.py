"""Addresses of links and images, made whole, and empty where one could do harm."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: What a link and an image may lead to; all else (javascript, data, file …) is left out.
LINKS = frozenset({"http", "https", "mailto"})
IMAGES = frozenset({"http", "https"})
#: Browsers strip the first from the ends of an address, and the second wherever they stand
#: (WHATWG URL standard, 4.4), so that "java\nscript:" is a scheme to them.
_AROUND = "".join(map(chr, range(0x21)))
_WITHIN = re.compile(r"[\t\n\r]")
#: What must be encoded for an address to end where it ends, in HTML and in Markdown.
_UNSAFE = re.compile(r"[\x00-\x20\x7f\"'<>\\^`{|}()]")
#: Longer ones are data.
_LONGEST = 4000


def safe_address(value: str | None, base: str | None, schemes: Collection[str] = LINKS) -> str:
    r"""The address, absolute where ``base`` is known; empty where it leads to none of ``schemes``.

    An address within the page is empty, too: what it leads to has no name any more.

    >>> safe_address(" /a b ", "https://post.example/x")
    'https://post.example/a%20b'
    >>> safe_address("java\nscript:alert(1)", None), safe_address("#notes", "https://post.example")
    ('', '')
    """
    value = _WITHIN.sub("", (value or "").strip(_AROUND))
    if not value or value[0] == "#" or len(value) > _LONGEST:
        return ""
    try:
        whole = str(urljoin(base or "", value))
        found = urlsplit(whole)
    except ValueError:
        # Pages hold addresses that are none, such as "http://[".
        return ""
    if found.scheme:
        allowed = found.scheme.lower() in schemes and bool(found.netloc or found.scheme == "mailto")
    else:
        # Without a base a relative one stays as it is, if nobody could take it for a scheme.
        allowed = ":" not in re.split(r"[/?#]", whole, maxsplit=1)[0]
    return _UNSAFE.sub(lambda match: f"%{ord(match.group()):02X}", whole) if allowed else ""


def base_of(tree: HtmlElement, url: str | None) -> str | None:
    """What the page's relative addresses are relative to; ``None`` where nothing tells."""
    stated = next((one.get("href") for one in tree.iter("base") if one.get("href")), None)
    whole = safe_address(stated, url, IMAGES) or (url or "")
    return whole if whole.lower().startswith(("http://", "https://")) else None
