"""``cleaner bench donors``: what evidence across documents finds, in a batch as crawlers leave it.

Of each article of a file of splices one version is taken, by chance: the article itself, or with a
fragment of another article of the batch. Donors and hosts are in one batch then, so that a donor
may be robbed of its own paragraph, which ``bench splices`` cannot show.

``python -m cleaner.scoring.donors TRAIN.jsonl.gz`` fits the weights of ``foreign``.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.api import Cleaner
from cleaner.detectors.topic.donors import FEW, DonorIndex
from cleaner.engine.settings import Settings
from cleaner.model import Finding
from cleaner.scoring.beta import beta_quantile
from cleaner.scoring.head import head
from cleaner.scoring.splice_data import Splice, load_splices, reading_of

#: Batches that are made of a file; each article is in another version in each.
BATCHES = 3
#: The share of the posterior of a precision below its lower bound.
LOWER_TAIL = 0.05
#: Shingles of the index: none of a bench's documents is forgotten.
_CAPACITY = 10_000_000
_RULES = ("COH010", "COH011")


class Block(NamedTuple):
    """A block of a batch: is it foreign, with its donor at hand, and what was done about it."""

    batch: int
    splice: Splice
    foreign: bool
    findable: bool
    removed: bool
    flagged: bool


def bench_donors(path: Path, *, batches: int = BATCHES) -> dict[str, Any]:
    """Clean batches made of the splices in a file, with what their documents tell of each other.

    Raises:
        ReadError: the file is not of the splice format.

    """
    cleaner = Cleaner(Settings(select=_RULES, ceiling=1.0))
    splices = load_splices(path)
    blocks = [
        block
        for number in range(batches)
        for block in _clean(cleaner, batch_of(splices, number), number)
    ]
    removed = [block for block in blocks if block.removed]
    right = sum(block.foreign for block in removed)
    flagged = [block for block in blocks if block.removed or block.flagged]
    return head(
        "donors",
        cleaner,
        path,
        batches=batches,
        documents=len({(b.batch, b.splice.id) for b in blocks}),
        removed=len(removed),
        removed_wrongly=len(removed) - right,
        precision=_share(b.foreign for b in removed),
        precision_lower_bound=round(lower_bound(right, len(removed)), 4),
        precision_of_flags=_share(b.foreign for b in flagged),
        documents_robbed=_robbed(removed, blocks),
        clean_documents_robbed=_robbed(removed, [b for b in blocks if b.splice.level == "clean"]),
        recall={level: _recall(blocks, level) for level in ("easy", "hard")},
    )


def batch_of(splices: Iterable[Splice], seed: int) -> list[Splice]:
    """One version of each article."""
    versions: dict[str, list[Splice]] = {}
    for splice in splices:
        versions.setdefault(splice.id, []).append(splice)
    chance = random.Random(seed)
    return [chance.choice(versions[name]) for name in sorted(versions)]


def lower_bound(right: int, of: int) -> float:
    """The precision that is exceeded with 95 %, given a uniform prior."""
    return beta_quantile(LOWER_TAIL, right + 1, of - right + 1)


def _clean(cleaner: Cleaner, batch: Sequence[Splice], number: int) -> Iterator[Block]:
    documents: list[dict[str, Any]] = []
    for splice in batch:
        known = {"id": splice.id, "language": splice.lang, "text": _text(splice)}
        documents.append(known | ({"title": splice.title} if splice.title else {}))
    evidence = cleaner.learn(documents, capacity=_CAPACITY)
    names = {splice.id for splice in batch}
    for splice, result in zip(batch, cleaner.clean_many(documents, evidence=evidence), strict=True):
        at = 0
        for text, label in zip(splice.blocks, splice.labels, strict=True):
            found = list(_within(result.findings, at, at + len(text)))
            yield Block(
                number,
                splice,
                foreign=bool(label),
                findable=bool(label) and splice.donor in names,
                removed=any(f.applied for f in found),
                flagged=any(not f.applied for f in found),
            )
            at += len(text) + 2


def _text(splice: Splice) -> str:
    return "\n\n".join(splice.blocks)


def _within(findings: Iterable[Finding], start: int, end: int) -> Iterator[Finding]:
    return (f for f in findings if f.start < end and start < f.end)


def _robbed(removed: Sequence[Block], of: Sequence[Block]) -> float:
    """The share of documents that lose a block of their own."""
    wrong = {(b.batch, b.splice.id) for b in removed if not b.foreign}
    whole = {(b.batch, b.splice.id) for b in of}
    return round(len(wrong & whole) / len(whole), 4) if whole else 0.0


def _recall(blocks: Sequence[Block], level: str) -> dict[str, float]:
    """Of foreign blocks whose donor is in the batch, and of documents with one."""
    held = [b for b in blocks if b.findable and b.splice.level == level]
    documents = {(b.batch, b.splice.id) for b in held}
    found = {(b.batch, b.splice.id) for b in held if b.removed or b.flagged}
    return {
        "removed": _share(b.removed for b in held),
        "removed or flagged": _share(b.removed or b.flagged for b in held),
        "documents": _share(document in found for document in documents),
    }


def _share(values: Iterable[bool]) -> float:
    held = list(values)
    return round(sum(held) / len(held), 4) if held else 0.0


def fit_foreign(splices: Sequence[Splice], batches: int = BATCHES) -> list[float]:
    """Fit what margin, topic and words count in ``foreign``, and the intercept (extra train)."""
    from sklearn.linear_model import LogisticRegression

    rows, labels = [], []
    for number in range(batches):
        batch = batch_of(splices, number)
        index = DonorIndex(_CAPACITY)
        for splice in batch:
            index.add(splice.id, splice.blocks, splice.title)
        for splice in batch:
            seen = index.corpus_of(splice.id).look(splice.blocks, splice.title, splice.lang)
            if not seen.donors:
                continue
            own = reading_of(splice).probabilities
            for donor in seen.donors:
                words = len(splice.blocks[donor.block].split())
                if donor.margin is None or donor.in_documents > FEW or words < 12:
                    continue
                sure = min(max(own[donor.block], 0.001), 0.999)
                rows.append([donor.margin, math.log(sure / (1 - sure)), math.log(words)])
                labels.append(splice.labels[donor.block])
    model = LogisticRegression(C=10.0).fit(rows, labels)
    return [round(float(w), 2) for w in (*model.coef_[0], model.intercept_[0])]


if __name__ == "__main__":
    print(fit_foreign(load_splices(Path(sys.argv[1]))))
