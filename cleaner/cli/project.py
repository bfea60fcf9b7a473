"""Where the project is that the command line works in."""

from __future__ import annotations

from pathlib import Path


def project_root(start: Path | None = None) -> Path:
    """The nearest folder from ``start`` (default: the current one) up that git keeps, or it."""
    start = (start or Path.cwd()).absolute()
    for folder in (start, *start.parents):
        if (folder / ".git").exists():
            return folder
    return start
