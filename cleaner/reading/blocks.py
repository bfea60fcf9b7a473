"""Making blocks: folding, keys, word counts and sentence closing, for every reader alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.model import Block, Dom, Kind, Segment

#: Typographic variants that rules should not have to list; each maps to one code point, so that
#: folded text keeps the offsets of the text.
_PLAIN = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2015": "-",
    "\u2212": "-",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u200b": " ",
    "\ufeff": " ",
    "\uff1a": ":",
    # The only character whose lower case is longer than itself.
    "\u0130": "i",
}

#: Longer blocks get no key: no whole-line phrase or title is that long, and most text is in them.
KEY_LIMIT = 300

_TERMINALS = frozenset(".!?\u2026\u3002\uff01\uff1f\uff0e\u0964\u061f\u06d4\u17d4\u1362")
#: What may stand behind the full stop of a closed sentence.
_CLOSERS = " \t\r\n\"')]}>*_\u201d\u2019\u00bb\u203a\u300d\u300f\uff09"
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_LINE_CORE = re.compile(r"[^\W_](?:.*[^\W_])?")
_OTHER_SPACE = ("  ", "\n", "\t", "\r", "\v", "\f")
#: Scripts that are written without spaces: Han, kana, Thai, Lao, Myanmar, Khmer.
_UNSPACED = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)


def fold(text: str) -> str:
    """``text`` in lower case with plain quotes, dashes and spaces; the length stays the same.

    >>> fold("“Read More” – NOW")
    '"read more" - now'
    """
    if not text.isascii():
        # A replacement that finds nothing costs a memchr, str.translate a look-up a character.
        for variant, plain in _PLAIN.items():
            if variant in text:
                text = text.replace(variant, plain)
    return text.lower()


def key_of(folded: str) -> str:
    """What a folded line is looked up by: no punctuation or symbols around it, single spaces.

    >>> key_of("»  read   more: ")
    'read more'
    """
    if len(folded) > KEY_LIMIT:
        return ""
    core = _CORE.search(folded)
    return " ".join(core.group().split()) if core else ""


def keys_of(lines: Sequence[str]) -> tuple[str, ...]:
    """The keys of lines that are not folded yet.

    The rules list ten thousand phrases, and folding them one by one took half of their loading.

    >>> keys_of(["Read more:", "» Share"])
    ('read more', 'share')
    """
    text = fold("\n".join(lines))
    cores = _LINE_CORE.findall(text)
    if (
        len(cores) != len(lines)
        or text.count("\n") >= len(lines)
        or max(map(len, lines)) > KEY_LIMIT
    ):
        return tuple(key_of(fold(line)) for line in lines)
    return tuple([" ".join(core.split()) for core in cores])


def count_words(text: str) -> int:
    """White-space separated words; in scripts without spaces two characters count as one word."""
    if text.isascii():
        # Where no white space but single spaces stands, to count is ten times faster than to split.
        plain = not any(space in text for space in _OTHER_SPACE) and text.strip() == text != ""
        return text.count(" ") + 1 if plain else len(text.split())
    words = len(text.split())
    unspaced = len(_UNSPACED.findall(text))
    return words + unspaced // 2


def is_running(text: str) -> bool:
    """Whether it would make a block of running text (:attr:`cleaner.model.Block.body_like`)."""
    return count_words(text) >= 20 and is_closed(text)


def is_closed(text: str) -> bool:
    """Whether the text ends a sentence, behind any closing quotes and brackets.

    >>> is_closed('He said "No."'), is_closed("Latest News"), is_closed("Ingredients:")
    (True, False, False)
    """
    core = text.rstrip(_CLOSERS)
    return bool(core) and core[-1] in _TERMINALS


def make_block(
    index: int,
    kind: Kind,
    start: int,
    end: int,
    text: str,
    *,
    level: int = 0,
    fixed: bool = False,
    segments: tuple[Segment, ...] | None = None,
    dom: Dom | None = None,
    folded: str | None = None,
) -> Block:
    """A block with its features; ``folded`` may be given where the caller has it at hand."""
    if folded is None:
        folded = fold(text)
    return Block(
        index,
        kind,
        start,
        end,
        text,
        folded,
        key_of(folded),
        count_words(text),
        is_closed(text),
        level,
        fixed,
        segments,
        dom,
    )


def moved(
    block: Block,
    index: int,
    start: int,
    end: int,
    segments: tuple[Segment, ...] | None = None,
    dom: Dom | None = None,
) -> Block:
    """A ``block`` at another place, where nothing is known of its markup but what is given.

    Three times as fast as ``dataclasses.replace``, and asked for every block of every pass.
    """
    return Block(
        index,
        block.kind,
        start,
        end,
        block.text,
        block.folded,
        block.key,
        block.words,
        block.closed,
        block.level,
        block.fixed,
        segments,
        dom,
    )


def with_dom(block: Block, dom: Dom) -> Block:
    """A page's ``block`` with what stands around its place."""
    return moved(block, block.index, block.start, block.end, block.segments, dom)
