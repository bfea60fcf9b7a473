"""Finding the title where the caller did not give it."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.model import Block, Title

#: How far down the first line of an article may stand below what a page put above it.
_DEPTH = 3
_MIN_WORDS, _MAX_WORDS = 3, 30


def title_in_text(blocks: Sequence[Block]) -> Title | None:
    """The first open line above the text, if the first blocks hold one that reads like a title.

    A title has 3 to 30 words, does not end a sentence with a full stop, and more text than a title
    stands below it.
    """
    for block in blocks[:_DEPTH]:
        if not _MIN_WORDS <= block.words <= _MAX_WORDS:
            continue
        ends_open = not block.text.rstrip("\"'”’» ").endswith((".", ":", ";", ",", "…"))
        if ends_open and any(after.words > block.words for after in blocks[block.index + 1 :]):
            return Title(block.text, "first line", block.index)
    return None
