"""One rule file → one Rule, strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from cleaner.detectors.registry import DETECTORS, options_of
from cleaner.model import (
    CATEGORIES,
    PROTECTED,
    STAGES,
    Fix,
    Kind,
    Match,
    Rule,
    RuleError,
    Takes,
    Where,
)
from cleaner.packs.fragments import used_fragments
from cleaner.packs.proofs import FORMATS, take_proofs, without_proofs
from cleaner.packs.tables import Table, read_source
from cleaner.reading.blocks import fold, keys_of
from cleaner.reading.language import normal_code
from cleaner.reading.page.groups import GROUPS

_CODE = re.compile(r"[A-Z]{2,4}\d{3}")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KINDS = tuple(kind.value for kind in Kind if kind not in PROTECTED)
_POSITIONS = ("lead", "middle", "tail", "bare")
_CONTAINERS = ("", "inside", "outside")


def read_rule(
    path: Path, *, trusted: bool = False, fragments: Mapping[str, str] | None = None
) -> Rule:
    """The rule in file ``path``.

    ``trusted`` rules ship with the package, whose tests read their proofs; the patterns of others
    run with a time-out, and their proofs must be in order, too.
    ``fragments`` are the shared pieces that its patterns may call.

    Raises:
        RuleError: with file, line and a hint.

    """
    source = read_source(path, RuleError)
    table = Table.from_string(without_proofs(source) if trusted else source, str(path), RuleError)
    rule = parse_rule(table, place=str(path), trusted=trusted)
    patterns = [pattern for values in rule.patterns.values() for pattern in values]
    try:
        used = used_fragments(patterns, fragments or {})
    except RuleError as error:
        raise RuleError(error.reason, place=str(path), hint=error.hint) from None
    return replace(rule, fragments=used) if used else rule


def parse_rule(table: Table, *, place: str = "", trusted: bool = False) -> Rule:
    """The rule that ``table`` holds, its fragments apart."""
    code = table.take("code", str)
    if not _CODE.fullmatch(code):
        raise table.fail("code", f"{code!r} is no rule code", "two to four capitals, three digits")
    name = table.take("name", str)
    if not _NAME.fullmatch(name):
        raise table.fail("name", f"{name!r} is no rule name", "lower-case words with hyphens")
    detector = table.take_choice("detector", tuple(DETECTORS))
    options_table = table.take_table("options")
    rule = Rule(
        code=code,
        name=name,
        category=table.take_choice("category", CATEGORIES),
        detector=detector,
        stage=table.take_choice("stage", STAGES, DETECTORS[detector].stage),
        fix=Fix(table.take_choice("fix", tuple(Fix))),
        message=table.take("message", str),
        why=table.take("why", str),
        where=read_where(table.take_table("where")),
        match=Match(table.take_choice("match", tuple(Match), "line")),
        takes=Takes(table.take_choice("takes", tuple(Takes), "block")),
        phrases=_phrases(table.take_table("phrases")),
        patterns=_by_language(table.take_table("patterns")),
        needs=tuple(fold(need) for need in table.take_strings("needs")),
        options=_options(detector, options_table),
        requires=table.take_strings("requires"),
        place=place,
        trusted=trusted,
    )
    take_proofs(table)
    table.finish()
    _check_use(rule, table)
    return rule


def read_where(table: Table | None) -> Where:
    """The conditions in a ``[where]`` table."""
    if table is None:
        return Where()
    where = Where(
        kinds=tuple(Kind(kind) for kind in table.take_strings("kinds", choices=_KINDS)),
        min_words=table.take("min_words", int, 0),
        max_words=table.take("max_words", int, 0),
        position=table.take_strings("position", choices=_POSITIONS),
        closed=table.take("closed", bool, None),
        first=table.take("first", bool, None),
        last=table.take("last", bool, None),
        lone=table.take("lone", bool, None),
        between=table.take("between", bool, None),
        echoed=table.take("echoed", bool, None),
        listed=table.take("listed", bool, None),
        follows_text=table.take("follows_text", bool, None),
        max_run=table.take("max_run", int, 0),
        whole_section=table.take("whole_section", bool, None),
        near=table.take_strings("near", choices=CATEGORIES),
        formats=table.take_strings("formats", choices=FORMATS),
        dom=table.take_strings("dom", choices=tuple(GROUPS)),
        element=table.take_strings("element"),
        container=table.take_choice("container", _CONTAINERS, ""),
        min_link_density=table.take("min_link_density", float, 0.0),
    )
    table.finish()
    return where


def _phrases(table: Table | None) -> dict[str, tuple[str, ...]]:
    """Folded phrases by language; two that fold to the same are one listed twice."""
    phrases: dict[str, tuple[str, ...]] = {}
    for language, values in _by_language(table).items():
        assert table is not None
        keys = keys_of(values)
        if not all(keys) or len(set(keys)) < len(keys):
            _complain(table, language, keys, values)
        phrases[language] = keys
    return phrases


def _complain(table: Table, language: str, keys: tuple[str, ...], values: tuple[str, ...]) -> None:
    for key, value in zip(keys, values, strict=True):
        if not key:
            raise table.fail(language, f"{value!r} holds no word")
        if keys.count(key) > 1:
            raise table.fail(language, f"{value!r} is listed twice")


def _by_language(table: Table | None) -> dict[str, tuple[str, ...]]:
    if table is None:
        return {}
    values = {language: table.take_strings(language) for language in table.names()}
    for language in values:
        if language != "any" and normal_code(language) != language:
            raise table.fail(language, "is no language", "an ISO 639-1 code, or any")
    return values


def _options(detector: str, table: Table | None) -> dict[str, object]:
    """The detector's options, each checked against the type of its default."""
    options = {}
    for name, default in options_of(detector).items():
        if table is None:
            options[name] = default
        elif isinstance(default, tuple):
            options[name] = table.take_strings(name, default)
        else:
            options[name] = table.take(name, type(default), default)
    if table is not None:
        table.finish()
    return options


def _check_use(rule: Rule, table: Table) -> None:
    """A rule must give its detector what that works from, and nothing else."""
    uses = DETECTORS[rule.detector].uses
    for name in ("phrases", "patterns", "needs"):
        given = bool(getattr(rule, name))
        if given and name not in uses:
            raise table.fail(name, f"detector {rule.detector!r} does not use them")
    for name in ("phrases", "patterns"):
        if name in uses and not getattr(rule, name):
            raise table.fail(name, f"detector {rule.detector!r} needs them")
