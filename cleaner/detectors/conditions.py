"""Whether a block meets a rule's ``[where]``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import inf

from cleaner.detectors.base import View
from cleaner.model import Block, Dom, Where

_Ask = Callable[[View, Block], bool]

#: What a view is asked for each condition on what stands around a block, the cheap ones first.
_AROUND: dict[str, _Ask] = {
    "first": lambda view, block: view.live[0] is block,
    "last": lambda view, block: view.live[-1] is block,
    "lone": View.is_lone,
    "between": View.is_between,
    "echoed": View.is_echoed,
    "listed": View.is_listed,
    "follows_text": View.follows_text,
}


class Conditions:
    """A rule's ``[where]``, taken apart once: of a block no more is asked than it sets.

    Most rules set a number of words and where the block stands, and are asked of most blocks.
    """

    def __init__(self, where: Where) -> None:
        self._where = where
        self._least, self._most = where.min_words, where.max_words or inf
        self._closed = where.closed
        self._kinds = where.kinds
        self._position = where.position
        self._page = where if where.asks_page else None
        self._asks = tuple(_asks(where))
        self._section = where.whole_section

    def among(self, blocks: Sequence[Block], view: View) -> Sequence[Block]:
        """Those of the ``blocks``, which are in order, that one look does not rule out."""
        where = self._where
        if where.near and view.categories.isdisjoint(where.near):
            return ()
        if where.first:
            blocks = blocks[:1]
        if where.last:
            blocks = blocks[-1:]
        if where.position == ("lead",) and view.body:
            blocks = blocks[: bisect_left(blocks, view.body[0], key=lambda block: block.index)]
        return [b for b in blocks if b.kind in where.kinds] if where.kinds else blocks

    def hold(self, block: Block, view: View, run: Sequence[Block] = ()) -> bool:
        """Whether all of them hold for a live block; the cheap ones are asked first.

        ``run`` are the neighbours that it was found together with, itself among them.
        """
        if (
            not self._least <= block.words <= self._most
            or (self._closed is not None and block.closed is not self._closed)
            or (self._kinds and block.kind not in self._kinds)
            or (self._page is not None and not _holds_on_page(self._page, block.dom))
            or (self._position and view.position(block.index) not in self._position)
            or (block.level and view.heads_text(block))
        ):
            return False
        for ask, wanted in self._asks:
            if ask(view, block) is not wanted:
                return False
        whole = self._section
        return whole is None or view.is_whole_section(run or (block,)) is whole


#: The conditions of a ``[where]``, taken apart once.
conditions_of = lru_cache(maxsize=1024)(Conditions)


def holds(where: Where, block: Block, view: View, run: Sequence[Block] = ()) -> bool:
    """Whether the conditions of ``where`` hold, for who asks of few blocks."""
    return conditions_of(where).hold(block, view, run)


def _asks(where: Where) -> Iterator[tuple[_Ask, bool]]:
    """The questions on what stands around a block, with the answers that are wanted."""
    formats, most, near = where.formats, where.max_run, where.near
    if formats:
        yield lambda view, _: view.document.format in formats, True
    for name, ask in _AROUND.items():
        wanted = getattr(where, name)
        if wanted is not None:
            yield ask, wanted
    if most:
        yield lambda view, block: view.ends_run(block, most), False
    if near:
        yield lambda view, block: _near(near, block, view), True


def _holds_on_page(where: Where, dom: Dom | None) -> bool:
    if dom is None:
        return False
    if where.container and dom.inside is not (where.container == "inside"):
        return False
    return not (
        (where.dom and dom.groups.isdisjoint(where.dom))
        or (where.element and dom.elements.isdisjoint(where.element))
        or dom.link_density < where.min_link_density
    )


def _near(categories: tuple[str, ...], block: Block, view: View) -> bool:
    return not view.categories.isdisjoint(categories) and any(
        item.rule.category in categories
        for place in view.neighbours(block.index)
        for item in view.evidence(place)
    )
