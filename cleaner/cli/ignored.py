"""Files that are passed over: by .gitignore and by the configuration."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.cli.project import project_root

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Ignored:
    """What .gitignore files say, and the patterns of the configuration relative to ``base``.

    The .gitignore files are those of the project around ``start``; of several patterns that match
    the last in the deepest file decides, as git has it.
    """

    def __init__(self, patterns: Iterable[str] = (), base: Path | None = None) -> None:
        self._patterns = tuple(patterns)
        self._base = (base or Path.cwd()).absolute()
        self._specs: dict[Path, GitIgnoreSpec | None] = {}
        self._above: dict[str, list[tuple[Path, GitIgnoreSpec]]] = {}

    @cached_property
    def _root(self) -> Path:
        return project_root()

    @cached_property
    def _excluded(self) -> GitIgnoreSpec | None:
        return _spec(self._patterns) if self._patterns else None

    def excludes(self, path: str) -> bool:
        """Whether the configuration's patterns name the file or a folder around it."""
        if self._excluded is None:
            return False
        absolute = Path(path).absolute()
        if not absolute.is_relative_to(self._base):
            return False
        return self._excluded.match_file(absolute.relative_to(self._base).as_posix())

    def skips(self, path: str, *, folder: bool) -> bool:
        """Whether a file or folder that was met on a walk is to be passed over."""
        return self.excludes(path) or self._by_git(os.path.abspath(path), folder=folder)

    def _by_git(self, path: str, *, folder: bool) -> bool:
        for above, spec in self._specs_above(os.path.dirname(path)):
            name = Path(path).relative_to(above).as_posix() + ("/" if folder else "")
            found = spec.check_file(name).include
            if found is not None:
                return found
        return False

    def _specs_above(self, folder: str) -> list[tuple[Path, GitIgnoreSpec]]:
        """The .gitignore files that bear on what stands in a folder, its own first."""
        if folder not in self._above:
            specs = [(above, self._spec_of(above)) for above in self._folders_from(Path(folder))]
            self._above[folder] = [(above, spec) for above, spec in specs if spec is not None]
        return self._above[folder]

    def _folders_from(self, folder: Path) -> Iterator[Path]:
        for above in (folder, *folder.parents):
            yield above
            if above == self._root:
                return

    def _spec_of(self, folder: Path) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            file = folder / ".gitignore"
            self._specs[folder] = (
                _spec(file.read_text("utf-8", errors="replace").splitlines())
                if file.is_file()
                else None
            )
        return self._specs[folder]


def _spec(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
