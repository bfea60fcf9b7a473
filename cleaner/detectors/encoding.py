"""Repairs: encoding damage, HTML entities, invisible characters."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.detectors.units import sighting
from cleaner.model import Block, Evidence, Rule, Span

#: What damaged letters begin with: without one of them there is no damage.
_FIRST_HALVES = "ÂÃâÐÑã"
#: What UTF-8 read as Windows-1252 leaves behind; text without it is never handed to ftfy.
_MOJIBAKE = re.compile(
    rf"[{_FIRST_HALVES}][\u0080-\u00bf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}\d{0,2});")
#: C0 controls but for tab and line ends, zero-width space, word joiner, inner BOM, object
#: replacement. Joiners (U+200C, U+200D) and direction marks carry meaning and stay, and so do C1
#: controls: they are halves of damaged letters, and without them the damage is past repair.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff\ufffc]+")


class EncodingDetector:
    """Finds what each rule's name stands for: mojibake, entities or invisible characters."""

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """One sighting a damaged stretch, with what should stand there."""
        for rule in self._rules:
            damage = rule.options["damage"]
            if not _MAY_HOLD[damage](view.document.text):
                continue
            for block in view.readable:
                for span, replacement in _REPAIRS[damage](block):
                    if not holds(rule.where, block, view):
                        continue
                    values = {"match": block.text[span.start : span.end], "repaired": replacement}
                    found = sighting(rule, block, span, replacement=replacement, values=values)
                    if found:
                        yield found


def _mojibake(block: Block) -> Iterator[tuple[Span, str]]:
    """Each stretch that differs once ftfy has mended the block."""
    if block.text.isascii() or not _MOJIBAKE.search(block.text):
        return
    from ftfy import fix_encoding

    broken, mended = block.text, fix_encoding(block.text)
    # Damage and repair are both beyond ASCII, so that the text between is the same in both.
    stretches = [(match.start(), match.group()) for match in _BEYOND_ASCII.finditer(broken)]
    repairs = _BEYOND_ASCII.findall(mended)
    if _BEYOND_ASCII.split(broken) != _BEYOND_ASCII.split(mended):
        stretches, repairs = [(0, broken)], [mended]
    for (place, stretch), repair in zip(stretches, repairs, strict=True):
        if stretch != repair:
            start, end = _same_ends(stretch, repair)
            span = Span(place + start, place + len(stretch) - end)
            yield span, repair[start : len(repair) - end]


def _same_ends(one: str, other: str) -> tuple[int, int]:
    """How many characters at the start, and how many at the end behind them, are the same."""
    least = min(len(one), len(other))
    start = next((i for i in range(least) if one[i] != other[i]), least)
    rest = least - start
    return start, next((i for i in range(rest) if one[-1 - i] != other[-1 - i]), rest)


def _entities(block: Block) -> Iterator[tuple[Span, str]]:
    if "&" not in block.text:
        return
    for match in _ENTITY.finditer(block.text):
        character = html.unescape(match.group())
        if character != match.group():
            yield Span(*match.span()), character


def _invisible(block: Block) -> Iterator[tuple[Span, str]]:
    for match in _INVISIBLE.finditer(block.text):
        yield Span(*match.span()), ""


_REPAIRS: dict[str, Callable[[Block], Iterator[tuple[Span, str]]]] = {
    "mojibake": _mojibake,
    "entities": _entities,
    "invisible": _invisible,
}

#: The bytes of UTF-8 that are no control characters, and what else is looked for.
_NO_CONTROLS = bytes(byte for byte in range(256) if not _INVISIBLE.match(chr(byte)))
_ZERO_WIDTH = "\u200b\u2060\ufeff\ufffc"


def _may_be_mojibake(text: str) -> bool:
    # Entities may stand for the letters.
    return not text.isascii() and ("&" in text or any(half in text for half in _FIRST_HALVES))


def _may_be_invisible(text: str) -> bool:
    # In one go over the bytes: twenty times faster than the expression.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _NO_CONTROLS)
    return bool(rest) or any(character in text for character in _ZERO_WIDTH)


#: What tells at once that a text holds no such damage.
_MAY_HOLD: dict[str, Callable[[str], bool]] = {
    "mojibake": _may_be_mojibake,
    "entities": lambda text: "&" in text,
    "invisible": _may_be_invisible,
}
