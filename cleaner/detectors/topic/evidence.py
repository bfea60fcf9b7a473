"""Why a fragment looks foreign, in words a person understands."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.detectors.topic.article import TELLING, Article
from cleaner.detectors.topic.words import PREFIX, split_words


def explain(article: Article, texts: Sequence[str], first: int, last: int) -> str:
    """Say what blocks ``first`` … ``last`` share with the rest of the article, and what not."""
    inside = ((1 << (last + 1)) - 1) ^ ((1 << first) - 1)
    stems = [stem for bag in article.bags[first : last + 1] for stem in bag.terms]
    weights = {s: article.weights[s] for s in stems if article.weights[s] > TELLING}
    names = {name for bag in article.bags[first : last + 1] for name in bag.names}
    shared = {stem for stem in weights if article.masks[stem] & ~inside}
    parts = []
    if names:
        met = sum(1 for name in names if article.masks.get(name, 0) & ~inside)
        parts.append(f"{met} of its {_count(len(names), 'name')}")
    parts.append(f"{len(shared)} of its {_count(len(weights), 'term')}")
    text = f"shares {' and '.join(parts)} with the rest"
    alone = {stem: weights[stem] + (stem in names) for stem in weights if stem not in shared}
    telling = _surface(" ".join(texts[first : last + 1]), alone)
    return f"{text}; reads like: {', '.join(telling)}" if telling else text


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _surface(text: str, weights: dict[str, float], most: int = 3) -> list[str]:
    """The words behind the most telling prefixes, by weight, then order of appearance."""
    words: dict[str, str] = {}
    counts: dict[str, int] = {}
    for word in split_words(text):
        stem = word[:PREFIX]
        if stem in weights and not stem[0].isdecimal():
            words.setdefault(stem, word)
            counts[stem] = counts.get(stem, 0) + 1
    order = {stem: at for at, stem in enumerate(words)}
    ranked = sorted(words, key=lambda s: (-weights[s] * (1 + counts[s]), order[s]))
    return [words[stem] for stem in ranked[:most]]
