"""What each family of evidence from the page gives: F1 of pages with it and without.

    python -m cleaner.scoring.page_ablation PAGES.jsonl.gz … [--half report]

A page is read once (and once without the repair) and cleaned by the rules without the topic stage,
then without each family. Shown is the F1 (4-gram shingles) of trafilatura without comments, of
reading alone and of all, and what all loses without a family, each difference with its paired 95 %
interval.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args
from unittest.mock import patch

from cleaner.api import Cleaner
from cleaner.engine.settings import Settings
from cleaner.model import Document, Rule
from cleaner.packs.load import load_rules
from cleaner.scoring.before_after import Tally
from cleaner.scoring.bootstrap import paired_interval
from cleaner.scoring.extractors import find_extractor
from cleaner.scoring.html import clean_extracted, extract_page
from cleaner.scoring.judging import Gold
from cleaner.scoring.records import Half, Record, chosen, known_of, read_records, set_name, text_of
from cleaner.scoring.shingles import Agreement, averages

#: What is measured beside the families of rules.
BASELINE, READ, ALL, UNREPAIRED = "trafilatura-body", "read", "all", "repair"
TEXT_RULES, PAGE_RULES = "rules of the text", "rules of the page"
Agreements = Mapping[str, Sequence[Agreement]]


def families(rules: Iterable[Rule]) -> dict[str, tuple[str, ...]]:
    """The codes of each family, by what its rules ask of the page."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for rule in rules:
        if family := family_of(rule):
            found[family].append(rule.code)
            found[PAGE_RULES].append(rule.code)
        elif rule.category != "coherence":
            found[TEXT_RULES].append(rule.code)
    return {name: tuple(codes) for name, codes in found.items()}


def family_of(rule: Rule) -> str:
    """What a rule asks of the page, the most telling first; nothing where it asks for none."""
    if rule.detector == "page":
        return "page model"
    if rule.where.dom:
        return "names"
    if rule.where.element or rule.where.min_link_density:
        return "elements and links"
    return "place" if rule.where.asks_page else ""


def measure(path: Path, half: Half | None = None) -> Agreements:
    """The agreement of every page's text with its gold, for each way of making the text.

    Raises:
        ReadError: the file cannot be read.

    """
    without = {ALL: (), **families(load_rules())}
    cleaners = {name: _cleaner(codes) for name, codes in without.items()}
    found: defaultdict[str, list[Agreement]] = defaultdict(list)
    with_gold = (record for record in read_records(path) if record.get("gold_text"))
    for record in chosen(with_gold, half, None):
        gold = Gold(text_of(record, "gold_text", path))
        for name, text in _texts(record, text_of(record, "html", path), cleaners):
            found[name].append(gold.agreement(text))
    return found


def _cleaner(without: Sequence[str]) -> Cleaner:
    return Cleaner(Settings(ignore=("coherence", *without)))


def _texts(record: Record, html: str, cleaners: Mapping[str, Cleaner]) -> Iterator[tuple[str, str]]:
    """The page's text by each way of making it; a page that cannot be read has none."""

    def read(extractor: str) -> str | Document:
        return extract_page(find_extractor(extractor), html, record, Tally())

    def cleaned(cleaner: Cleaner, page: str | Document) -> str:
        return clean_extracted(cleaner, page, known_of(record)).text

    page = read("cleaner")
    yield BASELINE, str(read(BASELINE))
    yield READ, page if isinstance(page, str) else page.text
    for name, cleaner in cleaners.items():
        yield name, cleaned(cleaner, page)
    with patch("cleaner.reading.html.repaired", lambda text, found: None):
        yield UNREPAIRED, cleaned(cleaners[ALL], read("cleaner"))


def table(found: Agreements) -> Iterator[str]:
    """A line for each way: F1, and the difference that it makes with its interval."""
    yield f"{len(found[ALL])} pages"
    for name in (BASELINE, READ, ALL):
        yield f"{name:20} {averages(found[name]).f1:.4f}" + (
            "" if name == BASELINE else f"  against {BASELINE} {_difference(found, BASELINE, name)}"
        )
    for name in found:
        if name not in (BASELINE, READ, ALL):
            yield f"without {name:20} {_difference(found, name, ALL)}"


def _difference(found: Agreements, before: str, after: str) -> str:
    difference = averages(found[after]).f1 - averages(found[before]).f1
    low, high = paired_interval(found[before], found[after], lambda drawn: averages(drawn).f1)
    return f"{difference:+.4f} [{low:+.4f}, {high:+.4f}]"


def main(argv: Sequence[str] | None = None) -> int:
    """Print a table for each file of pages."""
    parser = argparse.ArgumentParser(description="What each family of page evidence gives.")
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--half", choices=get_args(Half))
    options = parser.parse_args(argv)
    for path in options.pages:
        print(set_name(path))
        for line in table(measure(path, options.half)):
            print(f"  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
