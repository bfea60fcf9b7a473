"""What every report of a measurement begins with: what was measured, with which rules, on what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cleaner import __version__
from cleaner.api import Cleaner
from cleaner.packs.digest import digest
from cleaner.scoring.records import set_name

#: Raised with every change that an older reader of reports would not understand.
SCHEMA_VERSION = 1


def head(bench: str, cleaner: Cleaner, *paths: Path, **more: Any) -> dict[str, Any]:
    """The beginning of a report; ``more`` holds what else the measurement depended on."""
    return {
        "schema_version": SCHEMA_VERSION,
        "bench": bench,
        "version": __version__,
        "sets": [set_name(path) for path in paths],
        "rules": len(cleaner.rules),
        "rules_sha256": digest(cleaner.rules, cleaner.settings.unsafe, cleaner.settings.ceiling),
        **more,
    }
