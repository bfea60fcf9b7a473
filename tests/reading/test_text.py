"""Plain text → blocks."""

from __future__ import annotations

import pytest

from cleaner.model import Kind
from cleaner.reading.blocks import fold, is_closed, key_of, keys_of
from cleaner.reading.text import read_text
from tests.conftest import BODY, OTHER_BODY


def texts(source: str) -> list[str]:
    return [block.text for block in read_text(source)]


def test_each_line_is_a_block_and_blocks_are_slices_of_the_source() -> None:
    source = f"Title here now\r\n\r\n{BODY}\n- one item\n\n * * * \r{OTHER_BODY}"
    blocks = read_text(source)
    assert [source[b.start : b.end] for b in blocks] == [b.text for b in blocks]
    assert [b.kind for b in blocks] == [
        Kind.HEADING,
        Kind.PARAGRAPH,
        Kind.LIST_ITEM,
        Kind.RULE,
        Kind.PARAGRAPH,
    ]


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    wrapped = (
        "The harbour was closed for two hours on Tuesday after a\n"
        "barge lost part of its load of gravel near the eastern\n"
        "pier, and the ferry had to wait outside."
    )
    assert texts(f"{wrapped}\n\nLatest News") == [wrapped, "Latest News"]


def test_verse_and_lists_of_short_lines_are_not_wrapped() -> None:
    verse = "The tide comes in\nand takes the sand\nand gives it back\nto no one's hand"
    assert texts(verse) == verse.split("\n")


def test_a_long_text_without_line_breaks_is_read_as_sentences() -> None:
    source = f"{BODY} {OTHER_BODY} {BODY}"
    assert texts(source) == [BODY, OTHER_BODY, BODY]


def test_a_short_text_without_line_breaks_is_one_paragraph() -> None:
    assert texts("He left. She stayed.") == ["He left. She stayed."]


def test_empty_and_blank_sources_have_no_blocks() -> None:
    assert texts("") == texts(" \n\t\r\n") == []


def test_folding_keeps_offsets() -> None:
    source = "İstanbul – “Ünlü” N’est\u00a0pas ẞ"
    assert len(fold(source)) == len(source)
    assert key_of(fold("  » Read   More: ")) == "read more"


def test_closed() -> None:
    assert is_closed("He said “No.”)")
    assert is_closed("終わりました。")
    assert not is_closed("Ingredients:")
    assert not is_closed("")


def test_words_of_scripts_without_spaces_are_counted_by_characters() -> None:
    assert read_text("港は火曜日の朝に閉鎖された。")[0].words >= 6


@pytest.mark.parametrize(
    "lines",
    [
        ["Read more:", "» Share\u00a0this", "ΟΔΟΣ", "İki"],
        ["one\ntwo", "..."],
        ["...", "two"],
        ["a  b", "c\td", "e\u3000f"],
        ["x" * 301, "y"],
        [],
    ],
)
def test_keys_of_lines_are_those_of_each_line(lines: list[str]) -> None:
    assert keys_of(lines) == tuple(key_of(fold(line)) for line in lines)
