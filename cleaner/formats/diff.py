"""What cleaning changed, as a unified diff."""

from __future__ import annotations

import difflib


def unified(before: str, after: str, name: str) -> str:
    """A unified diff of two texts; empty where they are the same."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), name, f"{name} (cleaned)"
    )
    unended = "\n\\ No newline at end of file\n"
    return "".join(line if line.endswith("\n") else line + unended for line in lines)
