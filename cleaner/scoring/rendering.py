"""What Markdown renders to, leaf by leaf, by a parser that knows nothing of cleaner's own rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cleaner.engine.patching import apply
from cleaner.model import Patch, Span
from cleaner.reading.markdown.front_matter import find_front_matter
from cleaner.reading.markdown.lines import Lines

#: Marks the paragraph of a tight list, which has no tags of its own.
_HIDDEN = "~"


class Leaf(NamedTuple):
    """A heading, paragraph, code block … : the tags around it, its HTML, and its source lines."""

    around: tuple[str, ...]
    html: str
    span: Span


def kept_renders_the_same(source: str, patch: Patch, *, spacing: bool = True) -> bool:
    """Whether each leaf that ``patch`` leaves whole renders to the same HTML in the same place.

    Leaves that lie in an edit are gone; of those that an edit cuts something out of, only the
    tags around them are compared. Without ``spacing`` a list may lose or win the space between
    its items, which hangs on whether any two of them have an empty line between them.
    """
    wanted = [
        (leaf.around, None if _cut(leaf, patch) else leaf.html)
        for leaf in leaves(source)
        if not _gone(leaf, patch, source)
    ]
    found = [(leaf.around, leaf.html) for leaf in leaves(apply(source, patch))]
    if not spacing:
        wanted = [(_unspaced(around), html) for around, html in wanted]
        found = [(_unspaced(around), html) for around, html in found]
    return len(wanted) == len(found) and all(
        around == around_found and html in (None, html_found)
        for (around, html), (around_found, html_found) in zip(wanted, found, strict=True)
    )


def _unspaced(around: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tag.rstrip(_HIDDEN) for tag in around)


def leaves(text: str) -> list[Leaf]:
    """The leaves of ``text`` behind its front matter; link definitions are followed."""
    front = find_front_matter(text, 1 if text.startswith("\ufeff") else 0)
    offset = front.span.end if front else 0
    lines = Lines(text, offset)
    env: dict[str, object] = {}
    tokens = _parser().parse(text[offset:], env)
    return list(_leaves(tokens, lines, env))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _leaves(tokens: Sequence[Token], lines: Lines, env: dict[str, object]) -> Iterator[Leaf]:
    around: list[str] = []
    spans: list[Span] = []
    for token in tokens:
        if token.nesting > 0:
            # A tight list hides its paragraphs; whether it does is part of what is seen.
            around.append(token.tag + (_HIDDEN if token.hidden else ""))
            spans.append(_span(token, lines) or (spans[-1] if spans else Span(0, 0)))
        elif token.nesting < 0:
            around.pop()
            spans.pop()
        else:
            html = _parser().renderer.render([token], _parser().options, env)
            span = _span(token, lines) or (spans[-1] if spans else Span(0, 0))
            yield Leaf(tuple(around), html, span)


def _span(token: Token, lines: Lines) -> Span | None:
    if not token.map:
        return None
    first, end = token.map
    last = min(max(first, end - 1), len(lines) - 1)
    return Span(lines.starts[first], lines.ends[last])


def _gone(leaf: Leaf, patch: Patch, source: str) -> bool:
    """Whether nothing that can be read is left of the leaf."""
    start, end = leaf.span
    left = source[start:end]
    for edit in reversed(patch.edits):
        if edit.start < end and start < edit.end:
            left = left[: max(edit.start - start, 0)] + left[edit.end - start :]
    return left != source[start:end] and not any(map(str.isalnum, left))


def _cut(leaf: Leaf, patch: Patch) -> bool:
    return any(edit.start < leaf.span.end and leaf.span.start < edit.end for edit in patch.edits)
