"""From probabilities of blocks to fragments, with their kind, level and reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from cleaner.detectors.topic.article import Article
from cleaner.detectors.topic.evidence import explain
from cleaner.detectors.topic.weights import Weights

Kind = Literal["stray heading", "mismatched paragraph", "foreign fragment"]
Level = Literal["decisive", "flag", "suggest"]

#: A run of more blocks is no fragment but another article.
_LONGEST = 5
#: The headline of another story has this many words and this many telling terms of its own at
#: least, and shares no more than this with the article; below it the article goes on. Chosen on
#: headlines put into clean articles, and on 10,451 lines that look like headings in clean ones.
_HEADLINE_WORDS = 5
_HEADLINE_ALONE = 4
_HEADLINE_SHARED = 1
_GOES_ON = 0.25
#: A heading that reads like such a headline, and the paragraph below it, make a fragment together
#: from so much on each: where both are doubtful, a chance is small. Chosen by cross-validation.
_PAIR_HEADING = 0.2
_PAIR_BELOW = 0.25
#: How a line begins that says whose the rights are: above a licence it is no headline.
_RIGHTS = "copyri"
#: A paragraph has this many words at least.
_PARAGRAPH = 15


@dataclass(frozen=True, slots=True)
class Fragment:
    """Blocks ``first`` … ``last`` (inclusive) that read like another story, and why.

    ``decisive`` is so likely that it may be removed by default, ``flag`` is worth a look,
    ``suggest`` is a guess.
    """

    first: int
    last: int
    kind: Kind
    probability: float
    level: Level
    evidence: str


def find_fragments(
    article: Article, texts: Sequence[str], found: Sequence[float], weights: Weights
) -> tuple[Fragment, ...]:
    """Grow fragments from the surest blocks; a fragment is as sure as its surest block."""
    taken: set[int] = set()
    fragments = []
    pairs = _pairs(article, texts, found)
    for at in sorted(range(len(found)), key=lambda i: (-found[i], i)):
        pair = at if at in pairs else at - 1 if at - 1 in pairs else None
        if at in taken or (found[at] < weights.suggest and pair is None):
            continue
        first, last = _grow(found, at, weights.join, taken)
        if pair is not None and not taken & {pair, pair + 1}:
            first, last = min(first, pair), max(last, pair + 1)
        taken.update(range(first, last + 1))
        fragments.append(
            Fragment(
                first,
                last,
                _kind(article.headings[first : last + 1]),
                found[at],
                _level(article, found, at, (first, last), weights, pairs),
                explain(article, texts, first, last),
            )
        )
    return tuple(sorted(fragments, key=lambda fragment: fragment.first))


def _level(
    article: Article,
    found: Sequence[float],
    at: int,
    run: tuple[int, int],
    weights: Weights,
    pairs: Collection[int],
) -> Level:
    """How sure a fragment is. Headings alone hold few words: their shape must speak, too."""
    if all(article.headings[run[0] : run[1] + 1]):
        return "flag" if _headlines(article, found, *run) else "suggest"
    if found[at] > weights.decisive:
        return "decisive"
    sure = found[at] >= weights.flag or any(run[0] <= pair < run[1] for pair in pairs)
    return "flag" if sure else "suggest"


def _pairs(article: Article, texts: Sequence[str], found: Sequence[float]) -> set[int]:
    """Headlines of another story, by their words, above a paragraph that is doubtful, too.

    What follows two lines that look like headings is an item of a list, and what goes on in lower
    case is one text. Without a word table too little is known to judge by so few words.
    """
    if article.table is None:
        return set()
    return {
        i
        for i in range(len(found) - 1)
        if article.headings[i]
        and not article.headings[i + 1]
        and not (i > 1 and article.headings[i - 1] and article.headings[i - 2])
        and article.bags[i + 1].words >= _PARAGRAPH
        and found[i] >= _PAIR_HEADING
        and found[i + 1] >= _PAIR_BELOW
        and not texts[i + 1][:1].islower()
        and _is_headline(article, i)
    }


def _headlines(article: Article, found: Sequence[float], first: int, last: int) -> bool:
    """Whether headings read like headlines of other stories, in front of a paragraph of this one.

    A subheading may share no word with its section, but it is short then, or names what the
    title or the rest names.
    """
    below = last + 1
    if below >= len(article) or article.headings[below] or found[below] >= _GOES_ON:
        return False
    return all(_is_headline(article, i) for i in range(first, below))


def _is_headline(article: Article, i: int) -> bool:
    """Whether a line has the words of a headline of another story."""
    return (
        article.bags[i].words >= _HEADLINE_WORDS
        and article.bags[i].opening != _RIGHTS
        and len(article.alone[i]) >= _HEADLINE_ALONE
        and len(article.shared[i]) <= _HEADLINE_SHARED
        and not any(stem in article.bags[i].terms for stem in article.title)
    )


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
