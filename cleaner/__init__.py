r"""Clean scraped articles: remove leftovers, flag what belongs to another story, undo anything.

>>> from cleaner import Cleaner
>>> Cleaner().clean("Body text.\n\nLatest News").text
'Body text.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Cleaner", "CleanerError", "Result", "Settings", "__version__", "clean", "undo"]

if TYPE_CHECKING:
    from cleaner.api import Cleaner, Result, clean, undo
    from cleaner.engine.settings import Settings
    from cleaner.model import CleanerError

_HOMES = {
    "Cleaner": "cleaner.api",
    "Result": "cleaner.api",
    "clean": "cleaner.api",
    "undo": "cleaner.api",
    "Settings": "cleaner.engine.settings",
    "CleanerError": "cleaner.model",
}


def __getattr__(name: str) -> Any:
    """Import on first use, so that ``cleaner --version`` and ``import cleaner`` stay quick."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
