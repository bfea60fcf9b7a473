"""Articles with a foreign sentence glued to one of their paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from cleaner.reading.sentences import sentence_spans
from cleaner.scoring.splice_data import Splice

#: Paragraphs of fewer words are too short to take a sentence, or to give one.
_LEAST_WORDS = 15
#: Words of a sentence that is glued.
_SHORTEST, _LONGEST = 6, 45
#: Share of sentences at the end of a paragraph; the others stand at its start.
_AT_END = 0.8


@dataclass(frozen=True, slots=True)
class Glued:
    """An article with a foreign sentence at the end (``last``) or the start of block ``at``.

    ``kind`` says what it was in its own article: the ``title``, the ``lead`` sentence, or ``any``.
    """

    splice: Splice
    at: int
    last: bool
    kind: str


def glue_sentences(clean: Sequence[Splice], each: int, seed: int) -> list[Glued]:
    """Glue sentences of articles to paragraphs of others of the same source, ``each`` per article.

    A title is closed with a full stop.
    """
    rng = Random(seed)
    by_source: dict[str, list[Splice]] = defaultdict(list)
    for article in clean:
        by_source[article.source].append(article)
    out = []
    for article in clean:
        for _ in range(each):
            donor = rng.choice(by_source[article.source])
            made = _glue(article, donor, rng) if donor.id != article.id else None
            if made:
                out.append(made)
    return out


def _glue(host: Splice, donor: Splice, rng: Random) -> Glued | None:
    kind = rng.choice(("lead", "lead", "any", "any", "title"))
    sentence = _sentence(donor, kind, rng)
    places = [i for i, block in enumerate(host.blocks) if _takes(block)]
    if not places or not _SHORTEST <= len(sentence.split()) <= _LONGEST:
        return None
    at, last = rng.choice(places), rng.random() < _AT_END
    text = f"{host.blocks[at]} {sentence}" if last else f"{sentence} {host.blocks[at]}"
    blocks = (*host.blocks[:at], text, *host.blocks[at + 1 :])
    labels = tuple(int(i == at) for i in range(len(blocks)))
    level = "sentence"
    return Glued(
        replace(host, level=level, blocks=blocks, labels=labels, fragment=kind, donor=donor.id),
        at, last, kind,
    )  # fmt: skip


def _takes(block: str) -> bool:
    return len(block.split()) >= _LEAST_WORDS and block.rstrip()[-1] in '.!?"”»'


def _sentence(donor: Splice, kind: str, rng: Random) -> str:
    if kind == "title":
        title = (donor.title or "").strip()
        return title if title.endswith((".", "?", "!")) or not title else f"{title}."
    blocks = [block for block in donor.blocks if len(block.split()) >= _LEAST_WORDS]
    if not blocks:
        return ""
    block = blocks[0] if kind == "lead" else rng.choice(blocks)
    spans = sentence_spans(block, donor.lang)
    span = spans[0] if kind == "lead" else rng.choice(spans)
    return block[span.start : span.end]
