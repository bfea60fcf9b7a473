"""Splices written as Markdown for the hooks' profile."""

from __future__ import annotations

from cleaner.scoring.authored_splices import as_markdown, shares
from cleaner.scoring.splice_data import Splice
from tests.packs.test_profiles import BRIDGE, STRIKER, TEAM

TITLE = "Town council delays vote on harbour bridge"
CLEAN = Splice("a", "own", "en", "clean", TITLE, BRIDGE, (0,) * 4, None, None)
BLOCKS = (*BRIDGE[:2], TEAM, STRIKER, *BRIDGE[2:])
SPLICED = Splice("a", "own", "en", "easy", TITLE, BLOCKS, (0, 0, 1, 1, 0, 0), "p2", "b")


def test_where_the_foreign_blocks_stand() -> None:
    text, foreign = as_markdown(SPLICED)
    assert text.startswith(f"# {TITLE}\n\n{BRIDGE[0]}\n")
    assert [text[span.start : span.end] for span in foreign] == [TEAM, STRIKER]


def test_sections_have_headings_but_fragments_have_none() -> None:
    text, foreign = as_markdown(SPLICED, sections=1)
    assert text.count("\n## Part ") == 4
    assert text[foreign[0].end : foreign[1].start] == "\n\n"


def test_articles_with_a_finding_are_counted() -> None:
    everything = [CLEAN, SPLICED]
    assert list(shares(everything)) == [("clean", 0, 1), ("easy", 1, 1), ("easy, p2", 1, 1)]
    assert list(shares(everything, sections=2))[1] == ("easy", 0, 1)
