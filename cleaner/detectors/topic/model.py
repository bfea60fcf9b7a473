"""Read an article's topics: which blocks belong to another story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cleaner.detectors.topic.article import Article, read_article
from cleaner.detectors.topic.evidence import explain
from cleaner.detectors.topic.features import block_rows
from cleaner.detectors.topic.runs import run_rows
from cleaner.detectors.topic.weights import Weights, load_tables, load_weights
from cleaner.detectors.topic.words import guess_language, read_bag

Kind = Literal["stray heading", "mismatched paragraph", "foreign fragment"]
Level = Literal["flag", "suggest"]

#: With fewer blocks there is no rest to compare with.
_LEAST = 4
#: Languages that write every noun with a capital: capitals tell no names there.
_CAPITAL_NOUNS = frozenset({"de", "lb"})
#: A run of more blocks is no fragment but another article.
_LONGEST = 5
#: Blocks that the first trees put below are not looked at further (log odds).
_SURE = -4.2
#: Puts the scores of blocks that got no second look below those that did (log odds).
BELOW = 20.0


@dataclass(frozen=True, slots=True)
class Fragment:
    """Blocks ``first`` … ``last`` (inclusive) that read like another story, and why."""

    first: int
    last: int
    kind: Kind
    probability: float
    level: Level
    evidence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the topic model says about an article.

    ``probabilities`` has one value per block: that it belongs to another story. ``coherence`` is
    0 (nothing belongs together) to 1. ``seam`` is the block where a second article begins;
    ``feed`` tells that the text is many short items of different stories.
    """

    fragments: tuple[Fragment, ...]
    coherence: float
    probabilities: tuple[float, ...]
    seam: int | None
    feed: bool


def read_topics(
    texts: Sequence[str], headings: Sequence[bool], title: str | None, language: str | None
) -> Reading:
    """Find the blocks of an article that belong to another story.

    ``texts`` are its body blocks in order without the title, ``headings`` tells which of them are
    headings. ``language`` is an ISO 639-1 code; ``None`` lets the words decide. Languages without
    a word table are read by what repeats within the article alone.
    """
    if len(texts) < _LEAST:
        return Reading((), 1.0, (0.0,) * len(texts), None, False)
    tables = load_tables()
    bags = [read_bag(text, names=language not in _CAPITAL_NOUNS) for text in texts]
    code = (language or "").lower()[:2] or guess_language(bags, tables)
    table = tables.get(code) if code else None
    article = read_article(bags, headings, title, table)
    weights = load_weights("tabled" if table else "free")
    found = tuple(map(weights.calibration.probability, score_blocks(article, weights)))
    fragments = _fragments(article, list(texts), found, weights)
    return Reading(fragments, _coherence(article, found), found, None, False)


def score_blocks(article: Article, weights: Weights) -> list[float]:
    """Score every block in two looks; unsuspicious blocks keep a score below all suspects."""
    rows = block_rows(article)
    scores = [weights.first.score(row, _SURE) for row in rows]
    suspects = [i for i, score in enumerate(scores) if score > weights.gate]
    final = [score - BELOW for score in scores]
    for i, row in zip(suspects, run_rows(article, scores, suspects), strict=True):
        final[i] = weights.second.score(row + rows[i])
    return final


def _coherence(article: Article, found: Sequence[float]) -> float:
    """One less the share of words that probably belong elsewhere."""
    words = [bag.words for bag in article.bags]
    foreign = sum(p * w for p, w in zip(found, words, strict=True))
    return 1.0 - foreign / max(sum(words), 1)


def _fragments(
    article: Article, texts: list[str], found: Sequence[float], weights: Weights
) -> tuple[Fragment, ...]:
    """Grow fragments from the surest blocks; a fragment is as sure as its surest block."""
    taken: set[int] = set()
    fragments = []
    for at in sorted(range(len(found)), key=lambda i: (-found[i], i)):
        if found[at] < weights.suggest:
            break
        if at in taken:
            continue
        first, last = _grow(found, at, weights.join, taken)
        taken.update(range(first, last + 1))
        fragments.append(
            Fragment(
                first,
                last,
                _kind(article.headings[first : last + 1]),
                found[at],
                "flag" if found[at] >= weights.flag else "suggest",
                explain(article, texts, first, last),
            )
        )
    return tuple(sorted(fragments, key=lambda f: f.first))


def _grow(found: Sequence[float], at: int, least: float, taken: set[int]) -> tuple[int, int]:
    """Extend a suspect over neighbours that are likely to come along, the likelier one first."""
    first = last = at
    while last - first + 1 < _LONGEST:
        ends = [i for i in (first - 1, last + 1) if 0 <= i < len(found) and i not in taken]
        best = max(ends, key=lambda i: found[i], default=None)
        if best is None or found[best] < least:
            break
        first, last = min(first, best), max(last, best)
    return first, last


def _kind(headings: Sequence[bool]) -> Kind:
    if all(headings):
        return "stray heading"
    return "mismatched paragraph" if len(headings) == 1 else "foreign fragment"
