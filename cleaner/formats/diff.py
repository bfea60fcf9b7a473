"""What cleaning changed, as a unified diff."""

from __future__ import annotations

import difflib


def unified(before: str, after: str, name: str) -> str:
    """A unified diff of two texts, which ``patch -p0`` applies; empty where they are the same."""
    # Behind a tab stands what is no part of the name. Lines are git's: form feeds end none.
    old, new = (text.split("\n") for text in (before, after))
    lines = difflib.unified_diff(
        [f"{line}\n" for line in old[:-1]] + old[-1:] * bool(old[-1]),
        [f"{line}\n" for line in new[:-1]] + new[-1:] * bool(new[-1]),
        name,
        f"{name}\t(cleaned)",
    )
    unended = "\n\\ No newline at end of file\n"
    return "".join(line if line.endswith("\n") else line + unended for line in lines)
