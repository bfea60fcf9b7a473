"""What a rule file can get wrong beyond its schema."""

from __future__ import annotations

import string
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cleaner.detectors.expressions import compiled
from cleaner.detectors.literals import SHORT
from cleaner.model import Match, Proof, Rule, RuleError
from cleaner.packs.proofs import proofs_of
from cleaner.reading.blocks import fold

#: Proofs of each kind that a rule must bring.
PROOFS = 3
#: Code points of the texts that a pattern must get through, and the seconds it may take.
ATTACK_LENGTH, ATTACK_TIME = 20_000, 0.25


def lint(rules: Sequence[Rule]) -> Iterator[RuleError]:
    """Everything that is wrong with the rules, as errors that name the file."""
    for rule in rules:
        for reason, hint in _faults(rule):
            yield RuleError(f"{rule.code}: {reason}", place=rule.place, hint=hint)
    yield from _phrases_listed_twice(rules)
    yield from _lists_without_headings(rules)


def _faults(rule: Rule) -> Iterator[tuple[str, str]]:
    proofs = proofs_of(rule)
    for name, brought in zip(proofs._fields, proofs, strict=True):
        if len(brought) < PROOFS:
            yield f"{len(brought)} {name}", f"a rule brings at least {PROOFS}"
    if len(rule.why.split()) < 8:
        yield "why says too little", "say what it is, where it comes from, why it may go"
    if rule.place:
        yield from _misplaced(rule, Path(rule.place))
    yield from _message_faults(rule)
    yield from _pattern_faults(rule, proofs.hits)


def _misplaced(rule: Rule, path: Path) -> Iterator[tuple[str, str]]:
    if path.stem != rule.name:
        yield f"the file is called {path.name}", f"call it {rule.name}.toml"
    expected = "document" if rule.stage == "judge" else rule.category
    if rule.trusted and path.parent.name != expected:
        yield f"the file lies in {path.parent.name}/", f"put it into {expected}/"


def _message_faults(rule: Rule) -> Iterator[tuple[str, str]]:
    known = {"match", "repaired", "evidence", "value", "donor", "share", "count", "total"}
    try:
        fields = {name for _, name, _, _ in string.Formatter().parse(rule.message) if name}
    except ValueError as error:
        yield f"message: {error}", "a brace in text is doubled"
        return
    for name in sorted(fields - known):
        yield f"message: {{{name}}} is not known", "one of " + ", ".join(sorted(known))


def _pattern_faults(rule: Rule, hits: Sequence[Proof]) -> Iterator[tuple[str, str]]:
    if not rule.patterns:
        return
    if not rule.needs and not 0 < rule.where.max_words <= SHORT:
        yield "the pattern runs on every block", f"give needs, or where.max_words ≤ {SHORT}"
    for number, proof in enumerate(hits, 1):
        if rule.needs and not any(need in fold(proof.text) for need in rule.needs):
            yield f"hits {number} holds none of needs", "needs must cover every pattern"
    import regex

    for patterns in rule.patterns.values():
        for pattern in patterns:
            try:
                expression = compiled(pattern, rule.fragments)
            except regex.error as error:
                yield f"pattern {pattern!r}: {error}", ""
                continue
            if expression.fullmatch("") is not None:
                yield f"pattern {pattern!r} matches nothing at all", "it must need a character"
            if _backtracks(expression, rule, hits):
                yield f"pattern {pattern!r} backtracks badly", "make its repeats exclude each other"


def _backtracks(expression: object, rule: Rule, hits: Sequence[Proof]) -> bool:
    """Whether the pattern is slow on long texts of the sort that makes repeats fight each other."""
    for attack in _attacks(hits):
        start = time.process_time()
        try:
            # The way in which the detector applies it: a line pattern is never searched for.
            if rule.match is not Match.LINE:
                expression.search(attack, timeout=ATTACK_TIME)  # type: ignore[attr-defined]
            expression.fullmatch(attack, timeout=ATTACK_TIME)  # type: ignore[attr-defined]
        except TimeoutError:
            return True
        if time.process_time() - start > 2 * ATTACK_TIME:
            return True
    return False


def _attacks(hits: Sequence[Proof]) -> Iterator[str]:
    """Texts that repeat what patterns like to repeat, and the rule's own hits, again and again."""
    seeds = ["a", " ", "A ", "aB ", "1", "1 ", ".", "- ", "A. ", "a,", "\t", "(a", "http://a."]
    seeds += [proof.text for proof in hits]
    for seed in seeds:
        repeated = seed * (ATTACK_LENGTH // len(seed))
        yield repeated
        yield repeated + "\x01"


def _phrases_listed_twice(rules: Iterable[Rule]) -> Iterator[RuleError]:
    seen: dict[tuple[str, str, str], Rule] = {}
    for rule in rules:
        for language, phrases in rule.phrases.items():
            for phrase in phrases:
                key = (language, rule.match, phrase)
                other = seen.setdefault(key, rule)
                if other is not rule and other.where == rule.where:
                    reason = f"{rule.code}: {phrase!r} is listed in {other.code} too"
                    yield RuleError(reason, place=rule.place, hint="each phrase has one rule")


def _lists_without_headings(rules: Sequence[Rule]) -> Iterator[RuleError]:
    """Lists that go while their heading stays: in the next pass it takes what stood behind them."""
    ranks = {rule.code: rule.fix.rank for rule in rules}
    for rule in rules:
        for heading in rule.options.get("headings", ()):
            if ranks.get(heading, 0) > rule.fix.rank:
                reason = f"{rule.code}: goes where its heading ({heading}) stays"
                yield RuleError(reason, place=rule.place, hint="no stronger fix than its headings'")
