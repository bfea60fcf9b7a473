"""Whether a block meets a rule's ``[where]``."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from cleaner.detectors.base import View
from cleaner.model import Block, Dom, Kind, Where

#: What a view is asked for each condition on what stands around a block, in the order of _ASKS.
_AROUND = attrgetter("lone", "between", "echoed", "listed", "follows_text")
_ASKS = (View.is_lone, View.is_between, View.is_echoed, View.is_listed, View.follows_text)
_NOTHING = (None,) * len(_ASKS)


def holds(where: Where, block: Block, view: View, run: Sequence[Block] = ()) -> bool:
    """Whether all conditions of ``where`` hold for a live block; the cheap ones are asked first.

    ``run`` are the neighbours that it was found together with, itself among them.
    """
    if not (_holds_alone(where, block) and _holds_in(where, block, view)):
        return False
    wanted = where.whole_section
    return wanted is None or view.is_whole_section(run or (block,)) is wanted


def _holds_alone(where: Where, block: Block) -> bool:
    return not (
        (where.max_words and block.words > where.max_words)
        or block.words < where.min_words
        or (where.closed is not None and block.closed is not where.closed)
        or (where.kinds and block.kind not in where.kinds)
        or (where.asks_page and not _holds_on_page(where, block.dom))
    )


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


def _holds_in(where: Where, block: Block, view: View) -> bool:
    if where.position and view.position(block.index) not in where.position:
        return False
    if where.formats and view.document.format not in where.formats:
        return False
    if where.first is not None and (view.live[0] is block) is not where.first:
        return False
    if where.last is not None and (view.live[-1] is block) is not where.last:
        return False
    if block.kind is Kind.HEADING and view.heads_text(block):
        return False
    if not _holds_around(where, block, view):
        return False
    if where.max_run and view.ends_run(block, where.max_run):
        return False
    return not where.near or _near(where.near, block, view)


def _holds_around(where: Where, block: Block, view: View) -> bool:
    wanted = _AROUND(where)
    return wanted == _NOTHING or all(
        want is None or ask(view, block) is want for want, ask in zip(wanted, _ASKS, strict=True)
    )


def _near(categories: tuple[str, ...], block: Block, view: View) -> bool:
    return any(
        item.rule.category in categories
        for place in view.neighbours(block.index)
        for item in view.evidence(place)
    )
