"""A document through all passes, until a pass changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from cleaner.detectors.base import View
from cleaner.detectors.literals import Memory, Sightings
from cleaner.detectors.quality import Measured
from cleaner.engine.decision import Decisions, decide
from cleaner.engine.findings import FindingBook
from cleaner.engine.judgement import judge
from cleaner.engine.patching import SourceMap, apply, compose
from cleaner.engine.removal import removal_patch
from cleaner.engine.stages import Plan, Step, look
from cleaner.engine.suppression import Ledger, Sparing
from cleaner.model import Document, Evidence, Finding, Fix, Patch, Report, Rule


class Outcome(NamedTuple):
    """The cleaned text, the report on it, and notes on suppressions that were of no use."""

    text: str
    report: Report
    notes: tuple[Finding, ...]


class Task(NamedTuple):
    """What a run needs beside the document.

    ``reread`` makes the document of a later pass from the text and the document before it, and
    ``plan_for`` its plan: a text whose language is guessed may show another when lines are gone.
    ``sparing`` says what is left alone whatever the rules say.
    """

    plan: Plan
    rules: Sequence[Rule]
    rules_sha256: str
    fixes: frozenset[Fix]
    ceiling: float
    reread: Callable[[Document, str, Patch], Document]
    plan_for: Callable[[Document], Plan]
    sparing: Sparing = Sparing()


class _Seen(NamedTuple):
    """What was seen in one pass, what follows from it, and how that changes the text."""

    evidence: Sequence[Evidence]
    view: View
    decisions: Decisions
    change: Patch
    spare_body: bool


def run(document: Document, task: Task) -> Outcome:
    """Clean ``document``.

    Each pass looks at the text that the pass before left, as a new call would, and the last one
    changes nothing: that is what makes cleaning a fixpoint. Every pass but the last makes the
    text shorter or repairs damage that cannot come back, so that the passes end.
    """
    source, words = document.text, _words(document)
    patch = Patch()
    book = FindingBook(source)
    ledger = Ledger(task.sparing, task.rules)
    memory = Memory()
    while True:
        document, steps = ledger.prepare(document, task.plan.steps)
        sightings = Sightings(document, task.plan.literals, memory)
        seen = _one_pass(document, steps, sightings, task, ledger)
        book.add(seen.decisions, SourceMap(source, patch), document.blocks)
        if not seen.change.edits:
            break
        text = apply(document.text, seen.change)
        patch = compose(source, patch, seen.change)
        document = task.reread(document, text, seen.change)
        plan = task.plan_for(document)
        if plan is not task.plan:
            task, memory = task._replace(plan=plan), Memory()
    report = _report(source, words, document, task, book, seen, patch)
    return Outcome(document.text, report, ledger.notes(source))


def _one_pass(
    document: Document, steps: Sequence[Step], sightings: Sightings, task: Task, ledger: Ledger
) -> _Seen:
    """Look and decide.

    The topic stage weighs the whole text, at most of the cost: it looks only where nothing else
    changes the text any more, which it would have to read again.
    """
    others = [s for s in steps if s.stage != "topic"]
    seen = _look(document, others, sightings, task, ledger)
    topic = [s for s in steps if s.stage == "topic"]
    return _look(document, topic, sightings, task, ledger, seen) if not seen.change.edits else seen


def _look(
    document: Document,
    steps: Sequence[Step],
    sightings: Sightings,
    task: Task,
    ledger: Ledger,
    before: _Seen | None = None,
    *,
    spare_body: bool = False,
) -> _Seen:
    """Look and decide; where too much running text would go, once more without touching it.

    ``before`` is what steps before these saw.
    """
    seeing = task.fixes, task.plan.language, sightings
    known: Sequence[Evidence] = before.evidence if before else ()
    spare_body = spare_body or (before is not None and before.spare_body)
    found, view = look(document, steps, *seeing, seen=known, spare_body=spare_body)
    if before is not None and len(found) == len(known):
        return before
    evidence = ledger.without_listed(found, document)
    if len(evidence) < len(found):
        view = View(document, evidence, *seeing, spare_body=spare_body)
    decisions = decide(document, evidence, task.fixes, spare_body=spare_body)
    if not spare_body and _share_of_body(document, decisions.applied) > task.ceiling:
        return _look(document, steps, sightings, task, ledger, before, spare_body=True)
    change = removal_patch(document, decisions.applied)
    return _Seen(evidence, view, decisions, change, spare_body)


def _share_of_body(document: Document, applied: Iterable[Evidence]) -> float:
    """The share of the words of running text that stands in blocks to be removed."""
    going = {item.block for item in applied if item.whole}
    if not going:
        return 0.0
    body = [block for block in document.blocks if block.body_like]
    total = sum(block.words for block in body)
    return sum(block.words for block in body if block.index in going) / total if total else 0.0


def _report(
    source: str,
    words: int,
    document: Document,
    task: Task,
    book: FindingBook,
    seen: _Seen,
    patch: Patch,
) -> Report:
    source_sha256 = _sha256(source)
    flagged = frozenset(item.block for item in seen.decisions.flagged if item.whole)
    verdict, score, parts = judge(Measured(seen.view, words, flagged), task.plan.judges)
    return Report(
        findings=book.acted_on(),
        shadowed=book.shadowed(),
        suggested=book.suggested(),
        verdict=verdict,
        score=score,
        parts=parts,
        patch=patch,
        source_sha256=source_sha256,
        cleaned_sha256=_sha256(document.text) if patch.edits else source_sha256,
        rules_sha256=task.rules_sha256,
        words=words,
        words_removed=max(0, words - _words(document)),
        language=task.plan.language,
        title=document.title.text if document.title else None,
        url=document.url,
        format=document.format,
    )


def _words(document: Document) -> int:
    return sum(block.words for block in document.blocks)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
