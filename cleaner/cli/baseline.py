"""Findings that were there before, so that only new ones count."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cleaner.cli.files import write_whole
from cleaner.formats.checked import Checked, Entry
from cleaner.model import CleanerError

#: Raised with every change that an older reader would not understand.
VERSION = 1
_ABOUT = "Findings from before; cleaner check --write-baseline renews this file."


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings by path (relative to the baseline's folder, with ``/``)."""

    folder: Path
    files: Mapping[str, Mapping[str, Mapping[str, str]]]

    def new(self, checked: Checked) -> Checked:
        """The source with its new findings only.

        An entry is known by its rule and its words; of two with the same words the first of the
        file is the first of the baseline.
        """
        known = self.files.get(_relative(checked.name, self.folder))
        if not known:
            return checked
        left = tuple(entry for entry in checked.entries if entry.fingerprint not in known)
        gone = len(checked.entries) - len(left)
        return replace(checked, entries=left, known=checked.known + gone)

    def stale(self, checked: Iterable[Checked]) -> list[str]:
        """Entries of the files in ``checked``, and of files that are gone, that nothing matches.

        ``checked`` must hold all findings, the known ones too.
        """
        found = {_relative(c.name, self.folder): c for c in checked if c.error is None}
        result = []
        for path, known in sorted(self.files.items()):
            if path in found:
                here = {entry.fingerprint for entry in found[path].entries}
                result += [_shown(path, e) for print_, e in known.items() if print_ not in here]
            elif not (self.folder / path).exists():
                result += [_shown(path, entry) for entry in known.values()]
        return result


def read_baseline(path: Path) -> Baseline:
    """The baseline in file ``path``.

    Raises:
        CleanerError: the file cannot be read or is none.

    """
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["schema_version"] != VERSION:
            raise CleanerError(f"has schema version {data['schema_version']}", place=str(path))
        files = {
            name: {entry["fingerprint"]: entry for entry in entries}
            for name, entries in data["files"].items()
        }
    except OSError as error:
        raise CleanerError(f"cannot be read: {error.strerror}", place=str(path)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CleanerError(f"is no baseline: {error!r}", place=str(path)) from error
    return Baseline(path.absolute().parent, files)


def write_baseline(path: Path, checked: Iterable[Checked], before: Baseline | None) -> int:
    """Writes all findings of ``checked`` to ``path``; how many there are.

    Entries that ``before`` has of files that were not checked now stay, if the files are there.
    """
    folder = path.absolute().parent
    done = {_relative(one.name, folder): one for one in checked if one.error is None}
    files: dict[str, list[dict[str, Any]]] = {}
    if before is not None:
        for name, known in before.files.items():
            if name not in done and (folder / name).exists():
                files[name] = [dict(entry) for entry in known.values()]
    for name, one in done.items():
        if one.left:
            files[name] = [_entry(entry) for entry in one.left]
    data = {"schema_version": VERSION, "about": _ABOUT, "files": dict(sorted(files.items()))}
    write_whole(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
    return sum(map(len, files.values()))


def _entry(entry: Entry) -> dict[str, str]:
    finding = entry.finding
    return {
        "code": finding.code,
        "fingerprint": entry.fingerprint,
        "excerpt": finding.excerpt,
    }


def _shown(path: str, entry: Mapping[str, str]) -> str:
    return f"{path}: {entry['code']} {entry['excerpt']}"


def _relative(name: str, folder: Path) -> str:
    return Path(os.path.relpath(os.path.abspath(name), folder)).as_posix()
