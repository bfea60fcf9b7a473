"""Which Markdown blocks may go, and that what is kept renders as before."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cleaner.engine.patching import apply
from cleaner.engine.removal import removal_patch
from cleaner.model import Block, Document, Evidence, Fix, Rule
from cleaner.reading.markdown import read_markdown

RULE = Rule("TST001", "test", "links", "phrase", "trim", Fix.SAFE, "", "")
MANY = settings(
    max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def block_with(text: str, words: str) -> Block:
    return next(block for block in read_markdown(text).blocks if words in block.text)


def without(text: str, indices: Iterable[int]) -> str:
    """The text after the engine has removed these blocks."""
    blocks = read_markdown(text).blocks
    evidence = [Evidence(RULE, index, blocks[index].span) for index in indices]
    return apply(text, removal_patch(Document(text, blocks, "markdown"), evidence))


def html(text: str) -> str:
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


STAYS = [
    ("a paragraph that the next would join", "One.\n## Two\nThree.", "Two"),
    ("a heading between a quote and a quote", "> One.\n## Two\n> Three.", "Two"),
    ("code that would become part of a list", "- a\n\nTwo.\n\n    code", "Two"),
    ("code that would become part of code", "    a\n\nTwo.\n\n    b", "Two"),
    ("numbered lists that would be counted on", "1. a\n\n## Two\n\n1. b", "Two"),
    ("a number that cannot interrupt", "One.\n1. Two\n2. Three", "Two"),
    ("an underline that would make a heading", "One.\n## Two\n---\n", "Two"),
    ("front matter that was none", "# Two\n\n---\na: b\n---\n", "Two"),
    ("attributes of the block", "## Two\n{: .note}\n", "Two"),
    ("items in other columns", "- One\n - Two\n  - Three", "Two"),
    ("an item with more in it", "- Two\n\n  more", "Two"),
    ("an item beside its parent's marker", "- - Two\n  - b", "Two"),
    ("one paragraph of a quote of two", "> One\n>\n> Two", "Two"),
    ("an item in a quote", "> - Two\n> - b", "Two"),
    ("a paragraph with an image", "Two ![a](b)", "Two"),
    ("a paragraph with a footnote mark", "Two[^1]\n\n[^1]: a", "Two"),
    ("a paragraph with a shortcode", "Two {{< x >}}", "Two"),
    ("a paragraph with math", "Two $x^2$ more", "Two"),
    ("a paragraph that opens HTML", "Two <b>bold\n\nmore</b>", "Two"),
]


@pytest.mark.parametrize(("text", "words"), [row[1:] for row in STAYS], ids=[r[0] for r in STAYS])
def test_fixed(text: str, words: str) -> None:
    assert block_with(text, words).fixed


MAY_GO = [
    ("One.\n\n## Two\n\nThree.", "One.\n\nThree."),
    ("One.\n## Two\n\nThree.", "One.\n\nThree."),
    ("One.\n\n## Two\nThree.", "One.\n\nThree."),
    ("# One\n## Two\nThree.", "# One\nThree."),
    ("One\n\nTwo\n===\n\nThree", "One\n\nThree"),
    ("- One\n- Two\n- Three", "- One\n- Three"),
    ("- One\n- Two\n\nThree", "- One\n\nThree"),
    ("1. One\n2. Two\n3. Three", "1. One\n3. Three"),
    ("- One\n    - Two\n    - Three", "- One\n    - Three"),
    ("- One\n  - Two\n- Three", "- One\n- Three"),
    ("One\n\n> Two\n> lines\n\nThree", "One\n\nThree"),
    ("One\r\n\r\nTwo\r\n\r\nThree\r\n", "One\r\n\r\nThree\r\n"),
    ("\ufeffTwo\n\nThree", "\ufeffThree"),
    ("One\n\nTwo", "One"),
    ("One\n\nTwo [read](u) **on** `x` <b>y</b>\n", "One\n"),
]


@pytest.mark.parametrize(("text", "left"), MAY_GO, ids=[text for text, _ in MAY_GO])
def test_what_may_go_goes_whole(text: str, left: str) -> None:
    block = block_with(text, "Two")
    assert not block.fixed
    assert without(text, [block.index]) == left


#: CommonMark only, so that its reference rendering applies; no numbered lists, whose counts shift.
_PARTS = [
    *("# Head", "Word by word.", "Two\nlines", "Set\n---", "- item", "- item\n- other"),
    *(
        "- a\n\n  b",
        "> quote",
        "> a\n>\n> b",
        "***",
        "---",
        "    code",
        "```\nfence\n```",
        "<div>\nx",
    ),
    *("[a]: /u", "| a | b |\n|---|---|", "- a\n  - b\n  - c", "  indented", "<!-- x -->", "* star"),
]
PARTS = st.tuples(st.sampled_from(_PARTS), st.sampled_from(["\n", "\n\n", "\r\n\r\n", "\n \n\n"]))


def leaves(text: str) -> list[tuple[str, str]]:
    """The rendered contents in order, without containers."""
    md = MarkdownIt("commonmark").enable(["table"])
    env: dict[str, object] = {}
    return [
        (
            tokens[index - 1].tag if token.type == "inline" else token.type,
            md.renderer.render([token], md.options, env).strip(),
        )
        for tokens in [md.parse(text, env)]
        for index, token in enumerate(tokens)
        if token.nesting == 0
    ]


@MANY
@given(st.lists(PARTS, min_size=1, max_size=7), st.data())
def test_what_is_kept_renders_as_before(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    text = "".join(part + gap for part, gap in parts)
    blocks = read_markdown(text).blocks
    free = [b.index for b in blocks if not b.fixed and not b.protected]
    if not free:
        return
    first = data.draw(st.sampled_from(free))
    run = [first]
    while run[-1] + 1 in free and data.draw(st.booleans()):
        run.append(run[-1] + 1)
    gone = [leaf for index in run for leaf in leaves(text[slice(*blocks[index].span)])]
    before, after = leaves(text), leaves(without(text, run))
    start = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    start = min(len(before), len(after)) if start is None else start
    assert len(before) == len(after) + len(gone)
    assert after[start:] == before[start + len(gone) :]


def test_a_whole_leftover_section_goes_as_a_run() -> None:
    text = "- eggs\n- milk\n\n## Related\n\n- [A](a)\n- [B](b)\n\nThe end."
    assert html(without(text, [2, 3, 4])) == html("- eggs\n- milk\n\nThe end.")
