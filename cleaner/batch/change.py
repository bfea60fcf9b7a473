"""What a change of rules can affect, so that other documents need not be cleaned again.

A phrase rule fires only where one of its phrases stands, a pattern rule with ``needs`` only where
one of those does, whatever else it asks for. So a document that holds none of the literals of the
rules that changed, neither of their old nor of their new form, comes out as it did before. Rules of
other detectors have no such sign: when one of them changes, every document is affected.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner import __version__
from cleaner.api import Cleaner
from cleaner.batch.inputs import STATE
from cleaner.batch.rows import Source, kept_as
from cleaner.model import Rule
from cleaner.packs.digest import digest
from cleaner.reading.blocks import fold


def rules_manifest(cleaner: Cleaner) -> dict[str, Any]:
    """What a later run has to know of this run's rules; nothing if they differ by site or path."""
    settings = cleaner.settings
    if settings.per_site or settings.per_path:
        return {}
    rules, sha256 = cleaner.rules_for()
    return {
        "sha256": sha256,
        "context": digest((), settings.unsafe, settings.ceiling, settings.languages),
        "rules": {r.code: {"sha256": digest([r]), "literals": literals_of(r)} for r in rules},
    }


def literals_of(rule: Rule) -> list[str] | None:
    """Folded literals of which one stands wherever the rule fires; ``None``: there are none."""
    if rule.detector == "phrase":
        return sorted({phrase for phrases in rule.phrases.values() for phrase in phrases})
    if rule.detector == "pattern" and rule.needs:
        return sorted(rule.needs)
    return None


@dataclass(frozen=True, slots=True)
class Change:
    """From the rules with digest ``before`` to those with ``after``.

    ``literals`` are those of all rules that changed, in their old and their new form.
    """

    before: str
    after: str
    literals: tuple[str, ...]

    def spares(self, source: Source, edits: Iterable[Mapping[str, Any]]) -> bool:
        """Whether a cleaned row would come out the same, but for the digest.

        Rows are spared on proof only: not where the row is of other rules, not Markdown, where
        markup may stand inside a phrase, and not where a removal or repair inside a line may have
        made a phrase that is not in the source.
        """
        cleaning = source.cleaning
        if cleaning["rules_sha256"] != self.before or cleaning["version"] != __version__:
            return False
        if cleaning["format"] == "markdown" or kept_as(cleaning) != "text":
            return False
        if any(e["after"] or not _whole_lines(source.text, e) for e in edits):
            return False
        text = " ".join(fold(source.text).split())
        return not any(literal in text for literal in self.literals)


def find_change(inputs: Iterable[str], cleaner: Cleaner) -> Change | None:
    """The change since the run that wrote the one folder of ``inputs``.

    ``None`` where the input is no such folder, or where every document may be affected.
    """
    folders = list(inputs)
    path = Path(folders[0]) / STATE / "run.json" if len(folders) == 1 else None
    if path is None or not path.is_file():
        return None
    old = json.loads(path.read_text("utf-8")).get("rules") or {}
    new = rules_manifest(cleaner)
    if not old or not new or old["context"] != new["context"]:
        return None
    literals: set[str] = set()
    for code in {*old["rules"], *new["rules"]}:
        forms = [known["rules"].get(code) for known in (old, new)]
        if forms[0] != forms[1]:
            for form in forms:
                if form is not None and form["literals"] is None:
                    return None
                literals.update(form["literals"] if form else ())
    return Change(old["sha256"], new["sha256"], tuple(sorted(literals)))


def _whole_lines(source: str, edit: Mapping[str, Any]) -> bool:
    """Whether an edit takes lines as wholes, so that no two pieces of a line meet."""
    gone, start = edit["before"], edit["start"]
    end = start + len(gone)
    at_start = start == 0 or source[start - 1] in "\r\n" or gone[0] in "\r\n"
    at_end = end == len(source) or source[end] in "\r\n" or gone[-1] in "\r\n"
    return at_start and at_end
