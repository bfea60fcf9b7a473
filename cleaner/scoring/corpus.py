"""``cleaner bench corpus``: labelled articles: what went, what is flagged, what was left alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cleaner.api import Cleaner
from cleaner.engine.result import Result
from cleaner.model import Finding, Span
from cleaner.reading.text import line_spans
from cleaner.scoring.before_after import share
from cleaner.scoring.head import head
from cleaner.scoring.judging import MOST, coverage, flags, removals, touching
from cleaner.scoring.labelled import Label, Labelled, load_corpus
from cleaner.scoring.records import Progress, silent

#: What became of a labelled block; ``absent`` is one that the extraction of a page left out.
State = Literal["removed", "flagged", "repaired", "missed", "absent"]

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A label and what became of its block."""

    label: Label
    state: State

    @property
    def good(self) -> bool:
        """Whether it is gone, flagged or repaired, as it should be."""
        if self.label.action == "remove":
            return self.state in ("removed", "absent")
        return self.state == ("repaired" if self.label.action == "repair" else "flagged")


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """One article's figures.

    ``stray`` are the findings on text that has no label; ``words_lost`` of ``words_kept`` (the
    words of the expected text) were removed though nothing said so. ``exact`` tells whether the
    expected text was reached: to the character, for HTML to the line. ``noted`` tells whether what
    concerns the whole document was said; ``None`` where there is nothing to say.
    """

    name: str
    hard: bool
    outcomes: tuple[Outcome, ...]
    stray: tuple[Finding, ...]
    words_lost: int
    words_kept: int
    exact: bool
    noted: bool | None


def score_article(cleaner: Cleaner, article: Labelled) -> ArticleScore:
    """Clean one article as any caller would and compare with its labels.

    The title is given where the labels say so; the language is left for the cleaner to find.
    """
    result = cleaner.clean(article.source, title=article.title, input_format=article.format)
    source = article.source if article.format != "html" else result.undo()
    placed = [(label, label.find(source)) for label in article.labels]
    spans = [span for _, span in placed if span is not None]
    stray = _is_stray(article, source, spans)
    return ArticleScore(
        name=article.name,
        hard=article.hard,
        outcomes=tuple(
            Outcome(label, _state(result, source, label, span)) for label, span in placed
        ),
        stray=tuple(
            finding
            for finding in result.findings
            if stray(Span(finding.start, finding.end)) and not _mends(finding, placed)
        ),
        words_lost=sum(
            stray(Span(*word.span()))
            for finding in removals(result.findings)
            for word in _WORD.finditer(source, finding.start, finding.end)
        ),
        words_kept=len(article.expected.split()),
        exact=_reached(article, result),
        noted=_noted(cleaner, article, result),
    )


def _noted(cleaner: Cleaner, article: Labelled, result: Result) -> bool | None:
    """Whether a judging rule on the measure that the labels name took something off the score."""
    if article.document is None:
        return None
    saying = {r.code for r in cleaner.rules if r.options.get("measure") == article.document}
    return any(part.code in saying for part in result.report.parts)


def _mends(finding: Finding, placed: Iterable[tuple[Label, Span | None]]) -> bool:
    """Whether a finding covers damage that is labelled; one repair may cover a whole stretch."""
    here = Span(finding.start, finding.end)
    return finding.category == "text" and any(
        span is not None and label.action == "repair" and here.covers(span)
        for label, span in placed
    )


def _state(result: Result, source: str, label: Label, span: Span | None) -> State:
    if span is None:
        return "absent"
    if label.action == "repair":
        applied = [finding for finding in result.findings if finding.applied]
        return "repaired" if any(_mends(f, [(label, span)]) for f in applied) else "missed"
    gone = touching(removals(result.findings), span)
    if coverage(source, span, gone) >= MOST:
        return "removed"
    seen = [*gone, *touching(flags(result.findings), span)]
    return "flagged" if coverage(source, span, seen) >= MOST else "missed"


def _is_stray(article: Labelled, source: str, labelled: Sequence[Span]) -> Callable[[Span], bool]:
    """Tells whether a stretch of the source is mostly text that belongs to the article.

    That is all text without a label. A page's source is what the extractor let through, where
    furniture has no labels: there it is the lines of the expected text, less what is labelled.
    """

    def unlabelled(span: Span) -> bool:
        return 2 * coverage(source, span, labelled) < 1

    if article.format != "html":
        return unlabelled
    wanted = _lines(article.expected)
    body = [s for s in line_spans(source) if _plain(source[s.start : s.end]) in wanted]
    return lambda span: 2 * coverage(source, span, body) >= 1 and unlabelled(span)


def _reached(article: Labelled, result: Result) -> bool:
    if article.format == "html":
        return _lines(result.text) == _lines(article.expected)
    return result.text == article.expected


def _lines(text: str) -> list[str]:
    return [plain for line in text.splitlines() if (plain := _plain(line))]


def _plain(line: str) -> str:
    return " ".join(line.split())


def bench_corpus(
    cleaner: Cleaner, folders: Iterable[Path], *, progress: Progress = silent
) -> dict[str, Any]:
    """Score the labelled articles of folders: each, in sum, the hard ones, and by category.

    Raises:
        ReadError: a folder holds no labelled articles, or a file is wrong.

    """
    paths = list(folders)
    articles = [article for path in paths for article in load_corpus(path)]
    scores = [score_article(cleaner, article) for article in progress(articles)]
    report = head("corpus", cleaner, *paths)
    report["groups"] = {
        "all": summarise(scores),
        "hard": summarise([score for score in scores if score.hard]),
        "others": summarise([score for score in scores if not score.hard]),
    }
    report["categories"] = _by_category(scores)
    report["articles"] = [_as_dict(score) for score in scores]
    return report


def summarise(scores: Sequence[ArticleScore]) -> dict[str, Any]:
    """Sums and shares over articles."""
    outcomes = [outcome for score in scores for outcome in score.outcomes]
    lost, kept = sum(s.words_lost for s in scores), sum(s.words_kept for s in scores)
    return {
        "articles": len(scores),
        "exact": sum(score.exact for score in scores),
        "noted": sum(score.noted is True for score in scores),
        "to_note": sum(score.noted is not None for score in scores),
        **_labels(outcomes),
        "stray_findings": sum(len(score.stray) for score in scores),
        "words_lost": lost,
        "words_lost_share": share(lost, kept),
    }


def _labels(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """What became of the labels: those to remove, to flag and to repair."""
    states = Counter((outcome.label.action, outcome.state) for outcome in outcomes)
    remove = sum(count for (action, _), count in states.items() if action == "remove")
    flag = sum(count for (action, _), count in states.items() if action == "flag")
    repair = states.total() - remove - flag
    gone = states["remove", "removed"] + states["remove", "absent"]
    return {
        "remove": remove,
        "removed": gone,
        "removed_share": share(gone, remove),
        "remove_flagged": states["remove", "flagged"],
        "flag": flag,
        "flagged": states["flag", "flagged"],
        "flagged_share": share(states["flag", "flagged"], flag),
        "flag_removed": states["flag", "removed"] + states["flag", "absent"],
        "repair": repair,
        "repaired": states["repair", "repaired"],
    }


def _by_category(scores: Sequence[ArticleScore]) -> dict[str, Any]:
    outcomes = [outcome for score in scores for outcome in score.outcomes]
    names = sorted({outcome.label.category for outcome in outcomes})
    return {name: _labels(o for o in outcomes if o.label.category == name) for name in names}


def _as_dict(score: ArticleScore) -> dict[str, Any]:
    not_good = [
        {
            "action": o.label.action,
            "category": o.label.category,
            "state": o.state,
            "text": o.label.text,
        }
        for o in score.outcomes
        if not o.good
    ]
    stray = [
        {"code": f.code, "applied": f.applied, "line": f.line, "excerpt": f.excerpt}
        for f in score.stray
    ]
    figures = summarise([score])
    del figures["articles"], figures["exact"]
    own = {"name": score.name, "hard": score.hard, "exact": score.exact}
    return {**own, **figures, "not_reached": not_good, "stray": stray}
