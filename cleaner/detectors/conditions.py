"""Whether a block meets a rule's ``[where]``."""

from __future__ import annotations

from cleaner.detectors.base import View
from cleaner.model import Block, Dom, Kind, Where


def holds(where: Where, block: Block, view: View) -> bool:
    """Whether all conditions of ``where`` hold for a live block; the cheap ones are asked first."""
    return _holds_alone(where, block) and _holds_in(where, block, view)


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
    if where.lone is not None and view.is_lone(block) is not where.lone:
        return False
    return not where.near or _near(where.near, block, view)


def _near(categories: tuple[str, ...], block: Block, view: View) -> bool:
    return any(
        item.rule.category in categories
        for place in view.neighbours(block.index)
        for item in view.evidence(place)
    )
