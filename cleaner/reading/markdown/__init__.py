"""Markdown → blocks that know, code point for code point, where they stand in the source."""

from cleaner.reading.markdown.reader import MarkdownReading, read_markdown

__all__ = ["MarkdownReading", "read_markdown"]
