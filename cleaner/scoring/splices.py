"""Measure the topic model on articles with a foreign fragment spliced in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.detectors.topic.donors import FEW, DonorIndex, foreign
from cleaner.detectors.topic.model import Reading
from cleaner.detectors.topic.words import read_bag, split_words
from cleaner.scoring.curves import calibration_error, roc_auc, upper_threshold
from cleaner.scoring.sentences import measure_sentences
from cleaner.scoring.splice_data import Splice, load_splices, reading_of
from cleaner.scoring.splice_leaks import leaks

#: Shares of clean paragraphs that may be flagged, for the table of operating points.
SHARES = (0.001, 0.003, 0.01)
LEVELS = ("easy", "hard")


@dataclass(frozen=True, slots=True)
class Scored:
    """A splice with a probability and a flag per block."""

    splice: Splice
    scores: Sequence[float]
    flags: Sequence[bool]


def bench_splices(
    path: Path, *, tables: bool = True, titles: bool = True, limit: int | None = None
) -> dict[str, Any]:
    """Run the topic model over a file of splices and return every figure as plain data.

    ``tables`` False hides the language, so that the model for languages without a word table is
    measured. ``titles`` False hides the titles. ``limit`` reads only so many source articles.

    Raises:
        ReadError: where the file is not of the splice format.

    """
    splices = load_splices(path)
    if limit is not None:
        wanted = set(list(dict.fromkeys(s.id for s in splices))[:limit])
        splices = [s for s in splices if s.id in wanted]
    started = time.process_time()
    readings = [reading_of(s, tables, titles) for s in splices]
    seconds = time.process_time() - started
    alone = [Scored(s, r.probabilities, _flags(r)) for s, r in zip(splices, readings, strict=True)]
    batch, donor_seconds = with_donors(alone, tables)
    return {
        "documents": len(splices),
        "auc": {level: _auc(alone, level) for level in LEVELS},
        "auc against clean articles": {level: _auc(alone, level, clean=True) for level in LEVELS},
        "as flagged": as_flagged(alone),
        "as removed": as_flagged(
            [
                Scored(s, r.probabilities, _flags(r, ("decisive",)))
                for s, r in zip(splices, readings, strict=True)
            ]
        ),
        "at share": {f"{share:.1%}": at_share(alone, share) for share in SHARES},
        "with donor": {
            "as flagged": as_flagged(batch),
            "at share": {f"{share:.1%}": at_share(batch, share) for share in SHARES},
        },
        "calibration error": _calibration(alone),
        "by language": _parts(alone, lambda s: s.lang),
        "by fragment": _parts(alone, lambda s: s.fragment),
        "sentences": measure_sentences([s for s in splices if s.level == "clean"], tables),
        "whole": _whole(splices, readings),
        "leaks": leaks(splices),
        "speed": _speed(splices, seconds, donor_seconds),
    }


def _flags(reading: Reading, levels: Sequence[str] = ("decisive", "flag")) -> list[bool]:
    flagged = {
        block
        for fragment in reading.fragments
        if fragment.level in levels
        for block in range(fragment.first, fragment.last + 1)
    }
    return [i in flagged for i in range(len(reading.probabilities))]


def with_donors(alone: Sequence[Scored], tables: bool = True) -> tuple[list[Scored], float]:
    """Score again with the clean articles, donors among them, in one batch; and CPU seconds.

    A block with a donor comes before all without; it is flagged from one half on.
    """
    started = time.process_time()
    index = DonorIndex()
    for item in alone:
        s = item.splice
        if s.level == "clean":
            index.add(s.id, s.blocks, s.title)
    out = []
    for item in alone:
        s = item.splice
        scores, flags = list(item.scores), list(item.flags)
        seen = index.corpus_of(s.id).look(s.blocks, s.title, s.lang if tables else None)
        for donor in seen.donors:
            if donor.in_documents <= FEW:
                words = len(s.blocks[donor.block].split())
                found = foreign(donor, item.scores[donor.block], words)
                scores[donor.block] = 1.0 + found
                flags[donor.block] |= found >= 0.5
        out.append(Scored(s, scores, flags))
    return out, time.process_time() - started


def at_share(items: Sequence[Scored], share: float) -> dict[str, Any]:
    """Operating point: the threshold that ``share`` of the clean articles' paragraphs exceed."""
    clean = [score for item in items if item.splice.level == "clean" for score in item.scores]
    if not clean:
        return {}
    limit = upper_threshold(clean, share)
    return as_flagged(
        [Scored(i.splice, i.scores, [score > limit for score in i.scores]) for i in items]
    )


def as_flagged(items: Sequence[Scored]) -> dict[str, Any]:
    """Rates of the flags given: clean paragraphs and documents, and per level what was found."""
    clean = [item for item in items if item.splice.level == "clean"]
    return {
        "clean paragraphs": _share(flag for item in clean for flag in item.flags),
        "clean documents": _share(any(item.flags) for item in clean),
        **{level: _found([i for i in items if i.splice.level == level]) for level in LEVELS},
    }


def _found(items: Sequence[Scored]) -> dict[str, float]:
    pairs = [pair for item in items for pair in zip(item.splice.labels, item.flags, strict=True)]
    return {
        "precision": _share(bool(label) for label, flag in pairs if flag),
        "recall": _share(flag for label, flag in pairs if label),
        "documents": _share(
            any(label and flag for label, flag in zip(i.splice.labels, i.flags, strict=True))
            for i in items
        ),
    }


def _share(values: Iterable[bool]) -> float:
    held = list(values)
    return round(sum(held) / len(held), 4) if held else 0.0


def _auc(items: Sequence[Scored], level: str, *, clean: bool = False) -> float:
    """AUC of foreign paragraphs against those of their hosts, or of the clean articles."""
    labels: list[int] = []
    scores: list[float] = []
    for item in items:
        for label, score in zip(item.splice.labels, item.scores, strict=True):
            negative = item.splice.level == ("clean" if clean else level)
            if (label and item.splice.level == level) or (not label and negative):
                labels.append(label)
                scores.append(score)
    return round(roc_auc(labels, scores), 4)


def _calibration(items: Sequence[Scored]) -> dict[str, float]:
    """Expected calibration error over all blocks, and over those that are more likely than not."""
    pairs = [pair for item in items for pair in zip(item.splice.labels, item.scores, strict=True)]
    likely = [(label, score) for label, score in pairs if score > 0.5]
    return {
        name: round(calibration_error([a for a, _ in some], [b for _, b in some]), 4)
        for name, some in (("all", pairs), ("above one half", likely))
    }


def _parts(items: Sequence[Scored], part: Callable[[Splice], str | None]) -> dict[str, Any]:
    """Detection as flagged, per part and level; clean documents flagged where a part has any."""
    out: dict[str, Any] = {}
    for name in sorted({value for item in items if (value := part(item.splice))}):
        held = [item for item in items if part(item.splice) == name]
        figures = as_flagged(held)
        if not any(item.splice.level == "clean" for item in held):
            del figures["clean paragraphs"], figures["clean documents"]
        out[name] = figures
    return out


def _whole(splices: Sequence[Splice], readings: Sequence[Reading]) -> dict[str, Any]:
    """What is said of documents as a whole, per level: seams, feeds, and mean coherence."""
    out = {}
    for level in ("clean", *LEVELS):
        held = [r for s, r in zip(splices, readings, strict=True) if s.level == level]
        out[level] = {
            "seam": _share(r.seam is not None for r in held),
            "feed": _share(r.feed for r in held),
            "coherence": round(sum(r.coherence for r in held) / (len(held) or 1), 4),
        }
    return out


def _speed(splices: Sequence[Splice], seconds: float, donor_seconds: float) -> dict[str, float]:
    """CPU rates in one process; tokenising is splitting into words and counting their stems."""
    started = time.process_time()
    for splice in splices:
        for block in splice.blocks:
            read_bag(block)
    counting = time.process_time() - started
    for splice in splices:
        for block in splice.blocks:
            split_words(block)
    splitting = time.process_time() - started - counting
    return {
        "documents per second": round(len(splices) / seconds, 1),
        "tokenised per second": round(len(splices) / counting, 1),
        "times tokenising": round(seconds / counting, 2),
        "times splitting into words": round(seconds / splitting, 2),
        "donors, documents per second": round(len(splices) / donor_seconds, 1),
    }
