"""How many fragments of other stories the hooks' profile finds in articles written as Markdown.

    python -m cleaner.scoring.authored_splices splices_dev.jsonl.gz

writes each version of each article as an author keeps it, with its title and what looks like a
heading as Markdown headings, checks it under profile ``authored``, and prints a table: the share of
articles with a finding on the foreign fragment, and of clean articles with any finding.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cleaner.api import Cleaner
from cleaner.engine.settings import Settings
from cleaner.model import Span
from cleaner.scoring.splice_data import Splice, load_splices


def as_markdown(splice: Splice) -> tuple[str, list[Span]]:
    """An article as Markdown, and where its foreign blocks stand."""
    text = f"# {splice.title}\n" if splice.title else ""
    foreign = []
    for block, heading, label in zip(splice.blocks, splice.headings, splice.labels, strict=True):
        text += "\n## " if heading else "\n"
        if label:
            foreign.append(Span(len(text), len(text) + len(block)))
        text += f"{block}\n"
    return text, foreign


def found(cleaner: Cleaner, splice: Splice) -> bool:
    """Whether a finding lies on the foreign fragment, or on anything in a clean article."""
    text, foreign = as_markdown(splice)
    findings = cleaner.clean(text, input_format="markdown", language=splice.lang).findings
    if splice.level == "clean":
        return bool(findings)
    return any(f.start < span.end and span.start < f.end for f in findings for span in foreign)


def shares(splices: Iterable[Splice]) -> Iterator[tuple[str, int, int]]:
    """For each level and each kind of fragment: its name, the articles with a finding, and all."""
    cleaner = Cleaner(Settings(profile="authored"))
    counts: dict[str, list[bool]] = defaultdict(list)
    for splice in splices:
        hit = found(cleaner, splice)
        counts[splice.level].append(hit)
        if splice.fragment:
            counts[f"{splice.level}, {splice.fragment}"].append(hit)
    for name, hits in sorted(counts.items()):
        yield name, sum(hits), len(hits)


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    for name, hits, count in shares(load_splices(Path(arguments[0]))):
        print(f"{name:12} {hits:5} of {count:5} {hits / count:6.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
