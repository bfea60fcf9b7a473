"""Running the proofs of rules: what they must hit and what they must leave alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cleaner.api import Cleaner
from cleaner.engine.result import Result
from cleaner.engine.settings import Settings
from cleaner.model import CleanerError, Corpus, Fix, Proof, Rule
from cleaner.model.rule import PROOF_DOCUMENTS
from cleaner.model.site import CountedLines
from cleaner.packs.proofs import proofs_of


class Failure(NamedTuple):
    """A proof that does not hold: which (``hits 2``), of which rule, and why."""

    rule: Rule
    proof: str
    reason: str

    def __str__(self) -> str:
        return f"{self.rule.place}: {self.rule.code} {self.proof}: {self.reason}"


def verify(rules: Sequence[Rule], codes: Iterable[str] | None = None) -> Iterator[Failure]:
    """The proofs that fail, of the rules in ``codes`` or of all.

    A rule is tried with those that it requires and no others, as if its fix were safe.
    """
    wanted = None if codes is None else set(codes)
    for rule in rules:
        if wanted is None or rule.code in wanted:
            cleaner = Cleaner(Settings(ceiling=1.0), rules=_alone(rule, rules))
            hits, leaves = proofs_of(rule)
            for number, proof in enumerate(hits, 1):
                yield from _check(rule, f"hits {number}", proof, cleaner, hit=True)
            for number, proof in enumerate(leaves, 1):
                yield from _check(rule, f"leaves {number}", proof, cleaner, hit=False)


def _alone(rule: Rule, rules: Sequence[Rule]) -> list[Rule]:
    chosen = {rule.code: replace(rule, fix=Fix.SAFE)}
    wanted = list(rule.requires)
    while wanted:
        code = wanted.pop()
        if code not in chosen:
            found = next(r for r in rules if r.code == code)
            chosen[code] = replace(found, fix=Fix.SAFE)
            wanted.extend(found.requires)
    return [chosen[code] for code in sorted(chosen)]


def _check(
    rule: Rule, name: str, proof: Proof, cleaner: Cleaner, *, hit: bool
) -> Iterator[Failure]:
    try:
        result = cleaner.clean(
            proof.text,
            title=proof.title,
            url=proof.url,
            language=proof.language or _language(rule),
            input_format=proof.format,  # type: ignore[arg-type]
            site_lines=_site_lines(proof),
            corpus=_corpus(cleaner, proof),
        )
    except CleanerError as error:
        yield Failure(rule, name, str(error))
        return
    found = _codes(result)
    if hit and rule.code not in found:
        yield Failure(rule, name, "nothing is found")
    if not hit and rule.code in found:
        spots = [f.excerpt for f in result.findings if f.code == rule.code]
        yield Failure(rule, name, f"this was to be left alone: {'; '.join(spots)}")
    if hit and proof.after is not None and result.text != proof.after:
        yield Failure(rule, name, f"left is {result.text!r}")
    if result.changed and result.undo() != (
        proof.text if proof.format != "html" else result.undo()
    ):
        yield Failure(rule, name, "undo does not give the text back")


def _site_lines(proof: Proof) -> CountedLines | None:
    return _counted(proof.site_lines)


def _corpus(cleaner: Cleaner, proof: Proof) -> Corpus | None:
    lines = _counted(proof.corpus_lines)
    if not proof.documents and not lines:
        return None
    documents = [{"id": f"document {n}", "text": t} for n, t in enumerate(proof.documents, 1)]
    return replace(cleaner.learn(documents).corpus_of(""), lines=lines)


def _counted(lines: tuple[str, ...]) -> CountedLines | None:
    return CountedLines(PROOF_DOCUMENTS, dict.fromkeys(lines, PROOF_DOCUMENTS)) if lines else None


def _codes(result: Result) -> set[str]:
    report = result.report
    found = {finding.code for finding in (*report.findings, *report.suggested)}
    return found | {part.code for part in report.parts}


def _language(rule: Rule) -> str | None:
    """The one language that a rule speaks; most proofs are too short to tell."""
    spoken = {*rule.phrases, *rule.patterns} - {"any"}
    return next(iter(spoken)) if len(spoken) == 1 else "en"
