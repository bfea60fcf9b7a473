"""Markdown source → blocks, title, language and metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cleaner.model import Block, Kind, Span, Title
from cleaner.reading.blocks import make_block
from cleaner.reading.markdown.front_matter import FrontMatter, find_front_matter
from cleaner.reading.markdown.guard import guard
from cleaner.reading.markdown.lines import Lines
from cleaner.reading.markdown.outline import Draft, Outline
from cleaner.reading.markdown.parser import parse_blocks

_LANGUAGE_KEYS = ("lang", "language", "locale")


@dataclass(frozen=True, slots=True)
class MarkdownReading:
    """What a Markdown source holds.

    ``front_matter`` is its span with both fences; ``metadata`` its simple values (strings,
    numbers, dates as written) under lower-case keys. ``language`` is as the author wrote it.
    """

    blocks: tuple[Block, ...]
    title: Title | None = None
    language: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    front_matter: Span | None = None


def read_markdown(text: str) -> MarkdownReading:
    """The blocks of a Markdown ``text`` and what its front matter says; never fails.

    Every line that is not blank belongs to one block. Blocks stand in order and share no line.
    """
    start = 1 if text.startswith("\ufeff") else 0
    front = find_front_matter(text, start)
    lines = Lines(text, front.span.end if front else start)
    env: dict[str, Any] = {}
    tokens = parse_blocks(text[lines.starts[0] :], env)
    drafts = _complete(Outline(tokens, lines, env).drafts, lines)
    guard(drafts, lines, top_is_free=front is None)
    blocks = _blocks(drafts, lines, front)
    values = front.values if front else {}
    return MarkdownReading(
        blocks,
        _title(blocks, values),
        next((values[key] for key in _LANGUAGE_KEYS if key in values), None),
        values,
        front.span if front else None,
    )


def _complete(drafts: list[Draft], lines: Lines) -> list[Draft]:
    """The drafts in order, and one for each stretch of lines that no token spoke of.

    Those are markers without content and what is nested too deep to be read. They go to the block
    before if that stays anyway, so that it and they are not torn apart.
    """
    result: list[Draft] = []
    next_line = 0
    for draft in [*sorted(drafts, key=lambda draft: draft.first), None]:
        end = draft.first if draft else len(lines)
        for number in range(next_line, end):
            if not lines.blank(number):
                _fill(result, number)
        if draft:
            result.append(draft)
            next_line = draft.last + 1
    return result


def _fill(result: list[Draft], number: int) -> None:
    last = result[-1] if result else None
    if last and last.last == number - 1 and (last.fixed or last.kind is Kind.OTHER):
        last.last = number
    else:
        result.append(Draft(Kind.OTHER, number, number, number))


def _blocks(drafts: list[Draft], lines: Lines, front: FrontMatter | None) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if front:
        start, end = front.span
        blocks.append(make_block(0, Kind.OTHER, start, end, "", segments=()))
    for draft in drafts:
        start, end = lines.first_character(draft.first), lines.ends[draft.last]
        blocks.append(
            make_block(
                len(blocks),
                draft.kind,
                start,
                end,
                draft.seen.text,
                level=draft.level,
                fixed=draft.fixed,
                segments=draft.seen.segments,
            )
        )
    return tuple(blocks)


def _title(blocks: tuple[Block, ...], values: Mapping[str, str]) -> Title | None:
    if "title" in values:
        return Title(values["title"], "front matter")
    for block in blocks:
        if block.kind is Kind.HEADING and block.level == 1 and block.text.strip():
            return Title(" ".join(block.text.split()), "heading", block.index)
    return None
