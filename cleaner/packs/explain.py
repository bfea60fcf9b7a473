"""A rule in words: what it does, why, its proofs, its fix level, where it applies."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Fix, Proof, Rule, Where
from cleaner.packs.proofs import proofs_of

_FIXES = {
    Fix.SAFE: "safe: what it finds is removed",
    Fix.UNSAFE: "unsafe: what it finds is flagged, and removed with --unsafe",
    Fix.DISPLAY: "display: what it finds is flagged, never removed",
}


def explain(rule: Rule, measured: str = "") -> str:
    """Several lines of plain text, Markdown where that helps.

    ``measured`` says what the rule has been measured to be worth, where that is known.
    """
    return "\n".join(_lines(rule, measured)) + "\n"


def _lines(rule: Rule, measured: str) -> Iterator[str]:
    yield f"# {rule.code} {rule.name} ({rule.category})"
    yield ""
    yield " ".join(rule.why.split())
    yield ""
    yield f"Fix level   {_FIXES[rule.fix]}"
    if measured:
        yield f"Measured    {measured}"
    yield f"Found by    {rule.detector}, stage {rule.stage}"
    if rule.phrases or rule.patterns:
        yield f"Matches     {rule.match}, takes the {rule.takes}"
    yield f"Languages   {', '.join(sorted({*rule.phrases, *rule.patterns})) or 'any'}"
    yield from _workings(rule)
    hits, leaves = proofs_of(rule)
    for heading, proofs in (("It hits", hits), ("It leaves alone", leaves)):
        yield ""
        yield f"## {heading}"
        for proof in proofs:
            yield from _proof(proof)


def _workings(rule: Rule) -> Iterator[str]:
    """Where the rule looks and what it looks for."""
    for name, value in conditions(rule.where):
        yield f"Where       {name}: {value}"
    for name, value in sorted(rule.options.items()):
        yield f"Option      {name} = {value}"
    for language, phrases in sorted(rule.phrases.items()):
        yield f"Phrases     {language}: {'; '.join(phrases)}"
    for language, patterns in sorted(rule.patterns.items()):
        for pattern in patterns:
            yield f"Pattern     {language}: {pattern}"
    for name, text in rule.fragments.items():
        yield f"Fragment    {name}: {' '.join(text.split())}"


def conditions(where: Where) -> Iterator[tuple[str, str]]:
    """The conditions that are set, as words."""
    for name in Where.__dataclass_fields__:
        value = getattr(where, name)
        if isinstance(value, bool):
            yield name, "yes" if value else "no"
        elif value:
            yield name, ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _proof(proof: Proof) -> Iterator[str]:
    yield ""
    if proof.title:
        yield f"    (title: {proof.title})"
    for line in proof.text.strip("\n").split("\n"):
        yield f"    {line}"
