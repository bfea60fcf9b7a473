"""Articles with a foreign fragment spliced in: reading the format, and making more of it."""

from __future__ import annotations

import gzip
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cleaner.detectors.topic.model import Reading, read_topics
from cleaner.detectors.topic.words import looks_like_heading, read_bag
from cleaner.model import ReadError

#: Share of each kind of fragment: paragraphs in a row, a headline with a paragraph, or alone.
_KINDS = {"p1": 0.47, "p2": 0.16, "p3": 0.09, "head": 0.22, "title": 0.06}
_ROWS = {"p1": 1, "p2": 2, "p3": 3, "head": 1, "title": 1}
#: Shorter paragraphs are not spliced in: nobody could tell them.
_LEAST_WORDS = 15
#: A hard donor is one of this many nearest articles.
_NEAR = 12
#: A language that has no word table.
_NO_TABLE = "und"


@dataclass(frozen=True, slots=True)
class Splice:
    """One version of an article: its blocks and which of them are foreign.

    ``level`` is ``clean``, ``easy`` (a fragment of any other article) or ``hard`` (of a near one);
    ``fragment`` is its kind, ``donor`` the article it came from.
    """

    id: str
    source: str
    lang: str
    level: str
    title: str | None
    blocks: tuple[str, ...]
    labels: tuple[int, ...]
    fragment: str | None
    donor: str | None

    @property
    def headings(self) -> list[bool]:
        """Which blocks look like headings, as in plain text."""
        return [looks_like_heading(block) for block in self.blocks]


def reading_of(splice: Splice, tables: bool = True, titles: bool = True) -> Reading:
    """What the topic model says; without its language's word table, or the title, on request."""
    title = splice.title if titles else None
    return read_topics(splice.blocks, splice.headings, title, splice.lang if tables else _NO_TABLE)


def load_splices(path: Path) -> list[Splice]:
    """Read a file of splices: JSON lines, gzipped or not.

    Raises:
        ReadError: where a line is not of the format.

    """
    opener = gzip.open if path.suffix == ".gz" else open
    out = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                out.append(_decode(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise ReadError(
                    f"not a splice: {error!r}",
                    place=f"{path}:{number}",
                    hint="id, src, lang, level, title, blocks, labels, kind and donor are needed",
                ) from error
    return out


def _decode(data: dict[str, object]) -> Splice:
    blocks, labels = data["blocks"], data["labels"]
    if not isinstance(blocks, list) or not isinstance(labels, list) or len(blocks) != len(labels):
        raise ValueError("blocks and labels must be lists of the same length")
    title, kind, donor = data["title"], data["kind"], data["donor"]
    return Splice(
        str(data["id"]), str(data["src"]), str(data["lang"]), str(data["level"]),
        str(title) if title else None, tuple(map(str, blocks)), tuple(map(int, labels)),
        str(kind) if kind else None, str(donor) if donor else None,
    )  # fmt: skip


def make_splices(clean: Sequence[Splice], each: int, *, first: float, seed: int) -> list[Splice]:
    """Splice fragments of clean articles into each other, ``each`` times per article.

    Half of the donors are any article of the same source, half a near neighbour by TF-IDF cosine.
    ``first`` is the share of fragments that stand before the first paragraph; where an article
    opens with another story, nothing else of the data shows it.
    """
    rng = random.Random(seed)
    by_source: dict[str, list[Splice]] = defaultdict(list)
    for article in clean:
        by_source[article.source].append(article)
    out = []
    for source in sorted(by_source):
        articles = by_source[source]
        near = list(_neighbours(articles))
        for at, article in enumerate(articles):
            for turn in range(each):
                hard = turn % 2 == 1 and near[at]
                donor = articles[rng.choice(near[at]) if hard else rng.randrange(len(articles))]
                made = _splice(article, donor, "hard" if hard else "easy", first, rng)
                if made:
                    out.append(made)
    return out


def _splice(
    host: Splice, donor: Splice, level: str, first: float, rng: random.Random
) -> Splice | None:
    kind = rng.choices(list(_KINDS), list(_KINDS.values()))[0]
    fragment = _cut(donor, kind, rng)
    if fragment is None or donor.id == host.id:
        return None
    at = 0 if rng.random() < first else rng.randint(1, len(host.blocks))
    return replace(
        host,
        level=level,
        blocks=host.blocks[:at] + fragment + host.blocks[at:],
        labels=host.labels[:at] + (1,) * len(fragment) + host.labels[at:],
        fragment=kind,
        donor=donor.id,
    )


def _cut(donor: Splice, kind: str, rng: random.Random) -> tuple[str, ...] | None:
    """Cut a fragment out of a donor, from its lead in nearly half of the cases."""
    rows = _ROWS[kind]
    starts = [
        i
        for i in range(len(donor.blocks) - rows + 1)
        if all(len(b.split()) >= _LEAST_WORDS for b in donor.blocks[i : i + rows])
    ]
    if not starts or (kind in ("head", "title") and not donor.title):
        return None
    if kind == "title" and donor.title:
        return (donor.title,)
    start = 0 if 0 in starts and rng.random() < 0.45 else rng.choice(starts)
    body = donor.blocks[start : start + rows]
    return (donor.title, *body) if kind == "head" and donor.title else body


def _neighbours(articles: Sequence[Splice]) -> Iterator[list[int]]:
    """For each article, the positions of the nearest others by TF-IDF cosine, near copies apart."""
    counts = [Counter(s for b in a.blocks for s in read_bag(b).terms) for a in articles]
    spread = Counter(stem for count in counts for stem in count)
    vectors = [_unit(count, spread, len(articles)) for count in counts]
    inverted: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for stem, value in vector.items():
            inverted[stem].append((at, value))
    for at, vector in enumerate(vectors):
        cosines: dict[int, float] = defaultdict(float)
        for stem, value in vector.items():
            for other, weight in inverted[stem]:
                cosines[other] += value * weight
        ranked = sorted((j for j in cosines if j != at), key=lambda j: (-cosines[j], j))
        yield [j for j in ranked if cosines[j] < 0.6][:_NEAR]


def _unit(count: Counter[str], spread: Counter[str], articles: int) -> dict[str, float]:
    vector = {
        stem: (1 + math.log(n)) * math.log(articles / spread[stem])
        for stem, n in count.items()
        if spread[stem] < articles * 0.3
    }
    norm = math.sqrt(sum(v * v for v in vector.values())) or 1.0
    return {stem: value / norm for stem, value in vector.items()}
