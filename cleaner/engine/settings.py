"""Settings: which rules run, what they may do, where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cleaner.model import Fix, SettingsError
from cleaner.packs.tables import Table
from cleaner.reading.language import normal_code
from cleaner.reading.page.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Section:
    """Settings for some paths or one site, on top of the general ones."""

    match: str
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fix: Mapping[str, Fix] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a configuration file can say.

    ``select`` and ``ignore`` take codes, beginnings of codes (``LNK``), names and categories; an
    empty ``select`` is all rules. ``fix`` sets a fix level by the same selectors. ``unsafe`` acts
    on unsafe fixes too. ``ceiling`` is the share (0–1) of the words of running text above which
    removals of running text become flags (on labelled texts .6 takes 46 leftovers more than .4, in
    short releases, and one line of content). ``languages``, where given, are the languages whose
    rules run on documents of no known language. ``profile`` names the selection of the shipped
    rules that all of this works on (empty: the default of whoever asks). ``allow`` holds phrases
    that are never found fault with. ``exclude`` holds patterns, as in .gitignore, of files that
    ``check`` passes over where it meets them in folders. ``max_page_bytes`` and ``max_page_tags``
    bound the HTML pages that are read; larger ones are refused. A block with more than
    ``max_page_inline`` elements within its lines (links, emphasis …) is read as its text alone.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend: tuple[Path, ...] = ()
    fix: Mapping[str, Fix] = field(default_factory=dict)
    unsafe: bool = False
    ceiling: float = 0.6
    languages: tuple[str, ...] = ()
    per_path: tuple[Section, ...] = ()
    per_site: tuple[Section, ...] = ()
    profile: str = ""
    allow: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_page_bytes: int = DEFAULT.size
    max_page_tags: int = DEFAULT.tags
    max_page_inline: int = DEFAULT.inline

    @property
    def page_limits(self) -> Limits:
        """What bounds pages."""
        return Limits(self.max_page_bytes, self.max_page_tags, self.max_page_inline)

    @property
    def fixes(self) -> frozenset[Fix]:
        """The fix levels that are acted on."""
        return frozenset({Fix.SAFE, Fix.UNSAFE} if self.unsafe else {Fix.SAFE})


def read_settings(path: Path) -> Settings:
    """The settings in a ``cleaner.toml``, or a ``pyproject.toml`` with ``[tool.cleaner]``.

    Raises:
        SettingsError: with file, line and the nearest valid name.

    """
    table: Table | None = Table.from_file(path, SettingsError)
    if path.name == "pyproject.toml":
        assert table is not None
        tool = table.take_table("tool")
        table = tool.take_table("cleaner") if tool else None
    return parse_settings(table, path.parent) if table else Settings()


def find_settings(start: Path) -> Path | None:
    """The nearest ``cleaner.toml`` or ``pyproject.toml`` with ``[tool.cleaner]``, going up."""
    for folder in (start, *start.parents):
        own = folder / "cleaner.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and "[tool.cleaner" in project.read_text("utf-8", errors="replace"):
            return project
    return None


def parse_settings(table: Table, folder: Path) -> Settings:
    """Settings from a table; paths in ``extend`` are relative to ``folder``."""
    ceiling = table.take("ceiling", float, 0.6)
    if not 0 <= ceiling <= 1:
        raise table.fail("ceiling", "must be a share from 0 to 1")
    settings = Settings(
        select=table.take_strings("select"),
        ignore=table.take_strings("ignore"),
        extend=tuple(folder / name for name in table.take_strings("extend")),
        fix=_fixes(table.take_table("fix")),
        unsafe=table.take("unsafe", bool, False),
        ceiling=ceiling,
        languages=_languages(table),
        per_path=_sections(table, "per-path"),
        per_site=_sections(table, "per-site"),
        profile=_profile(table, folder),
        allow=table.take_strings("allow"),
        exclude=table.take_strings("exclude"),
        max_page_bytes=table.take("max_page_bytes", int, DEFAULT.size),
        max_page_tags=table.take("max_page_tags", int, DEFAULT.tags),
        max_page_inline=table.take("max_page_inline", int, DEFAULT.inline),
    )
    table.finish()
    return settings


def _profile(table: Table, folder: Path) -> str:
    """The profile's name, or the path of its file, which is relative to ``folder``."""
    name: str = table.take("profile", str, "")
    return str(folder / name) if name.endswith(".toml") else name


def _languages(table: Table) -> tuple[str, ...]:
    languages = table.take_strings("languages")
    for language in languages:
        if normal_code(language) != language:
            raise table.fail("languages", f"{language!r} is no language", "an ISO 639-1 code")
    return languages


def _fixes(table: Table | None) -> Mapping[str, Fix]:
    if table is None:
        return {}
    levels = tuple(Fix)
    return {name: Fix(table.take_choice(name, levels)) for name in table.names()}


def _sections(table: Table, name: str) -> tuple[Section, ...]:
    outer = table.take_table(name)
    if outer is None:
        return ()
    sections = []
    for match in outer.names():
        inner = outer.take_table(match)
        assert inner is not None
        sections.append(
            Section(
                match,
                inner.take_strings("select"),
                inner.take_strings("ignore"),
                _fixes(inner.take_table("fix")),
            )
        )
        inner.finish()
    return tuple(sections)
