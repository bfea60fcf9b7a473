"""What is known of the site that a document is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class SiteLines(Protocol):
    """How often lines stand on a site, as far as its documents have been seen."""

    @property
    def documents(self) -> int:
        """The documents of the site that have been seen."""
        ...

    def count(self, key: str) -> int:
        """The documents, among those, in which a block with this ``key`` stands; 0 if unknown."""
        ...


@dataclass(frozen=True, slots=True)
class CountedLines:
    """Counts at hand; the lines of a site with few documents, a test or a proof."""

    documents: int
    counts: Mapping[str, int]

    def count(self, key: str) -> int:
        """The documents in which a line stands."""
        return self.counts.get(key, 0)
