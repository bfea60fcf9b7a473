"""Read an article's topics: which blocks belong to another story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleaner.detectors.topic.article import Article, read_article
from cleaner.detectors.topic.close import close_row
from cleaner.detectors.topic.features import block_rows
from cleaner.detectors.topic.fragments import Fragment, Kind, Level, find_fragments
from cleaner.detectors.topic.runs import LONGEST, run_rows
from cleaner.detectors.topic.sentences import Strange, find_sentences
from cleaner.detectors.topic.standing import Topics
from cleaner.detectors.topic.weights import Weights, load_tables, weights_for
from cleaner.detectors.topic.whole import feed_row, weakest_seam
from cleaner.detectors.topic.words import Bag, guess_language, looks_like_heading, read_bag

__all__ = ["Fragment", "Kind", "Level", "Reading", "Strange", "read_topics", "score_blocks"]

#: With fewer blocks there is no rest to compare with.
_LEAST = 4
#: Longer texts are read in windows of this many blocks: a long text drifts from topic to topic.
_WINDOW = 120
#: Languages that write every noun with a capital: capitals tell no names there.
_CAPITAL_NOUNS = frozenset({"de", "lb"})
#: Puts the scores of blocks that got no second look below those that did (log odds).
BELOW = 20.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What the topic model says about an article.

    ``probabilities`` has one value per block: that it belongs to another story. ``coherence`` is
    0 (nothing belongs together) to 1: the share of the words that probably belong to the article.
    ``seam`` is the block where a second article begins; ``feed`` tells that the text is many short
    items of different stories, where no block is foreign because none is at home. ``strange`` are
    foreign sentences in blocks that belong.
    """

    fragments: tuple[Fragment, ...]
    coherence: float
    probabilities: tuple[float, ...]
    seam: int | None
    feed: bool
    strange: tuple[Strange, ...] = ()


def read_topics(
    texts: Sequence[str],
    headings: Sequence[bool],
    title: str | None,
    language: str | None,
    known: dict[str, Bag] | None = None,
) -> Reading:
    """Find the blocks of an article that belong to another story.

    ``texts`` are its body blocks in order without the title, ``headings`` tells which of them are
    headings. ``language`` is an ISO 639-1 code; ``None`` lets the words decide. Languages without
    a word table are read by what repeats within the article alone. ``known`` remembers the words
    of blocks for other readings in the same language.

    Raises:
        ValueError: when ``texts`` and ``headings`` differ in length.

    """
    if len(texts) != len(headings):
        raise ValueError(f"{len(texts)} texts but {len(headings)} headings")
    known = {} if known is None else known
    if len(texts) <= _WINDOW:
        return _read(texts, headings, title, language, known)
    parts = -(-len(texts) // _WINDOW)
    size = -(-len(texts) // parts)
    readings = [
        _read(texts[at : at + size], headings[at : at + size], title, language, known)
        for at in range(0, len(texts), size)
    ]
    return _join(readings, [len(text.split()) for text in texts], size)


def _join(readings: Sequence[Reading], words: Sequence[int], size: int) -> Reading:
    """Put the readings of windows together; a seam of the first window that has one."""
    found = tuple(p for reading in readings for p in reading.probabilities)
    fragments = tuple(
        replace(fragment, first=fragment.first + at * size, last=fragment.last + at * size)
        for at, reading in enumerate(readings)
        for fragment in reading.fragments
    )
    strange = tuple(
        replace(sentence, block=sentence.block + at * size)
        for at, reading in enumerate(readings)
        for sentence in reading.strange
    )
    seams = [at * size + r.seam for at, r in enumerate(readings) if r.seam is not None]
    foreign = sum(p * w for p, w in zip(found, words, strict=True))
    coherence = 1.0 - foreign / max(sum(words), 1)
    feed = all(reading.feed for reading in readings)
    return Reading(fragments, coherence, found, seams[0] if seams else None, feed, strange)


def _read(
    texts: Sequence[str],
    headings: Sequence[bool],
    title: str | None,
    language: str | None,
    known: dict[str, Bag],
) -> Reading:
    if len(texts) < _LEAST:
        return Reading((), 1.0, (0.0,) * len(texts), None, False)
    article, weights = _weigh(texts, headings, title, language, known)
    rows = block_rows(article)
    found = tuple(map(weights.calibration.probability, score_blocks(article, rows, weights)))
    feed = weights.feed.found(feed_row(article, rows))
    seam = weakest_seam(article)
    begins = seam[0] if seam and not feed and weights.seam.found(seam[1]) else None
    fragments = () if feed else find_fragments(article, texts, found, weights)
    if begins is not None and any(f.level != "suggest" and f.last >= begins for f in fragments):
        # What a fragment explains is no second article.
        begins = begins if len(texts) - begins > LONGEST else None
    if begins is not None:
        fragments = tuple(f for f in fragments if f.last < begins)
    strange: tuple[Strange, ...] = ()
    if begins is None and not feed:
        foreign = {i for f in fragments for i in range(f.first, f.last + 1)}
        strange = tuple(find_sentences(article, texts, language, foreign))
    coherence = _coherence(article, found, begins, feed)
    return Reading(fragments, coherence, found, begins, feed, strange)


def _weigh(
    texts: Sequence[str],
    headings: Sequence[bool],
    title: str | None,
    language: str | None,
    known: dict[str, Bag],
) -> tuple[Article, Weights]:
    """Read the article with its language's table, or without one."""
    code = language.lower()[:2] if language else None
    tables = load_tables()
    names = code not in _CAPITAL_NOUNS
    for text in texts:
        if text not in known:
            known[text] = read_bag(text, names=names)
    bags = [known[text] for text in texts]
    # The model learnt headings by their shape: plain text has no others.
    headings = [h or looks_like_heading(t) for h, t in zip(headings, texts, strict=True)]
    code = code or guess_language(bags, tables)
    table = tables.get(code) if code else None
    return read_article(bags, headings, title, table), weights_for(code, table is not None)


def score_blocks(article: Article, rows: Sequence[list[float]], weights: Weights) -> list[float]:
    """Score every block in two looks; unsuspicious blocks keep a score below all suspects."""
    scores = list(map(weights.first.score, rows))
    suspects = [i for i, score in enumerate(scores) if score > weights.gate]
    final = [score - BELOW for score in scores]
    for i, row in zip(suspects, second_rows(article, rows, scores, suspects), strict=True):
        final[i] = weights.second.score(row)
    return final


def second_rows(
    article: Article,
    rows: Sequence[list[float]],
    scores: Sequence[float],
    suspects: Sequence[int],
) -> list[list[float]]:
    """What the second look sees of each suspect: its run, the first look's row, and more."""
    if not suspects:
        return []
    topics = Topics(article)
    return [
        run + rows[i] + close_row(article, i, topics)
        for i, run in zip(suspects, run_rows(article, scores, suspects, topics), strict=True)
    ]


def _coherence(article: Article, found: Sequence[float], seam: int | None, feed: bool) -> float:
    """The share of words that belong to the article; of two articles, the longer one is it."""
    words = [bag.words for bag in article.bags]
    own = [(1.0 - p) * w for p, w in zip(found, words, strict=True)]
    whole = max(sum(words), 1)
    if feed:
        return max(own) / whole
    if seam is not None:
        return max(sum(own[:seam]), sum(own[seam:])) / whole
    return sum(own) / whole
