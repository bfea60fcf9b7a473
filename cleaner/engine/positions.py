"""Lines and columns of code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """Where the lines of a text begin; lines and columns count from 1."""

    def __init__(self, text: str) -> None:
        if "\r" in text:
            self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        else:
            *lines, _ = text.split("\n")
            self._starts = [*accumulate([len(line) + 1 for line in lines], initial=0)]

    def at(self, place: int) -> tuple[int, int]:
        """Line and column of code point ``place``."""
        line = bisect_right(self._starts, place)
        return line, place - self._starts[line - 1] + 1
