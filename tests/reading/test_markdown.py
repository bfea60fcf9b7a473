"""Markdown → blocks: roles, visible text, and places in the source."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.model import Block, Kind, Title
from cleaner.reading.markdown import MarkdownReading, read_markdown, visible
from cleaner.reading.markdown.parser import parser

MANY = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)

#: Pieces of Markdown and its dialects; any string of them is Markdown.
_PIECES = """a|Two words.|# |## |- |* |+ |1. |2. |10) |> |    |  |`|``|```|~~~|**|*|_|~~|[|](x)|](
    ![|[^1]|[^1]: note|[a]: /u|<b>|</b>|<br>|<!--|-->|<div>|</div>|<Foo|/>|{{|}}|{%|%}|{% if x %}
    {% endif %}|{{< a >}}|{{< /a >}}|{: .x}|$|$$|$x$|:::|::: a|%%|---|===|***|+++|-+-|!!! note
    &amp;|&#0;|\\|\\*|[!note]|[x] |import x from "y"|title: x|\\begin{a}|\\end{a}|{"a": 1}
    <http://x.y>|[[wiki]]|[TOC]|;|😀|é""".replace("\n    ", "|").split("|")
_SPACES = ["\t", "\n", "\n", "\n", "\n\n", "\r\n", "\r", "  \n", "\\\n", "|", "|-|-|", "| a | b |"]
_ODD = ["\0", "\ufeff", "\x0b", "\x0c", "\u2028", "\u2003", "\ud800"]
PIECES = st.sampled_from([*_PIECES, *_SPACES, *_ODD])
SOURCES = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80))


def blocks_of(text: str) -> list[tuple[str, str]]:
    """Kind and source of each block."""
    return [(str(b.kind), text[b.start : b.end]) for b in read_markdown(text).blocks]


def block_with(text: str, words: str) -> Block:
    return next(block for block in read_markdown(text).blocks if words in block.text)


def check_invariants(text: str, reading: MarkdownReading) -> None:
    place = 0
    for number, block in enumerate(reading.blocks):
        assert block.index == number
        assert place <= block.start < block.end <= len(text)
        assert not text[place : block.start].strip(" \t\r\n\ufeff"), "a line without a block"
        assert text[block.end : block.end + 1] in ("", "\r", "\n")
        check_segments(text, block)
        place = block.end
    assert not text[place:].strip(" \t\r\n\ufeff")
    for before, after in pairwise(reading.blocks):
        assert re.search(r"[\r\n]", text[before.end : after.start])


def check_segments(text: str, block: Block) -> None:
    assert block.segments is not None
    seen, at = 0, block.start
    for segment in block.segments:
        end = segment.start + segment.length
        assert seen <= segment.start < end <= len(block.text)
        assert at <= segment.at
        assert segment.at + segment.length <= block.end
        assert block.text[segment.start : end] == text[segment.at : segment.at + segment.length]
        seen, at = end, segment.at + segment.length


@MANY
@given(SOURCES)
def test_any_text_is_read_and_every_line_has_its_block(text: str) -> None:
    check_invariants(text, read_markdown(text))


@MANY
@given(SOURCES)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_markdown(text) == read_markdown(text)


EXAMPLES = [
    ("# One", [("heading", "# One")]),
    ("  ## Two ##  \n", [("heading", "## Two ##  ")]),
    ("Title\n===\n\nText", [("heading", "Title\n==="), ("paragraph", "Text")]),
    ("Two\nlines\n---\n", [("heading", "Two\nlines\n---")]),
    ("#hashtag", [("paragraph", "#hashtag")]),
    ("a\nb\n\nc", [("paragraph", "a\nb"), ("paragraph", "c")]),
    ("a\n    b", [("paragraph", "a\n    b")]),
    ("a\n***\nb", [("paragraph", "a"), ("rule", "***"), ("paragraph", "b")]),
    ("* * *", [("rule", "* * *")]),
    ("- a\n- b", [("list_item", "- a"), ("list_item", "- b")]),
    ("1. a\n2. b", [("list_item", "1. a"), ("list_item", "2. b")]),
    ("- a\n  b", [("list_item", "- a\n  b")]),
    ("- a\nb", [("list_item", "- a\nb")]),
    ("-\n  a", [("list_item", "-\n  a")]),
    ("- [x] a", [("list_item", "- [x] a")]),
    ("- a\n\n  b", [("list_item", "- a"), ("paragraph", "b")]),
    ("- a\n  - b", [("list_item", "- a"), ("list_item", "- b")]),
    ("- # a", [("heading", "- # a")]),
    ("-\n", [("other", "-")]),
    ("> a\n> b", [("quote", "> a\n> b")]),
    ("> a\nb", [("quote", "> a\nb")]),
    ("> a\n>\n> b", [("quote", "> a\n>"), ("quote", "> b")]),
    ("> - a", [("list_item", "> - a")]),
    ("> # a\n> b", [("heading", "> # a"), ("quote", "> b")]),
    ("> [!NOTE]\n> a", [("other", "> [!NOTE]\n> a")]),
    ("```py\na\n\nb\n```", [("code", "```py\na\n\nb\n```")]),
    ("~~~\nopen", [("code", "~~~\nopen")]),
    ("    a\n\n    b\n\n", [("code", "    a\n\n    b".lstrip())]),
    ("\ta", [("code", "a")]),
    ("| a | b |\n|---|---|\n| c | d |", [("table", "| a | b |\n|---|---|\n| c | d |")]),
    ("+---+---+\n| a | b |\n+---+---+", [("table", "+---+---+\n| a | b |\n+---+---+")]),
    ("| a | b |\n| c | d |", [("table", "| a | b |\n| c | d |")]),
    ("<div>\na\n</div>\n\nb", [("html", "<div>\na\n</div>"), ("paragraph", "b")]),
    ("<!-- a\n\nb -->\nc", [("html", "<!-- a\n\nb -->"), ("paragraph", "c")]),
    ("<Tabs>\n\na\n\n</Tabs>", [("html", "<Tabs>"), ("paragraph", "a"), ("html", "</Tabs>")]),
    ("<Chart data={x => 1}\n  y />", [("html", "<Chart data={x => 1}\n  y />")]),
    ("<>\n<!-- a\n\nb -->", [("html", "<>"), ("html", "<!-- a\n\nb -->")]),
    ("import A from './a'\n\nb", [("html", "import A from './a'"), ("paragraph", "b")]),
    ("import duties rose", [("paragraph", "import duties rose")]),
    ("export const a = 1", [("html", "export const a = 1")]),
    ("exports fell", [("paragraph", "exports fell")]),
    ("[a]: /url 'T'\n[b]: /u", [("other", "[a]: /url 'T'"), ("other", "[b]: /u")]),
    ("[^1]: a\n\n    b\n\nc", [("other", "[^1]: a\n\n    b"), ("paragraph", "c")]),
    ("$$\na\n\nb\n$$\n\nc", [("other", "$$\na\n\nb\n$$"), ("paragraph", "c")]),
    ("$$ a + b $$", [("other", "$$ a + b $$")]),
    ("\\begin{a}\n\nb\n\\end{a}", [("other", "\\begin{a}\n\nb\n\\end{a}")]),
    (":::note\n\na\n\n:::\n\nb", [("other", ":::note\n\na\n\n:::"), ("paragraph", "b")]),
    (":::: a\n\n::: b\n:::\n\nc\n\n::::", [("other", ":::: a\n\n::: b\n:::\n\nc\n\n::::")]),
    (":::open\n\na", [("other", ":::open"), ("paragraph", "a")]),
    ("::leaf[x]{y}\n\na", [("other", "::leaf[x]{y}"), ("paragraph", "a")]),
    ("!!! note\n    a\n\n    b\n\nc", [("other", "!!! note\n    a\n\n    b"), ("paragraph", "c")]),
    ('=== "Tab"\n\n    a', [("other", '=== "Tab"\n\n    a')]),
    ("{{< a >}}\n\nb\n\n{{< /a >}}", [("other", "{{< a >}}\n\nb\n\n{{< /a >}}")]),
    ("{{< a >}}\n\nb", [("other", "{{< a >}}"), ("paragraph", "b")]),
    ("{{< a\n  b=1 >}}\n\nc", [("other", "{{< a\n  b=1 >}}"), ("paragraph", "c")]),
    ("{% raw %}\n\na\n\n{% endraw %}", [("other", "{% raw %}\n\na\n\n{% endraw %}")]),
    ("{{ a }} says\nb", [("paragraph", "{{ a }} says\nb")]),
    ("{/* a */}\n\nb", [("other", "{/* a */}"), ("paragraph", "b")]),
    ("# a\n{: .b}", [("heading", "# a"), ("other", "{: .b}")]),
    ("%%\na\n%%\n\nb", [("other", "%%\na\n%%"), ("paragraph", "b")]),
    ("[TOC]\n\na", [("other", "[TOC]"), ("paragraph", "a")]),
    ("![a](b)", [("other", "![a](b)")]),
    ("[![a](b)](c) [![d](e)](f)", [("other", "[![a](b)](c) [![d](e)](f)")]),
    ("**Bold line**", [("paragraph", "**Bold line**")]),
    ("a\u2028b\x0cc\x0bd", [("paragraph", "a\u2028b\x0cc\x0bd")]),
    (
        "```\n:::a\n```\n\n:::\n\nb",
        [("code", "```\n:::a\n```"), ("other", ":::"), ("paragraph", "b")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_kinds_and_places(text: str, expected: list[tuple[str, str]], line_end: str) -> None:
    text = text.replace("\n", line_end)
    reading = read_markdown(text)
    check_invariants(text, reading)
    assert blocks_of(text) == [(kind, part.replace("\n", line_end)) for kind, part in expected]


VISIBLE = [
    ("plain words", "plain words"),
    ("# A *b* ##", "A b"),
    ("- [ ] task", "task"),
    ("see [the page](http://a/b 'c') now", "see the page now"),
    ("see [the page][a]\n\n[a]: /u", "see the page"),
    ("**bold** _it_ ~~gone~~ `co de`", "bold it gone co de"),
    ("text ![alt](src) more", "text  more"),
    ("a &amp; b \\* c", "a & b * c"),
    ("<http://a.b> and http://c.d", "http://a.b and http://c.d"),
    ("a<br>b <b>c</b><!-- d -->", "a\nb c"),
    ("a\\\nb", "a\nb"),
    ("note[^1] here", "note here"),
    ("2 * 3 * 4 _ 5", "2 * 3 * 4 _ 5"),
    ("> a\n> b", "a\nb"),
    ("a {{< b >}} c", "a  c"),
    ("costs $5 and $10", "costs $5 and $10"),
    ("***a** b*", "a b"),
    ("nul\0byte", "nul\ufffdbyte"),
]


@pytest.mark.parametrize(("text", "expected"), VISIBLE, ids=[text for text, _ in VISIBLE])
def test_visible_text(text: str, expected: str) -> None:
    reading = read_markdown(text)
    check_invariants(text, reading)
    assert reading.blocks[0].text == expected


def located(text: str, words: str) -> str | None:
    """The source behind ``words`` in the block that shows them."""
    block = block_with(text, words)
    start = block.text.index(words)
    span = block.locate(start, start + len(words))
    return None if span is None else text[span.start : span.end]


def test_plain_words_are_located_even_where_markup_repeats_them() -> None:
    text = "Go [read](read)read on. *read* `read` Then read it."
    assert located(text, "read on.") == "read on."
    block = read_markdown(text).blocks[0]
    start = block.text.rindex("read")
    assert block.locate(start, start + 4) == (text.rindex("read"), text.rindex("read") + 4)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", " \n  "])
def test_sentences_over_a_line_break_are_located(line_end: str) -> None:
    text = f"First one. Read{line_end}more here. Last one."
    assert located(text, f"Read{line_end}more here.") == f"Read{line_end}more here."


@pytest.mark.parametrize(
    "text",
    [
        "a **Read more** b",
        "a *Read more* b",
        "a [Read more](u) b",
        "a `Read more` b",
        "a Read &amp; more b".replace("&amp; ", "&#32;"),
        "a Read *more* b",
        "> a Read\n> more b",
    ],
)
def test_words_that_markup_runs_through_or_closes_in_are_not_located(text: str) -> None:
    block = read_markdown(text).blocks[0]
    match = re.search(r"Read\s+more", block.text)
    assert match
    assert block.locate(*match.span()) is None


def test_words_within_a_link_are_located_but_not_its_edges() -> None:
    text = "See [the whole long list](u)."
    assert located(text, "whole long") == "whole long"
    assert located(text, "the whole") is None
    assert located(text, "list") is None


def test_entities_are_unmapped_and_neighbours_keep_their_places() -> None:
    text = "Fish &amp; chips \\* and peas"
    assert located(text, "chips ") == "chips "
    assert located(text, "and peas") == "and peas"
    assert located(text, "Fish & chips") is None


def test_front_matter_yaml() -> None:
    text = (
        "---\ntitle: 'It''s: \"open\"'  # why\nAuthor: Ana Lima\ndate: 2024-05-01\ntags: [a, b]\n"
        "lang: pt-BR\nempty:\nnested:\n  title: no\nsummary: >\n  one\n  two\n---\n# Heading\n"
    )
    reading = read_markdown(text)
    assert reading.title == Title('It\'s: "open"', "front matter")
    assert reading.language == "pt-BR"
    assert reading.metadata["author"] == "Ana Lima"
    assert reading.metadata["date"] == "2024-05-01"
    assert reading.metadata["summary"] == "one two"
    assert not {"tags", "empty", "nested"} & set(reading.metadata)
    assert reading.front_matter is not None
    assert text[slice(*reading.front_matter)].endswith("two\n---")
    assert [block.kind for block in reading.blocks] == [Kind.OTHER, Kind.HEADING]


@pytest.mark.parametrize(
    "text",
    [
        '+++\ntitle = "Harbour"\nlanguage = "en"\n[params]\na = 1\n+++\ntext',
        '{\n  "title": "Harbour",\n  "language": "en",\n  "params": {"a": 1}\n}\ntext',
        "\ufeff---\r\ntitle: Harbour\r\nlanguage: en\r\n...\r\ntext",
    ],
    ids=["TOML", "JSON", "YAML with BOM and CRLF"],
)
def test_front_matter_of_other_forms(text: str) -> None:
    reading = read_markdown(text)
    check_invariants(text, reading)
    assert reading.title == Title("Harbour", "front matter")
    assert reading.language == "en"
    assert [block.text for block in reading.blocks] == ["", "text"]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nJust a paragraph between rules.\n\n---\n",
        "---\ntitle: never closed\n",
        "text\n\n---\ntitle: x\n---\n",
        "{not json}\n",
    ],
)
def test_no_front_matter(text: str) -> None:
    reading = read_markdown(text)
    assert reading.front_matter is None
    assert not reading.metadata


def test_broken_toml_is_still_front_matter() -> None:
    reading = read_markdown("+++\ntitle = = x\nn = 0x" + "f" * 5000 + "\n+++\ntext")
    assert reading.front_matter is not None
    assert reading.metadata == {}


def test_the_first_heading_of_level_one_is_the_title() -> None:
    reading = read_markdown("Kicker\n\n## Sub\n\n# The *big*  wave\n\n# Second")
    assert reading.title == Title("The big wave", "heading", 2)
    assert read_markdown("## Sub only").title is None


def test_bom_and_missing_last_newline() -> None:
    text = "\ufeff# Title\r\n\r\nText"
    first, last = read_markdown(text).blocks
    assert (first.start, first.end) == (1, 8)
    assert text[last.start : last.end] == "Text"


@pytest.mark.parametrize(
    "part",
    [
        "[",
        "![",
        "*a ",
        "> ",
        "- a\n",
        "`` ` ",
        "<!-- ",
        "$$ a\n# h\n",
        "{% a\n\n",
        "::: a\n\n",
        "{{ ",
        "# a\n\n---\na: b\n",
        "- a\n  1. b\n",
        "[a](",
        "[a\n",
        "> a\n",
    ],
)
def test_long_repeats_are_read_to_the_end(part: str) -> None:
    # Quadratic reading would take minutes here; how long it does take is no test's business.
    text = part * 8000
    check_invariants(text, read_markdown(text))


def test_deep_nesting_is_bounded() -> None:
    for text in ("> " * 5000 + "a", "- " * 5000 + "a", "[" * 5000 + "a" + "](b)" * 5000):
        check_invariants(text, read_markdown(text))


#: Links, plain ones and such as only look so, and what may stand around them.
_MARKS = ("`", "*", "_", "~~", "<", ">", "!", "&amp;", "\\", "[", "]", "(", ")", "$", "{", "}", "^")
LINKS = (
    *("a", " ", "\n", "[a](b)", "[a b](/c)", "[", "](b)", "[a](javascript:b)"),
    *_MARKS,
    *(f"[a{mark}](b)" for mark in _MARKS),
    *(f"[a](b{mark})" for mark in _MARKS),
)


@given(text=st.lists(st.sampled_from(LINKS), min_size=2, max_size=6).map("".join))
@settings(max_examples=800)
def test_plain_links_are_read_as_the_rule_for_links_reads_them(text: str) -> None:
    quick = read_markdown(text)
    slow = parser.__wrapped__()
    slow.disable("plain_link")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visible, "parser", lambda: slow)
        assert read_markdown(text) == quick
