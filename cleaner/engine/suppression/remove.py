"""Taking out comments that suppress nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaner.model import Finding, Fix

_BREAK = re.compile(r"\r\n|\r|\n")


def without_unused(text: str, notes: Iterable[Finding]) -> str:
    """``text`` without the comments that the notes say may go.

    A comment that has a line for itself goes with the line, and with one of the empty lines
    around it; two lines of text that it kept apart stay apart.
    """
    for note in sorted(notes, key=lambda note: note.start, reverse=True):
        if note.fix is Fix.SAFE:
            text = _without(text, note.start, note.end)
    return text


def _without(text: str, start: int, end: int) -> str:
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    found = _BREAK.search(text, end)
    stop = found.start() if found else len(text)
    if text[line:start].strip() or text[end:stop].strip():
        # Something else stands on the line, such as a list marker; it stays as it is.
        return text[:start] + text[end:]
    after = found.end() if found else stop
    empty_before = _blank_before(text, line)
    blank = _BREAK.match(text, after)
    if blank and empty_before:
        return text[:line] + text[blank.end() :]
    if blank or empty_before or after == len(text):
        return text[:line] + text[after:]
    return text[:line] + text[stop:]


def _blank_before(text: str, line: int) -> bool:
    return line == 0 or text[:line].endswith(("\n\n", "\r\r", "\r\n\r\n"))
