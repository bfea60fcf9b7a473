"""Stretches of lines that belong to a dialect beyond CommonMark and are never looked into."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FENCE = re.compile(r"(`{3,}|~{3,})")
_COLONS = re.compile(r"(:{3,})[ \t]*(\S?)")
#: ``{% name … %}``, ``{{< name … >}}``, ``{{% name … %}}`` and their closing forms.
_TAG = re.compile(r"\{(\{<|\{%|%)-?[ \t]*(/|end)?([\w./-]*)")
_TAG_CLOSERS = {"{<": ">}}", "{%": "%}}", "%": "%}"}
_LATEX = re.compile(r"\\(begin|end)\{(\w+\*?)\}")

#: A tag or expression that runs over more lines than this is taken for a stray opener.
_TAG_LINES = 200


def find_regions(lines: Sequence[str]) -> dict[int, int]:
    """The first line of each stretch, and its last line.

    Directives (``:::``), shortcodes and Liquid tags with a closing partner, tags over several
    lines, display math, LaTeX environments, MDX expressions and Obsidian comments. An opener
    without a partner is left out. One pass over the lines, so time is linear.
    """
    return _Scan(lines).regions


class _Scan:
    """The openers that wait for their partners, by what closes them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.regions: dict[int, int] = {}
        self._lines = lines
        self._open: dict[str, list[int]] = {}
        fence = ""
        skip = -1
        for number, raw in enumerate(lines):
            line = raw.strip(" \t>")
            if not line or number <= skip:
                continue
            mark = _FENCE.match(line)
            if fence:
                closed = mark and line.startswith(fence) and not line.strip(fence[0])
                fence = "" if closed else fence
            elif mark:
                fence = mark.group(1)
            else:
                skip = self._read(number, line)

    def _read(self, number: int, line: str) -> int:
        """Notes what opens or closes on the line; the last line that is done with."""
        first = line[0]
        if first == ":" and (colons := _COLONS.match(line)):
            self._pair(":::", number, opens=bool(colons.group(2)))
        elif first == "{":
            return self._braces(number, line)
        elif line.startswith("$$") or line.endswith("$$"):
            self._toggle("$$", number, line)
        elif first == "%":
            if line.startswith("%%"):
                self._toggle("%%", number, line)
        elif first == "\\":
            self._backslash(number, line)
        return number

    def _toggle(self, mark: str, number: int, line: str) -> None:
        """Marks that are their own closers: one on a line opens or closes, two stand alone."""
        if line.startswith(mark) and line.endswith(mark) and len(line) > len(mark) + 1:
            self._add(number, number)
        elif self._open.get(mark):
            self._add(self._open[mark].pop(), number)
        elif line.startswith(mark):
            self._open.setdefault(mark, []).append(number)

    def _pair(self, name: str, number: int, *, opens: bool) -> None:
        if opens:
            self._open.setdefault(name, []).append(number)
        elif self._open.get(name):
            self._add(self._open[name].pop(), number)

    def _backslash(self, number: int, line: str) -> None:
        if latex := _LATEX.match(line):
            name = latex.group(2)
            if latex.group(1) == "begin" and f"\\end{{{name}}}" in line:
                self._add(number, number)
            else:
                self._pair(f"\\{name}", number, opens=latex.group(1) == "begin")
        elif line.startswith("\\[") and line.endswith("\\]"):
            self._add(number, number)
        elif line in ("\\[", "\\]"):
            self._pair("\\[", number, opens=line == "\\[")

    def _braces(self, number: int, line: str) -> int:
        """A line that begins with a brace: a tag, or an expression."""
        tag = _TAG.match(line)
        closer = _TAG_CLOSERS[tag.group(1)] if tag else "}"
        last = self._closing_line(number, closer)
        if last is None:
            return number
        if not self._lines[last].rstrip().endswith(closer):
            return number
        self._add(number, last)
        if tag and tag.group(3):
            name = tag.group(3)
            self._pair(f"{tag.group(1)} {name}", number, opens=not tag.group(2))
        return last

    def _closing_line(self, number: int, closer: str) -> int | None:
        """The line of the first ``closer`` from ``number`` on, before an empty line."""
        for last in range(number, min(number + _TAG_LINES, len(self._lines))):
            line = self._lines[last]
            if closer in line:
                return last
            if not line.strip():
                return None
        return None

    def _add(self, first: int, last: int) -> None:
        self.regions[first] = max(last, self.regions.get(first, last))
