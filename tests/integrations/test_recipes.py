"""The recipes of docs/corpora.md, run as they stand there."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.integrations.site import LEFTOVER, serve

PAGE = ROOT / "docs" / "corpora.md"


def recipes() -> list[str]:
    found: list[str] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return found


def test_documents_in_memory() -> None:
    known: dict[str, object] = {}
    exec(compile(recipes()[0], str(PAGE), "exec"), known)
    assert known["texts"] == [document["text"] for document in known["documents"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", [1, 2])
def test_recipes_of_crawls_run(number: int) -> None:
    with serve() as site:
        known: dict[str, object] = {"SITE": site}
        exec(compile(recipes()[number], str(PAGE), "exec"), known)
    texts = known["texts"]
    assert isinstance(texts, list)
    assert len(texts) == 3
    assert all(len(text) > 100 and LEFTOVER not in text for text in texts)


def test_there_are_no_others() -> None:
    assert len(recipes()) == 3
