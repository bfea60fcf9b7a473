from __future__ import annotations

import pytest

from cleaner import Cleaner
from cleaner.detectors.offtopic import _decides
from cleaner.detectors.topic.fragments import Fragment, Level
from cleaner.model import Block, Dom, Kind
from tests.topic import stories


def block(dom: Dom | None) -> Block:
    return Block(0, Kind.PARAGRAPH, 0, 4, "Text", "text", "text", 1, False, dom=dom)


RELATED = block(Dom(groups=frozenset({"related"}), inside=True))
OUTSIDE = block(Dom(inside=False))
INSIDE = block(Dom(inside=True))


@pytest.mark.parametrize(
    ("level", "blocks", "decides"),
    [
        ("decisive", [INSIDE], True),
        ("decisive", [block(None)], True),
        ("flag", [RELATED, OUTSIDE], True),
        ("flag", [RELATED, INSIDE], False),
        ("flag", [block(None)], False),
        ("suggest", [RELATED], False),
    ],
)
def test_what_decides(level: Level, blocks: list[Block], decides: bool) -> None:
    fragment = Fragment(0, len(blocks) - 1, "foreign fragment", 0.9, level, "")
    assert _decides(fragment, blocks) is decides


def test_a_decisive_fragment_goes_and_comes_back() -> None:
    text = "\n\n".join(
        [stories.FERRY_TITLE, *stories.FERRY[:3], stories.CHESS_TITLE, stories.CHESS[0],
         *stories.FERRY[3:]]
    )  # fmt: skip
    result = Cleaner().clean(text)
    assert {f.code for f in result.report.findings if f.applied} == {"COH004"}
    assert stories.CHESS_TITLE not in result.text
    assert stories.CHESS[0] not in result.text
    assert all(paragraph in result.text for paragraph in stories.FERRY)
