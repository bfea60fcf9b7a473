"""Profiles: which of the shipped rules suit one kind of text, as data beside the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleaner.model import Fix, SettingsError
from cleaner.packs.load import shipped_rules
from cleaner.packs.schema import read_where
from cleaner.packs.tables import Table, nearest

#: The profile of the library and of batches.
DEFAULT = "scraped"


@dataclass(frozen=True, slots=True)
class Profile:
    """A selection of the shipped rules.

    ``select``, ``ignore`` and ``fix`` take the selectors of the settings; an empty ``select`` is
    all rules. ``where`` sets conditions in the ``[where]`` of the rules behind a selector.
    ``spare_links`` leaves blocks alone that hold a link or an image: somebody set it, as he did
    what ``spare_structure`` leaves alone: a heading or a label with something under it, and an item
    beside items that nothing is found in. Rules of the user's own run whatever the profile.
    """

    name: str
    why: str
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fix: Mapping[str, Fix] = field(default_factory=dict)
    where: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    spare_links: bool = False
    spare_structure: bool = False

    @property
    def selectors(self) -> tuple[str, ...]:
        """All selectors in the profile."""
        return (*self.select, *self.ignore, *self.fix, *self.where)


@lru_cache(maxsize=8)
def load_profile(name: str) -> Profile:
    """The shipped profile ``name``, or the one in file ``name`` where that ends in ``.toml``.

    Raises:
        SettingsError: there is no such profile, or its file is wrong.

    """
    if name.endswith(".toml"):
        return read_profile(Path(name))
    if name not in shipped_profiles():
        hint = nearest(name, shipped_profiles())
        raise SettingsError(f"{name!r} is no profile", hint=hint or "or a file that ends in .toml")
    return read_profile(_folder() / f"{name}.toml")


def shipped_profiles() -> list[str]:
    """The names of the profiles that come with the package."""
    return sorted(path.stem for path in _folder().glob("*.toml"))


def read_profile(path: Path) -> Profile:
    """The profile in file ``path``.

    Raises:
        SettingsError: with file, line and the nearest valid name.

    """
    table = Table.from_file(path, SettingsError)
    levels = table.take_table("fix")
    profile = Profile(
        name=path.stem,
        why=table.take("why", str),
        select=table.take_strings("select"),
        ignore=table.take_strings("ignore"),
        fix={n: Fix(levels.take_choice(n, tuple(Fix))) for n in levels.names()} if levels else {},
        where=_conditions(table.take_table("where")),
        spare_links=table.take("spare_links", bool, False),
        spare_structure=table.take("spare_structure", bool, False),
    )
    table.finish()
    return profile


def _conditions(table: Table | None) -> dict[str, dict[str, Any]]:
    """The conditions for each selector, only those that are written down."""
    if table is None:
        return {}
    conditions = {}
    for selector in table.names():
        below = table.take_table(selector)
        assert below is not None
        names = below.names()
        where = read_where(below)
        conditions[selector] = {name: getattr(where, name) for name in names}
    return conditions


def _folder() -> Path:
    return shipped_rules() / "_profiles"
