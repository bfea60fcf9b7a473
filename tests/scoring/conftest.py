"""A cleaner with two rules of its own, so that figures here do not depend on the shipped ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.model import Fix, Rule
from tests.scoring.made_up import write_jsonl


def make_rule(code: str, name: str, category: str, fix: Fix, phrase: str) -> Rule:
    return Rule(
        code=code,
        name=name,
        category=category,
        detector="phrase",
        stage="trim",
        fix=fix,
        message="Seen: {match}",
        why="It is made up for tests.",
        phrases=MappingProxyType({"any": (phrase,)}),
    )


@pytest.fixture(scope="session")
def rules() -> tuple[Rule, ...]:
    return (
        make_rule("HDG801", "made-up-heading", "headings", Fix.SAFE, "more from our desk"),
        make_rule("PRO801", "made-up-call", "promotion", Fix.DISPLAY, "join our mailing list"),
    )


@pytest.fixture(scope="session")
def small(rules: tuple[Rule, ...]) -> Cleaner:
    return Cleaner(rules=rules)


@pytest.fixture
def data_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes records to a file of the test's own and gives its path."""

    def write(name: str, *records: dict[str, Any]) -> Path:
        return write_jsonl(tmp_path / name, records)

    return write
