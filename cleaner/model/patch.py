"""A patch: all that was changed in a text, enough to put it back."""

from __future__ import annotations

from typing import NamedTuple


class Edit(NamedTuple):
    """``before`` stood at code point ``start`` of the source and became ``after``."""

    start: int
    before: str
    after: str

    @property
    def end(self) -> int:
        """Where the replaced text ends in the source."""
        return self.start + len(self.before)


class Patch(NamedTuple):
    """Edits in source coordinates, in order, none touching another."""

    edits: tuple[Edit, ...] = ()
