"""The profile ``authored`` finds what it promises and leaves alone what authors write."""

from __future__ import annotations

import pytest

from cleaner import Cleaner, Settings
from cleaner.scoring.markdown_fidelity import faults
from tests.packs.authored_cases import BEES, FERRY, LEFTOVERS, NEAR_MISSES, Leftover

AUTHORED = Cleaner(Settings(profile="authored"))
UNSAFE = Cleaner(Settings(profile="authored", unsafe=True))


def put(article: str, behind: str, text: str) -> str:
    """The article with one more block behind the one that holds ``behind``, or at the end."""
    blocks = article.rstrip("\n").split("\n\n")
    at = next(i for i, block in enumerate(blocks, 1) if behind in block) if behind else len(blocks)
    return "\n\n".join([*blocks[:at], text, *blocks[at:]]) + "\n"


def shown(case: Leftover) -> str:
    return f"{case.kind}: {case.text[:40]}"


@pytest.mark.parametrize("article", [FERRY, BEES], ids=["ferry", "bees"])
def test_the_articles_are_clean(article: str) -> None:
    assert AUTHORED.clean(article, input_format="markdown").findings == ()


@pytest.mark.parametrize("case", LEFTOVERS, ids=shown)
def test_what_is_promised_is_found(case: Leftover) -> None:
    text = put(case.article, case.behind, case.text)
    result = AUTHORED.clean(text, input_format="markdown")
    found = [text[finding.start : finding.end] for finding in result.findings]
    assert found
    if case.kind != "damage":
        assert found == [case.text]
    assert list(faults(AUTHORED, result)) == []


REMOVED = [case for case in LEFTOVERS if case.kind != "damage"]


@pytest.mark.parametrize("case", REMOVED, ids=shown)
def test_what_goes_leaves_the_article(case: Leftover) -> None:
    text = put(case.article, case.behind, case.text)
    cleaned = UNSAFE.clean(text, input_format="markdown").text
    assert cleaned.rstrip("\n") == case.article.rstrip("\n")


@pytest.mark.parametrize("name", NEAR_MISSES)
@pytest.mark.parametrize(("article", "behind"), [(FERRY, "timetable"), (FERRY, ""), (BEES, "")])
def test_what_authors_mean_is_left_alone(article: str, behind: str, name: str) -> None:
    text = put(article, behind, NEAR_MISSES[name])
    assert UNSAFE.clean(text, input_format="markdown").findings == ()
