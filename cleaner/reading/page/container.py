"""The main container: the deepest element that holds most of the running text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Share of the running text that the main container holds. Of the text's paragraphs some stand in
#: boxes of their own; .7 was best of .5 to .9 when the evidence was first measured.
MOST = 0.7


def main_container(
    paragraphs: Iterable[tuple[Sequence[HtmlElement], int]],
) -> HtmlElement | None:
    """The deepest element that holds ``MOST`` of the text; ``None`` where there is no text.

    ``paragraphs`` are the elements around each paragraph of running text, from the root down and
    without the paragraph's own, and its length.
    """
    weights: dict[HtmlElement, int] = {}
    depths: dict[HtmlElement, int] = {}
    total = 0
    for chain, length in paragraphs:
        total += length
        for depth, element in enumerate(chain):
            weights[element] = weights.get(element, 0) + length
            depths[element] = depth
    enough = [element for element, weight in weights.items() if weight >= MOST * total]
    return max(enough, key=depths.__getitem__, default=None)
