"""Is Markdown that cleaner changes still what it was, but for what went?

    python -m cleaner.scoring.markdown_fidelity FOLDER …

looks at every Markdown file in the folders: what profile ``authored`` finds, whether checking,
fixing and checking again is stable, whether a file without findings keeps its bytes, and whether
what was kept renders to the same HTML, after the fixes of both profiles and after taking out a
random half of all blocks that may go, a harder test of the reader than real leftovers are.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cleaner.api import Cleaner
from cleaner.engine.removal import removal_patch
from cleaner.engine.result import Result
from cleaner.engine.settings import Settings
from cleaner.model import Evidence, Fix, Patch, ReadError, Rule
from cleaner.reading.decode import decode, encode
from cleaner.reading.read import FORMATS, read
from cleaner.scoring.rendering import kept_renders_the_same

PROFILES = ("authored", "scraped")
_ANY = Rule("ANY000", "any", "text", "phrase", "trim", Fix.SAFE, "", "")
#: The share of removable blocks that the hard test takes out.
_SHARE = 0.5


@dataclass(slots=True)
class Tally:
    """Counts over files, and what went wrong as (file, what)."""

    files: int = 0
    skipped: int = 0
    found: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    removed_at_random: int = 0
    findings: list[str] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    spaced: int = 0


def measure(paths: Iterable[Path], *, ignore: tuple[str, ...] = ()) -> Tally:
    """The tally over Markdown files; ``ignore`` leaves out rules."""
    tally = Tally()
    cleaners = [(name, Cleaner(Settings(profile=name, ignore=ignore))) for name in PROFILES]
    for path in paths:
        data = path.read_bytes()
        try:
            decoded = decode(data, place=str(path))
        except ReadError:
            tally.skipped += 1
            continue
        tally.files += 1
        if encode(decoded.text, decoded.encoding, bom=decoded.bom) != data:
            tally.faults.append((str(path), "bytes do not come back"))
        for name, cleaner in cleaners:
            result = cleaner.clean(decoded.text, input_format="markdown")
            _enter(tally, name, path, result)
            tally.faults += [(str(path), f"{name}: {fault}") for fault in faults(cleaner, result)]
        patch = random_removal(decoded.text)
        tally.removed_at_random += len(patch.edits)
        tally.spaced += not kept_renders_the_same(decoded.text, patch)
        if not kept_renders_the_same(decoded.text, patch, spacing=False):
            tally.faults.append((str(path), "random removal: what was kept renders otherwise"))
    return tally


def faults(cleaner: Cleaner, result: Result) -> Iterator[str]:
    """What is wrong with a result: not stable, no exact undo, bytes or rendering touched."""
    source = result.undo()
    again = cleaner.clean(result.text, input_format="markdown")
    if again.changed:
        yield "fixing again changes more"
    if not any(finding.applied for finding in result.findings) and result.text != source:
        yield "changed without a finding"
    if result.changed and not kept_renders_the_same(source, result.report.patch, spacing=False):
        yield "what was kept renders otherwise"


def random_removal(text: str, seed: int = 0) -> Patch:
    """The patch that takes out about half of the blocks that may go."""
    document = read(text, input_format="markdown")
    draw = random.Random(seed)
    going = [
        Evidence(_ANY, block.index, block.span)
        for block in document.blocks
        if not block.protected and not block.fixed and draw.random() < _SHARE
    ]
    return removal_patch(document, going)


def _enter(tally: Tally, profile: str, path: Path, result: Result) -> None:
    if result.findings:
        tally.found[profile] += 1
    if result.changed:
        tally.changed[profile] += 1
    if profile == "authored":
        tally.findings += [
            f"{path}:{f.line}: {f.code} [{f.fix}] {f.excerpt}" for f in result.findings
        ]


def markdown_files(folders: Iterable[Path]) -> Iterator[Path]:
    """Markdown files in folders, each content once."""
    seen = set()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if FORMATS.get(path.suffix.lower()) == "markdown" and path.is_file():
                content = path.read_bytes()
                if content not in seen:
                    seen.add(content)
                    yield path


def main(arguments: Sequence[str]) -> int:
    """Print the figures; 1 where something is wrong."""
    ignore = tuple(a.removeprefix("--ignore=") for a in arguments if a.startswith("--ignore="))
    folders = [Path(a) for a in arguments if not a.startswith("--")]
    tally = measure(markdown_files(folders), ignore=ignore)
    for line in tally.findings:
        print(line)
    for path, fault in tally.faults:
        print(f"FAULT {path}: {fault}")
    print(f"{tally.files} files ({tally.skipped} not decodable)")
    for profile in PROFILES:
        found, changed = tally.found[profile], tally.changed[profile]
        print(
            f"{profile}: findings in {found} files ({found / max(tally.files, 1):.2%}), "
            f"safe fixes in {changed} ({changed / max(tally.files, 1):.2%})"
        )
    print(
        f"random removal: {tally.removed_at_random} stretches taken out; "
        f"in {tally.spaced} files a list changed the space between its items"
    )
    print(f"{len(tally.faults)} faults")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
