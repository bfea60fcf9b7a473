"""One decision per block, from all the evidence: keep, flag or remove."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
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
    blocks of running text, are flagged only.
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
    for index in sorted(by_block):
        winners, losers = _resolve(by_block[index], also)
        shadowed.extend(losers)
        block = document.blocks[index]
        for item in winners:
            spared = item.whole and (block.fixed or (spare_body and block.body_like))
            (flagged if spared or item.rule.fix not in fixes else applied).append(item)
    return Decisions(tuple(applied), tuple(flagged), tuple(shadowed), tuple(suggested), also)


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
