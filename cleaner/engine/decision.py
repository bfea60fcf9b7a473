"""One decision per block, from all the evidence: keep, flag or remove."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cleaner.model import Document, Evidence, Fix


@dataclass(frozen=True, slots=True)
class Decisions:
    """What becomes of each piece of evidence; ``also`` maps a winner to the codes it shadowed."""

    applied: tuple[Evidence, ...]
    flagged: tuple[Evidence, ...]
    shadowed: tuple[Evidence, ...]
    suggested: tuple[Evidence, ...]
    also: dict[int, tuple[str, ...]]

    def codes_beside(self, item: Evidence) -> tuple[str, ...]:
        """The codes of the rules that saw the same as ``item`` and lost."""
        return self.also.get(id(item), ())


def strength(item: Evidence) -> tuple[int, int, str]:
    """The one order in which overlaps are resolved: fix level, then span length, then code."""
    return item.rule.fix.rank, item.span.start - item.span.end, item.rule.code


def decide(
    document: Document,
    evidence: Iterable[Evidence],
    fixes: frozenset[Fix],
    *,
    spare_body: bool = False,
) -> Decisions:
    """Weigh the evidence block by block.

    ``fixes`` are the levels that are acted on. Blocks that are fixed, and with ``spare_body`` the
    blocks of running text and the headings that belong to them, are flagged only.
    """
    by_block: dict[int, list[Evidence]] = {}
    suggested = []
    for item in evidence:
        if item.suggested:
            suggested.append(item)
        else:
            by_block.setdefault(item.block, []).append(item)
    applied: list[Evidence] = []
    flagged: list[Evidence] = []
    shadowed: list[Evidence] = []
    also: dict[int, tuple[str, ...]] = {}
    spared = _spared(document, by_block, spare_body=spare_body)
    for index in sorted(by_block):
        winners, losers = _resolve(by_block[index], also)
        shadowed.extend(losers)
        for item in winners:
            stays = (item.whole and index in spared) or item.rule.fix not in fixes
            (flagged if stays else applied).append(item)
    return Decisions(tuple(applied), tuple(flagged), tuple(shadowed), tuple(suggested), also)


def _spared(
    document: Document, by_block: Mapping[int, Sequence[Evidence]], *, spare_body: bool
) -> frozenset[int]:
    """The blocks that stay as a whole, whatever was seen in them.

    A section of which the text stays keeps its heading: the open line right above, in which the
    same was seen.
    """
    blocks = document.blocks
    spared = {i for i in by_block if blocks[i].fixed or (spare_body and blocks[i].body_like)}
    heads = (
        index - 1
        for index in spared
        if spare_body and index - 1 in by_block and not blocks[index - 1].closed
        if not _categories(by_block[index - 1]).isdisjoint(_categories(by_block[index]))
    )
    return frozenset(spared.union(heads))


def _categories(items: Iterable[Evidence]) -> set[str]:
    return {item.rule.category for item in items if item.whole}


def _resolve(
    items: list[Evidence], also: dict[int, tuple[str, ...]]
) -> tuple[list[Evidence], list[Evidence]]:
    """The strongest evidence that does not overlap, in text order, and the rest."""
    if len(items) == 1:
        return items, []
    winners: list[Evidence] = []
    losers: list[Evidence] = []
    for item in sorted(items, key=strength):
        # Winners never overlap each other, so that only the last to begin before the item's end
        # can reach into it.
        place = bisect_left(winners, item.span.end, key=lambda winner: winner.span.start)
        winner = winners[place - 1] if place else None
        if winner is None or not winner.span.overlaps(item.span):
            winners.insert(place, item)
            continue
        losers.append(item)
        codes = also.get(id(winner), ())
        if item.rule.code != winner.rule.code and item.rule.code not in codes:
            also[id(winner)] = (*codes, item.rule.code)
    return winners, losers
