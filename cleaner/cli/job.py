"""What is done with every source: plain data, so that other processes can do it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from cleaner.cli.sources import Source
from cleaner.formats.checked import Checked

#: Formats that are read as plain text, whose markup a change might break.
_UNTOUCHED = frozenset({".rst"})


class Filter(Protocol):
    """Takes findings out that do not count."""

    def new(self, checked: Checked) -> Checked:
        """The source with the findings that count."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """Options of reading, whether to fix or show changes, and what takes findings out."""

    options: Mapping[str, Any]
    fix: bool = False
    diff: bool = False
    tidy: bool = False
    filters: tuple[Filter, ...] = field(default_factory=tuple)

    @property
    def changes(self) -> bool:
        """Whether changes are made or shown."""
        return self.fix or self.diff

    def filtered(self, checked: Checked) -> Checked:
        """The findings that all filters let through."""
        for one in self.filters:
            checked = one.new(checked)
        return checked


def may_change(source: Source) -> bool:
    """Whether a source is a file whose format is understood well enough to change it."""
    return (
        source.path is not None
        and source.format != "html"
        and Path(source.name).suffix.lower() not in _UNTOUCHED
    )
