"""What a page's tree tells about the lines that were extracted from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from trafilatura.settings import Document as Extracted
from trafilatura.utils import load_html

from cleaner import Cleaner, Settings
from cleaner.model import Block, ReadError, RuleError
from cleaner.packs.schema import read_rule
from cleaner.reading.html import read_html
from cleaner.reading.page.extraction import extract_article
from cleaner.reading.page.index import PageIndex, keys_of
from cleaner.reading.page.metadata import read_metadata
from cleaner.reading.page.words import words_in
from tests.conftest import BODY, OTHER_BODY

THIRD = (
    "Two of the ferrymen have kept a log of the tides since the spring, and they say that the "
    "channel has never been as shallow at low water as it was in the first week of October."
)
BOX = '<div class="c-signup">{}</div>'


def page(*parts: str, head: str = "", inner: str = "") -> str:
    """A page whose article lies in one element, with ``parts`` behind that."""
    body = "".join(f"<p>{text}</p>" for text in (BODY, OTHER_BODY, THIRD))
    return (
        f"<!DOCTYPE html><html><head><title>Post</title>{head}</head><body>"
        f'<div class="article-content"><div class="inner">{inner}{body}</div>{"".join(parts)}</div>'
        "</body></html>"
    )


def block(html: str, text: str) -> Block:
    return next(one for one in read_html(html).blocks if text in one.text)


def test_each_block_knows_its_element_and_its_side_of_the_container() -> None:
    html = page(BOX.format("<p>News of the week in the evening</p>"))
    body, box = block(html, BODY[:30]), block(html, "News of the week")
    assert body.dom is not None
    assert body.dom.inside is True
    assert body.dom.path == "html/body/div/div[1]/p[1]"
    assert box.dom is not None
    assert (box.dom.inside, box.dom.element) == (False, "p")
    assert "newsletter" in box.dom.groups
    assert {"signup", "c"} <= box.dom.tokens


def test_link_density_counts_letters_in_links() -> None:
    html = page('<p>Read <a href="/x">the whole story here</a> now</p>')
    dom = block(html, "whole story").dom
    assert dom is not None
    assert dom.link_density == pytest.approx(17 / 24)


def test_a_name_that_much_of_the_text_stands_under_says_nothing() -> None:
    html = page().replace('class="inner"', 'class="c-card"').replace("<p>", '<p class="promo">')
    assert all(one.dom is not None and not one.dom.groups for one in read_html(html).blocks)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("relatedArticles", {"related", "articles"}),
        ("research", {"research"}),
        ("css-1a2b3c sc-bdVaJa post-a1b2c3", set()),
        ("overflow-hidden md:hidden", set()),
        ("Header__SHARE-bar", {"header", "share", "bar"}),
    ],
)
def test_words_of_names(names: str, words: set[str]) -> None:
    assert words_in(names) == words


def test_lines_are_found_in_document_order_and_short_ones_only_whole() -> None:
    tree = load_html(
        "<html><body><p>Share the bread</p><p>Share</p>"
        "<div>x<b>y</b>z</div><p>Share</p></body></html>"
    )
    assert tree is not None
    index = PageIndex(tree)
    paths = []
    for key in keys_of(["Share", "x y z", "Share", "absent"]):
        place = index.find(key)
        paths.append(place and place.element.getroottree().getpath(place.element))
    assert paths == ["/html/body/p[2]", "/html/body/div", "/html/body/p[3]", None]


def test_keys_are_the_letters_and_digits_of_any_script() -> None:
    every = "".join(map(chr, range(1, 0x11000))) + "\U0001f600\U0001d400\U00020000"
    expected = "".join(sign for sign in every if sign.isalnum())
    assert keys_of([every, "", "_a-b\n", "ß…é"]) == [expected, "", "ab", "ßé"]
    assert keys_of([]) == []


def test_findings_name_the_path() -> None:
    result = Cleaner().clean_html(page(BOX.format("<p>News of the week in the evening</p>")))
    (finding,) = result.findings
    assert finding.applied
    assert "DOM011" in (finding.code, *finding.also)
    assert finding.dom == "html/body/div/div[2]/p"
    assert "News of the week" not in result.text
    assert "News of the week" in result.undo()


def test_page_rules_leave_text_alone() -> None:
    source = f"{BODY}\n\n{OTHER_BODY}\n\nNews of the week in the evening"
    findings = Cleaner(Settings(select=("DOM",))).clean(source).findings
    assert findings == ()


DROPPED = f"""<div class="inner"><p>{BODY}</p><div class="embedded">
<h2>What the divers saw</h2><p>{THIRD}</p><p>A line that the extraction drops</p></div>
<p>{OTHER_BODY}</p></div>"""


def test_what_was_dropped_from_the_middle_is_put_back() -> None:
    html = f'<html><body><div class="article-content">{DROPPED}</div></body></html>'
    import trafilatura

    assert THIRD not in (trafilatura.extract(html) or "")
    reading = read_html(html)
    lines = reading.text.split("\n")
    assert [one[:20] for one in lines if one] == [
        BODY[:20],
        "What the divers saw",
        THIRD[:20],
        "A line that the extr",
        OTHER_BODY[:20],
    ]
    assert all(reading.text[b.start : b.end] == b.text for b in reading.blocks)
    assert reading.blocks[1].kind == "heading"


def test_what_was_extracted_from_elsewhere_is_not_put_back() -> None:
    html = f'<html><body><div class="article-content">{DROPPED}</div></body></html>'
    again = html.replace(f"<p>{OTHER_BODY}</p>", f"<p>{THIRD}</p><p>{OTHER_BODY}</p>")
    text = read_html(again).text
    assert text.count(THIRD) == 1
    assert "A line that the extraction drops" not in text
    # Where it is the smaller part of what was dropped, nothing is known to stand twice.
    more = f"<p>{THIRD} {BODY.lower()}</p><p>A line that the"
    assert read_html(again.replace("<p>A line that the", more)).text.count(THIRD) == 3


def test_running_text_is_put_back_from_boxes_that_are_named_for_their_layout() -> None:
    html = f'<html><body><div class="article-content">{DROPPED}</div></body></html>'
    text = read_html(html.replace('class="embedded"', 'class="embed content-nav"')).text
    assert THIRD in text
    assert "What the divers saw" not in text
    assert THIRD not in read_html(html.replace('class="embedded"', 'class="embed promo"')).text


def test_what_stands_beside_the_text_is_not_put_back() -> None:
    html = f'<html><body><div class="article-content">{DROPPED}</div></body></html>'
    for box in ("<aside {}", "<div class='related' {}", "<nav {}"):
        name = box.split()[0].strip("<")
        moved = html.replace('<div class="embedded"', box.format('data-x="1"')).replace(
            "drops</p></div>", f"drops</p></{name}>"
        )
        assert THIRD not in read_html(moved).text


def test_a_window_that_asks_for_consent_is_not_the_main_container() -> None:
    window = "".join(f"<p>{BODY.replace('The', f'Part {n} of the')} {n}.</p>" for n in range(9))
    html = page().replace("<body>", f'<body><div class="sp-dsgvo-text"><div>{window}</div></div>')
    reading = read_html(html)
    inside = {one.dom.inside for one in reading.blocks if one.dom and one.text.startswith("Part")}
    assert inside == {False}
    assert block(html, THIRD[:30]).dom.inside  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("own", "more", "believed"),
    [
        ([BODY], ["Accept all", "Sign in to comment", "Anna | 12:31 | Reply"], False),
        ([BODY], [OTHER_BODY, "Anna"], True),
        (["Accept all"], ["Sign in to comment", "Anna | 12:31 | Reply"], True),
    ],
)
def test_fallbacks_are_believed_where_they_add_running_text_or_there_was_none(
    monkeypatch: pytest.MonkeyPatch, own: list[str], more: list[str], believed: bool
) -> None:
    asked = []

    def extract(_tree: object, *, fast: bool, **_settings: object) -> Extracted:
        asked.append(fast)
        return Extracted(text="\n".join(own if fast else own + more))

    monkeypatch.setattr("trafilatura.bare_extraction", extract)
    tree = load_html(page(*(f"<p>{line}</p>" for line in 9 * (BODY, OTHER_BODY, THIRD))))
    assert tree is not None
    found = extract_article(tree, PageIndex(tree), None)
    assert asked == [True, False]
    assert found is not None
    assert found.text == "\n".join(own + more if believed else own)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (99 * ["Harbour news of the week"], [True, False]),
        ([*99 * ["Harbour news of the week"], BODY], [True]),
    ],
)
def test_fallbacks_are_asked_where_more_was_extracted_than_the_page_holds_and_none_of_it_runs(
    monkeypatch: pytest.MonkeyPatch, own: list[str], expected: list[bool]
) -> None:
    asked = []

    def extract(_tree: object, *, fast: bool, **_settings: object) -> Extracted:
        asked.append(fast)
        return Extracted(text="\n".join(own), body=load_html(page()))

    monkeypatch.setattr("trafilatura.bare_extraction", extract)
    tree = load_html(page())
    assert tree is not None
    extract_article(tree, PageIndex(tree), None)
    assert asked == expected


def test_fallbacks_are_asked_where_all_text_is_one_paragraph(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def extract(_tree: object, *, fast: bool, **_settings: object) -> Extracted:
        asked.append(fast)
        text = " ".join((BODY, OTHER_BODY, THIRD))
        return Extracted(text=text, body=load_html(f"<div><p>{text}</p></div>"))

    monkeypatch.setattr("trafilatura.bare_extraction", extract)
    tree = load_html(page())
    assert tree is not None
    extract_article(tree, PageIndex(tree), None)
    assert asked == [True, False]


METADATA = """<meta property="og:site_name" content="The Post"><link rel="canonical" href="/story">
<meta property="article:published_time" content="2024-03-05T10:00:00Z">
<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},
{"@type": ["NewsArticle"], "headline": "Harbour closed after accident",
"author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Tom Ford"}],
"articleSection": "Coast", "inLanguage": "en-GB"}]}</script>
<script type="application/ld+json">{broken</script>"""


def test_metadata_are_read_where_the_page_states_them() -> None:
    tree = load_html(page(head=METADATA))
    assert tree is not None
    found = read_metadata(tree, url="https://post.example/x?y")
    assert found.title == "Harbour closed after accident"
    assert found.language == "en"
    expected = {
        "author": "Ann Lee; Tom Ford",
        "date": "2024-03-05",
        "sitename": "The Post",
        "section": "Coast",
        "url": "https://post.example/story",
        "hostname": "post.example",
        "og:site_name": "The Post",
        "jsonld:headline": "Harbour closed after accident",
    }
    assert {name: found.values.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("stated", "headings", "title"),
    [
        ("Harbour closed | The Post", "", "Harbour closed"),
        ("The Post - Harbour closed", "", "Harbour closed"),
        ("Harbour closed — post.example", "", "Harbour closed"),
        ("Harbour closed | Coast | Post", "", "Harbour closed | Coast"),
        ("The Post", "", "The Post"),
        ("Harbour closed, says The Post", "", "Harbour closed, says The Post"),
        ("The Post - a closed harbour | Coast", "<h1>Coast</h1>", "a closed harbour | Coast"),
        (
            "Harbour closed: what we know",
            "<h1>The Post</h1><h1>Harbour closed</h1>",
            "Harbour closed",
        ),
        ("Harbour closed", "<h1>Harbour closed: what we know</h1>", "Harbour closed"),
    ],
)
def test_titles_lose_the_name_of_the_site(stated: str, headings: str, title: str) -> None:
    head = f'<meta property="og:site_name" content="The Post"><meta property="og:title" content="{stated}">'
    tree = load_html(page(head=head).replace("<body>", f"<body>{headings}"))
    assert tree is not None
    assert read_metadata(tree, url="https://www.post.example/story").title == title


def test_a_heading_that_the_linked_data_confirm_is_the_title() -> None:
    head = '<meta property="og:title" content="You will not believe this harbour">' + METADATA
    tree = load_html(
        page(head=head).replace("<body>", "<body><h1>Harbour closed after accident</h1>")
    )
    assert tree is not None
    assert read_metadata(tree).title == "Harbour closed after accident"


def test_without_data_the_only_heading_is_the_title_else_the_pages_without_the_site() -> None:
    for html, title in (
        ("<h1>One</h1>", "One"),
        ("<h1>One</h1><h1>Two</h1><title>Three stories | The Post</title>", "Three stories"),
        ("<p>x</p>", None),
    ):
        tree = load_html(f"<html><body><div>{html}</div></body></html>")
        assert tree is not None
        assert read_metadata(tree).title == title


@pytest.mark.parametrize(
    ("shown", "heading"),
    [
        ("<h1>The Post</h1><h1>A barge loses its load</h1>", "A barge loses its load"),
        ("<h1>The Post</h1><h1>Harbour closed!</h1>", None),
        ("", None),
    ],
)
def test_the_heading_that_a_page_shows_is_known_where_it_states_another_title(
    cleaner: Cleaner, shown: str, heading: str | None
) -> None:
    html = page(
        head='<meta property="og:site_name" content="The Post"><meta property="og:title" content="Harbour closed">'
    )
    result = cleaner.clean_html(html.replace("<body>", f"<body><header>{shown}</header>"))
    assert result.title == "Harbour closed"
    assert result.metadata.get("heading") == heading


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('dom = ["newsleter"]', "did you mean 'newsletter'"),
        ('container = "outsid"', "did you mean 'outside'"),
        ("min_link_density = true", "must be a number"),
    ],
)
def test_wrong_conditions_are_errors(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "box.toml"
    file.write_text(
        'code = "USR001"\nname = "box"\ncategory = "links"\ndetector = "block"\nfix = "safe"\n'
        f'message = "x"\nwhy = "y"\n[where]\n{line}\n'
    )
    with pytest.raises(RuleError, match=message):
        read_rule(file)


HOSTILE = {
    "deep": "<html><body>" + "<div>" * 50_000 + page() + "</div>" * 50_000,
    "attributes": page("<div " + " ".join(f"a{i}=x" for i in range(100_000)) + "><p>x y</p></div>"),
    "quoted": page("<div " + " ".join(f"a{i}='<'" for i in range(100_000)) + "><p>x y</p></div>"),
    "open tag": page("<div " + " ".join(f"a{i}" for i in range(100_000))),
    "links in a line": page("<p>" + "word <a href=/x>link</a> " * 60_000 + "</p>"),
    "emphasis in a line": page("<p>" + "word <b>bold<br></b> " * 8_000 + "</p>"),
    "breaks": page("<div>" + "word<br>" * 20_000 + "</div>"),
    "table": page("<table>" + "<tr><td>a</td><td>b</td></tr>" * 5_000 + "</table>"),
    "unclosed": page("<p><b><div>word " * 20_000),
    "one text": page("<p>" + "A word and another one. " * 200_000 + "</p>"),
    "frames": page("<iframe src=x></iframe>" * 10_000),
    "names": page(f"<div class='{'a b ' * 100_000}'><p>x y</p></div>"),
    "lines": page("<p>Share</p>" * 5_000),
    "cut": page()[:-200],
    "zeros": page().replace("the", "t\0he"),
    "ampersands": page(f"<p>{'&' * 200_000}</p>"),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 100,
    "json": '{"body": "<p>text</p>"}',
    "zero bytes": b"\0" * 10_000,
    "utf-16": page().encode("utf-16"),
    "not utf-8": page().replace("<head>", "<head><meta charset=utf-8>").encode("utf-16-le")[:-1],
}


NO_PAGES = {"deep", "pdf", "json", "zero bytes"}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon_with_text_or_a_clear_error(name: str) -> None:
    import time

    start = time.process_time()
    (result,) = Cleaner(Settings(ignore=("coherence",))).clean_many([{"html": HOSTILE[name]}])
    assert time.process_time() - start < 60
    assert (result.error is None) == (name not in NO_PAGES)
    if result.error is None:
        assert BODY[:12] in result.undo()


def test_a_page_that_is_too_large_is_refused_and_the_limit_can_be_set() -> None:
    with pytest.raises(ReadError, match="too large"):
        Cleaner(Settings(max_page_bytes=100)).clean_html(page())
    with pytest.raises(ReadError, match="too many tags"):
        Cleaner(Settings(max_page_tags=5)).clean_html(page())
    assert Cleaner(Settings(max_page_bytes=10_000)).clean_html(page()).text


def test_a_block_of_too_many_inline_elements_is_read_as_its_text() -> None:
    line = f"{BODY} <b>bold <i>and <br>more</i></b> or <a href='https://post.example/x'>linked</a>."
    html = page(f"<p>{line}</p>")
    few, many = (
        Cleaner(Settings(max_page_inline=most, ignore=("coherence",)))
        .clean_html(html, keep="markdown")
        .text
        for most in (1000, 2)
    )
    assert "[linked](https://post.example/x)" in few
    assert "linked." in many
    assert "](" not in many
    assert "**" not in many
