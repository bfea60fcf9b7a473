"""Measure what is found of foreign sentences glued to paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cleaner.detectors.topic.donors import DonorIndex
from cleaner.detectors.topic.model import Reading
from cleaner.detectors.topic.sentences import Strange
from cleaner.packs.load import load_rules
from cleaner.scoring.sentence_data import Glued, glue_sentences
from cleaner.scoring.splice_data import Splice, reading_of

SEED = 7
EACH = 2
#: Shingles remembered: all of a file.
_CAPACITY = 4_000_000
#: The rule that shows a sentence with a donor; its margin is the one that is measured.
_RULE = "COH012"


def measure_sentences(clean: Sequence[Splice], tables: bool = True) -> dict[str, Any]:
    """Glue a foreign sentence to each clean article twice, by a fixed seed, and look for it.

    ``flagged`` and ``suggested or flagged`` each have the share of clean articles with a finding,
    the share of foreign sentences found (where their paragraph is not a finding as a whole), by
    kind and place, and the precision where every second article has a foreign sentence.
    """
    before = [reading_of(splice, tables) for splice in clean]
    glued = glue_sentences(clean, EACH, SEED)
    after = [reading_of(item.splice, tables) for item in glued]
    return {
        "glued": len(glued),
        "flagged": _figures(before, glued, after, flagged=True),
        "suggested or flagged": _figures(before, glued, after, flagged=False),
        "with donor": _with_donors(clean, tables),
    }


def _with_donors(clean: Sequence[Splice], tables: bool) -> dict[str, float]:
    """One batch of all articles, a foreign sentence glued to each: any may lose it to the other.

    Of what two articles share the model must tell whose it is; what clean articles share by
    themselves counts as wrong.
    """
    glued = {item.splice.id: item for item in glue_sentences(clean, 1, SEED)}
    index = DonorIndex(_CAPACITY)
    batch = [glued[s.id].splice if s.id in glued else s for s in clean]
    for splice in batch:
        index.add(splice.id, splice.blocks, splice.title)
    least = next(r.options["least"] for r in load_rules() if r.code == _RULE)
    right = wrong = 0
    for splice in batch:
        language = splice.lang if tables else None
        found = index.corpus_of(splice.id).look(splice.blocks, splice.title, language)
        for donor in found.sentences:
            if donor.margin >= least:
                item = glued.get(splice.id)
                known = item is not None and item.at == donor.block
                right += known and donor.document == splice.donor
                wrong += not (known and donor.document == splice.donor)
    return {
        "found": round(right / len(glued), 4) if glued else 0.0,
        "precision": round(right / (right + wrong), 4) if right + wrong else 0.0,
    }


def _figures(
    before: Sequence[Reading], glued: Sequence[Glued], after: Sequence[Reading], *, flagged: bool
) -> dict[str, Any]:
    def shown(reading: Reading) -> list[Strange]:
        return [strange for strange in reading.strange if strange.flagged or not flagged]

    wrong = _share(bool(shown(reading)) for reading in before)
    right = [_right(item, shown(reading)) for item, reading in zip(glued, after, strict=True)]
    kinds = sorted({item.kind for item in glued})
    found = _share(right)
    return {
        "clean articles": wrong,
        "found": found,
        "precision": round(found / (found + wrong), 4) if found else 0.0,
        "by kind": {
            kind: _share(r for r, g in zip(right, glued, strict=True) if g.kind == kind)
            for kind in kinds
        },
        "at the end": _share(r for r, g in zip(right, glued, strict=True) if g.last),
        "at the start": _share(r for r, g in zip(right, glued, strict=True) if not g.last),
    }


def _right(item: Glued, found: Sequence[Strange]) -> bool:
    """Whether the glued sentence, or the end of it, is among what is found."""
    text = item.splice.blocks[item.at]
    return any(s.block == item.at and (s.end == len(text) if item.last else s.start == 0)
               for s in found)  # fmt: skip


def _share(values: Iterable[bool]) -> float:
    held = list(values)
    return round(sum(held) / len(held), 4) if held else 0.0
