"""What cleaning changed, as a unified diff."""

from __future__ import annotations

import difflib


def unified(before: str, after: str, name: str) -> str:
    """A unified diff of two texts; empty where they are the same."""
    lines = []
    for line in difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), name, f"{name} (cleaned)"
    ):
        lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)
