"""The list of links or titles that stands under a leftover heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.detectors.base import View
from cleaner.detectors.conditions import holds
from cleaner.model import Block, Evidence, Kind, Rule

#: A heading that stands there so often heads nothing.
BUTTONS = 3
#: Words of the longest open line that reads like a title.
LONGEST = 25
#: A kicker has so many letters at least; fewer may be initials.
KICKER_LETTERS = 3


class UnderDetector:
    """Finds what hangs under the headings that the rules in ``headings`` found.

    ``most`` blocks are taken at the most, and only while they read like items: list items, lines
    that are not closed, addresses, and single words in capitals above them. Before running text
    the last open line is left, for it may be a real subheading, unless each line has such a word.
    With ``alike`` items of a list have no other lines behind them.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self._rules = rules

    def find(self, view: View) -> Iterator[Evidence]:
        """The items, heading by heading."""
        if view.untouched:
            return
        for rule in self._rules:
            taken: set[int] = set()
            headings = view.found(rule.options["headings"])
            for heading in headings:
                items = _items(view, heading, rule)
                if _is_button(view, heading, headings, items):
                    continue
                for block in items:
                    if block.index not in taken and holds(rule.where, block, view):
                        taken.add(block.index)
                        yield Evidence(rule, block.index, block.span)


def _is_button(view: View, heading: int, headings: Sequence[int], items: Sequence[Block]) -> bool:
    """Whether it is the button of a listing's entries, with the title of the next one under it.

    It says what so many of the headings say, and up to the next of them there is one item.
    """
    words = view.document.blocks[heading].folded
    same = [index for index in headings if view.document.blocks[index].folded == words]
    following = next((index for index in same if index > heading), len(view.document.blocks))
    return len(same) >= BUTTONS and sum(item.index < following for item in items) <= 1


def _items(view: View, heading: int, rule: Rule) -> list[Block]:
    most, alike = rule.options["most"], rule.options["alike"]
    items: list[Block] = []
    after = None
    for block in view.live_after(heading):
        after = block
        if len(items) == most or block.protected:
            break
        if not (_reads_like_item(block) or _is_kicker(block)):
            break
        if alike and items and items[-1].kind is Kind.LIST_ITEM is not block.kind:
            break
        items.append(block)
        after = None
    if items and _is_kicker(items[-1]):
        after = items.pop()
    if not items or not _runs(after) or items[-1].kind is Kind.LIST_ITEM:
        return items
    return items if _under_kicker(items) else items[:-1]


def _is_kicker(block: Block) -> bool:
    """Whether it names, in capitals, the section that the title under it stands in."""
    return block.words == 1 and block.text.isupper() and len(block.text) >= KICKER_LETTERS


def _under_kicker(items: Sequence[Block]) -> bool:
    """Whether each title has its kicker, the last one, too, which is then no subheading."""
    kickers, titles = items[::2], items[1::2]
    return (
        len(items) % 2 == 0 and all(map(_is_kicker, kickers)) and not any(map(_is_kicker, titles))
    )


def _runs(block: Block | None) -> bool:
    """Whether it is running text, closed or not."""
    return block is not None and (block.body_like or block.words > LONGEST)


def _reads_like_item(block: Block) -> bool:
    if block.kind is Kind.LIST_ITEM:
        return block.words <= 40
    if block.words == 1:
        return "@" in block.text or "." in block.text.strip(".")
    return not block.closed and block.words <= LONGEST
