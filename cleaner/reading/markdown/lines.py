"""Lines as CommonMark counts them, in code points of the source."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    r"""Where the lines of ``text`` from ``offset`` on begin and end.

    Only ``\r\n``, ``\n`` and ``\r`` end a line; form feed, vertical tab and U+2028 do not, which
    is why ``str.splitlines`` will not do. Line numbers are those of markdown-it's token maps.
    """

    def __init__(self, text: str, offset: int = 0) -> None:
        breaks = list(_BREAK.finditer(text, offset))
        self.text = text
        self.starts = [offset, *(match.end() for match in breaks)]
        self.ends = [*(match.start() for match in breaks), len(text)]

    def __len__(self) -> int:
        return len(self.starts)

    def line(self, number: int) -> str:
        """The line without its line end."""
        return self.text[self.starts[number] : self.ends[number]]

    def blank(self, number: int) -> bool:
        """Whether the line is empty but for spaces and tabs."""
        return not self.line(number).strip(" \t")

    def indent(self, number: int) -> int:
        """Columns of white space before the line's first other character; tabs stop at four."""
        column = 0
        for character in self.line(number):
            if character == "\t":
                column += 4 - column % 4
            elif character == " ":
                column += 1
            else:
                break
        return column

    def first_character(self, number: int) -> int:
        """Where the line's first character that is no space or tab stands."""
        line = self.line(number)
        return self.starts[number] + len(line) - len(line.lstrip(" \t"))
