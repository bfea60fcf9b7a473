"""How many fragments of other stories the hooks' profile finds in articles written as Markdown.

    python -m cleaner.scoring.authored_splices splices_dev.jsonl.gz [--sections 3]

writes each version of each article as an author keeps it, with its title and what looks like a
heading as Markdown headings, checks it under profile ``authored``, and prints a table: the articles
with a finding on the foreign fragment, and the clean articles with any finding. ``--sections`` sets
a heading over so many blocks each, never inside a fragment: what fills a section is not flagged.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cleaner.api import Cleaner
from cleaner.engine.settings import Settings
from cleaner.model import Span
from cleaner.scoring.splice_data import Splice, load_splices


def as_markdown(splice: Splice, sections: int = 0) -> tuple[str, list[Span]]:
    """An article as Markdown, and where its foreign blocks stand."""
    text = f"# {splice.title}\n" if splice.title else ""
    foreign: list[Span] = []
    blocks = zip(splice.blocks, splice.headings, splice.labels, strict=True)
    for number, (block, heading, label) in enumerate(blocks):
        goes_on = label and number and splice.labels[number - 1]
        if sections and number and number % sections == 0 and not goes_on:
            text += f"\n## Part {number // sections}\n"
        text += "\n## " if heading else "\n"
        if label:
            foreign.append(Span(len(text), len(text) + len(block)))
        text += f"{block}\n"
    return text, foreign


def found(cleaner: Cleaner, splice: Splice, sections: int = 0) -> bool:
    """Whether a finding lies on the foreign fragment, or on anything in a clean article."""
    text, foreign = as_markdown(splice, sections)
    findings = cleaner.clean(text, input_format="markdown", language=splice.lang).findings
    if splice.level == "clean":
        return bool(findings)
    return any(f.start < span.end and span.start < f.end for f in findings for span in foreign)


def shares(splices: Iterable[Splice], sections: int = 0) -> Iterator[tuple[str, int, int]]:
    """For each level and each kind of fragment: its name, the articles with a finding, and all."""
    cleaner = Cleaner(Settings(profile="authored"))
    counts: dict[str, list[bool]] = defaultdict(list)
    for splice in splices:
        hit = found(cleaner, splice, sections)
        counts[splice.level].append(hit)
        if splice.fragment:
            counts[f"{splice.level}, {splice.fragment}"].append(hit)
    for name, hits in sorted(counts.items()):
        yield name, sum(hits), len(hits)


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="authored_splices")
    parser.add_argument("path", type=Path)
    parser.add_argument("--sections", type=int, default=0)
    options = parser.parse_args(arguments)
    for name, hits, count in shares(load_splices(options.path), options.sections):
        print(f"{name:12} {hits:5} of {count:5} {hits / count:6.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
