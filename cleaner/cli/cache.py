"""What checking found before, kept by content, rules and configuration."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cleaner.cli.files import write_whole
from cleaner.engine.settings import Settings
from cleaner.formats.checked import Checked, checked_from_plain, checked_to_plain
from cleaner.model import CleanerError
from cleaner.packs.load import shipped_rules

FOLDER = ".cleaner-cache"
#: Sources that one cache file remembers; those that were not seen for longest go first.
LIMIT = 50_000
#: Cache files that are kept, one for each configuration that was used.
_FILES = 8
_PACKAGE = Path(__file__).resolve().parents[1]
#: Options that bear on what is found; the settings hold the others.
_OPTIONS = ("input_format", "title", "language", "url", "lossy")


class Cache:
    """Results of one configuration, in a file below ``root``.

    A cache that cannot be read or written is no cache, and nobody is told: it only saves time.
    """

    def __init__(self, root: Path, settings: Settings, options: Mapping[str, Any]) -> None:
        self._file = root / FOLDER / f"{_configuration(settings, options)[:32]}.json"
        self._old = _read(self._file)
        self._new: dict[str, Any] = {}
        self._added = False

    def get(self, name: str, data: bytes) -> Checked | None:
        """What was found in ``data`` under this name before."""
        key = _key(name, data)
        plain = self._new.get(key) or self._old.get(key)
        if plain is None:
            return None
        try:
            found = checked_from_plain(name, plain)
        except (ValueError, TypeError, KeyError):
            # Somebody else's file; what is checked now takes its place.
            return None
        self._new[key] = plain
        return found

    def put(self, data: bytes, checked: Checked) -> None:
        """Keeps what was found in ``data``."""
        if checked.error is None:
            self._new[_key(checked.name, data)] = checked_to_plain(checked)
            self._added = True

    def save(self) -> None:
        """Writes the file, if there is anything new in it."""
        if not self._added:
            return
        entries = {**{k: v for k, v in self._old.items() if k not in self._new}, **self._new}
        kept = dict(list(entries.items())[-LIMIT:])
        try:
            self._file.parent.mkdir(exist_ok=True)
            (self._file.parent / ".gitignore").write_text("*\n", "utf-8")
            write_whole(self._file, json.dumps(kept, separators=(",", ":")).encode())
            _prune(self._file.parent)
        except (OSError, CleanerError):
            # A folder that may not be written to; the next run looks at everything again.
            return


def _key(name: str, data: bytes) -> str:
    """Settings may differ from path to path, so that the name counts."""
    return hashlib.sha256(f"{name}\0".encode("utf-8", "surrogateescape") + data).hexdigest()[:40]


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _prune(folder: Path) -> None:
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_FILES:]:
        file.unlink(missing_ok=True)


def _configuration(settings: Settings, options: Mapping[str, Any]) -> str:
    """SHA-256 over the program, its rules and data, the settings and the user's rule files.

    Contents count and not dates, so that a cache survives a new installation of the same.
    """
    digest = hashlib.sha256()
    profile = [Path(settings.profile)] if settings.profile.endswith(".toml") else []
    folders = [_PACKAGE, shipped_rules(), *settings.extend]
    for path in [*(file for folder in folders for file in _files(folder)), *profile]:
        digest.update(f"{path.name}\0".encode("utf-8", "surrogateescape"))
        digest.update(path.read_bytes())
    known = [(name, options[name]) for name in _OPTIONS]
    digest.update(repr((_plain(settings), known)).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        # What scores the rules has no bearing on what they find.
        if path.suffix in (".py", ".json", ".toml") and "scoring" not in path.parts:
            yield path


def _plain(settings: Settings) -> str:
    """The settings without folders, whose contents count and not their place."""
    from dataclasses import replace

    return repr(replace(settings, extend=(), exclude=()))
