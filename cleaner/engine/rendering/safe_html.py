"""Items → minimal HTML, in which nothing can be executed.

No element or attribute of the page is copied. What is written are the names in ``TAGS``, ``href``
of links and ``src`` and ``alt`` of images with addresses that reading found safe, ``start`` of
lists, and escaped text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from cleaner.engine.rendering.chunks import Chunk, Rendering, Token, by_mark, escaped
from cleaner.engine.rendering.live import Live, Text, shared
from cleaner.model import Mark, Node

#: All elements that are ever written.
TAGS = frozenset(
    {"a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "img", "li"}
    | {"ol", "p", "pre", "strong", "sub", "sup", "table", "td", "th", "tr", "ul"}
)
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\x7f]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def render_html(items: Sequence[Live]) -> Rendering:
    """The items as HTML, a block a line."""
    path: tuple[Node, ...] = ()
    chunks = []
    for item in items:
        common = shared(path, item.path)
        if common == len(path) == len(item.path):
            before = "\n" if item.goes_on or item.path[-1].tag == "pre" else "<br>\n"
        else:
            before = _closing(path[common:]) + _opening(item.path[common:])
        chunks.append(Chunk(item.number, item.block, before, tuple(_content(item))))
        path = item.path
    return Rendering(tuple(chunks), _closing(path))


def _opening(path: Sequence[Node]) -> str:
    return "".join(map(_open, path))


def _open(node: Node) -> str:
    if node.tag in ("text", "img"):
        return ""
    if node.tag == "ol" and node.number != 1:
        return f'<ol start="{node.number}">\n'
    ends = "\n" if node.tag in ("blockquote", "ol", "table", "ul") else ""
    return "<pre><code>" if node.tag == "pre" else f"<{node.tag}>{ends}"


def _closing(path: Sequence[Node]) -> str:
    return "".join(map(_close, reversed(path)))


def _close(node: Node) -> str:
    if node.tag in ("text", "img"):
        return "\n"
    return "</code></pre>\n" if node.tag == "pre" else f"</{node.tag}>\n"


def _content(item: Live) -> Iterator[Token]:
    if item.picture is not None:
        address, words = escape(item.picture.address), escape(item.picture.words)
        yield Token(f'<img src="{address}" alt="{words}">')
    elif item.path[-1].tag == "tr":
        cell = "th" if item.path[-1].number else "td"
        for texts in item.cells:
            yield Token(f"<{cell}>")
            yield from _inline(texts)
            yield Token(f"</{cell}>")
    else:
        yield Token(item.indent)
        yield from _inline(item.cells[0])


def _inline(texts: Sequence[Text], depth: int = 0) -> Iterator[Token]:
    for mark, group in by_mark(texts, depth):
        if mark is None:
            yield from (escaped(text, _SPECIAL, _entity) for text in group)
        else:
            yield Token(_tag(mark))
            yield from _inline(group, depth + 1)
            yield Token(f"</{mark.kind}>")


def _tag(mark: Mark) -> str:
    return f'<a href="{escape(mark.target)}">' if mark.kind == "a" else f"<{mark.kind}>"


def _entity(character: str) -> str:
    # Control characters are none in HTML.
    return _ENTITIES.get(character, " ")
