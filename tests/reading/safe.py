"""Reading what was written: the elements, addresses and letters of HTML and of Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from cleaner.engine.rendering.safe_html import TAGS
from cleaner.reading.page.index import keys_of

#: As lenient as readers are: HTML in it counts.
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# It must be what was written that is safe, not the reader of it.
MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]
#: What may stand where; all else is a fault.
_ATTRIBUTES = {("a", "href"), ("img", "src"), ("img", "alt"), ("ol", "start"), ("code", "class")}
_ADDRESS = re.compile(r"https?://\S+|mailto:\S+|[^:\s]*")
#: What only the reader of Markdown writes.
_MADE = frozenset({"tbody", "thead", "s", "hr"})


class Page(HTMLParser):
    """The text of some HTML, and its faults: what may not stand in it, or does not close."""

    def __init__(self, html: str, allowed: frozenset[str] = TAGS) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.faults: list[object] = []
        self._open: list[str] = []
        self._allowed = allowed
        self.feed(html)
        self.close()
        self.faults += self._open

    @property
    def letters(self) -> str:
        return letters_of("".join(self.texts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._allowed:
            self.faults.append(tag)
        for name, value in attrs:
            if (tag, name) not in _ATTRIBUTES:
                self.faults.append((tag, name))
            if name in ("href", "src") and not _ADDRESS.fullmatch(value or ""):
                self.faults.append((tag, name, value))
        if tag not in ("br", "hr", "img"):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        if data.strip():
            self.faults.append(data)

    def handle_decl(self, decl: str) -> None:
        self.faults.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.faults.append(data)

    def handle_pi(self, data: str) -> None:
        self.faults.append(data)


def read_markdown(text: str) -> Page:
    """Markdown as a page shows it."""
    html = re.sub(r' style="text-align:\w+"', "", MARKDOWN.render(text))
    return Page(html, TAGS | _MADE)


def letters_of(text: str) -> str:
    """The letters and digits."""
    return keys_of([text.replace("\0", " ")])[0]
