"""Two cleaners over the same articles: where they differ, by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.api import Cleaner
from cleaner.engine.result import Result
from cleaner.engine.settings import read_settings
from cleaner.model import CleanerError, Finding
from cleaner.packs.load import load_rules, read_folder
from cleaner.scoring.records import Progress, silent

#: The name of the package's own rules where a rule set is asked for.
SHIPPED = "shipped"


class Article(NamedTuple):
    """A document to clean with both: its name, and what :meth:`Cleaner.clean_many` takes."""

    name: str
    document: Mapping[str, Any]


class Change(NamedTuple):
    """A finding that only one of the two has. ``deed`` tells what it did there."""

    code: str
    side: str
    article: str
    line: int
    deed: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: all changes, in order, and the names of articles that did not clean at all.

    ``documents`` counts all articles, ``differ`` those with another finding, ``texts`` those
    whose cleaned text is another one.
    """

    documents: int
    differ: int
    texts: int
    changes: tuple[Change, ...]
    failures: Mapping[str, str]

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "schema_version": 1,
            "documents": self.documents,
            "differ": self.differ,
            "texts_differ": self.texts,
            "by_rule": {code: dict(counts) for code, counts in self.by_rule().items()},
            "changes": [change._asdict() for change in self.changes],
            "failures": dict(self.failures),
        }

    def by_rule(self) -> dict[str, dict[str, int]]:
        """For each rule how many findings only the old and only the new has."""
        counts: defaultdict[str, dict[str, int]] = defaultdict(lambda: {"old": 0, "new": 0})
        for change in self.changes:
            counts[change.code][change.side] += 1
        return {code: counts[code] for code in sorted(counts)}


def open_cleaner(where: str) -> Cleaner:
    """The cleaner behind a name: ``shipped``, a folder of rules, or a configuration file.

    A folder is a whole rule set: the shipped rules are not with it.

    Raises:
        CleanerError: there is no such thing, or it is wrong.

    """
    path = Path(where)
    if path.is_dir():
        return Cleaner(rules=sorted(read_folder(path, trusted=False), key=lambda rule: rule.code))
    if path.is_file():
        return Cleaner(read_settings(path))
    if where == SHIPPED:
        return Cleaner(rules=load_rules())
    raise CleanerError("no folder of rules, no configuration file", place=where, hint=SHIPPED)


def compare(
    old: Cleaner, new: Cleaner, articles: Iterable[Article], *, progress: Progress = silent
) -> Difference:
    """Clean each article with both and compare the findings.

    Findings are the same when rule, place and deed are. An article that cannot be cleaned is
    entered in ``failures`` and counts as differing only where one of the two cleaned it.
    """
    documents = differ = texts = 0
    changes: list[Change] = []
    failures: dict[str, str] = {}
    for article in progress(articles):
        before, after = _clean(old, article), _clean(new, article)
        documents += 1
        for result in (before, after):
            if result.error is not None:
                failures[article.name] = str(result.error)
        own = _changes(article.name, before.findings, after.findings)
        changed = before.text != after.text
        texts += changed
        differ += bool(own) or changed
        changes += own
    return Difference(documents, differ, texts, tuple(changes), failures)


def _clean(cleaner: Cleaner, article: Article) -> Result:
    return next(iter(cleaner.clean_many([article.document])))


def _changes(name: str, old: Sequence[Finding], new: Sequence[Finding]) -> list[Change]:
    sides = {"old": {_key(f): f for f in old}, "new": {_key(f): f for f in new}}
    only = [
        (finding, side)
        for side, other in (("old", "new"), ("new", "old"))
        for key, finding in sides[side].items()
        if key not in sides[other]
    ]
    only.sort(key=lambda item: (item[0].start, item[0].end, item[0].code, item[1]))
    return [_change(name, finding, side) for finding, side in only]


def _key(finding: Finding) -> tuple[Any, ...]:
    return finding.code, finding.start, finding.end, finding.applied, finding.replacement


def _change(name: str, finding: Finding, side: str) -> Change:
    deed = "flagged"
    if finding.applied:
        deed = "repaired" if finding.replacement else "removed"
    return Change(finding.code, side, name, finding.line, deed, finding.excerpt)
