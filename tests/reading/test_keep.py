"""Pages kept as Markdown and as HTML."""

from __future__ import annotations

from typing import Any

import pytest
import trafilatura
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import Cleaner, Settings
from cleaner.engine.patching import apply
from cleaner.engine.rendering.live import live_items
from cleaner.engine.rendering.markdown import render_markdown
from cleaner.engine.rendering.safe_html import render_html
from cleaner.model import Edit, Patch, ReadError
from cleaner.reading.page.addresses import IMAGES, safe_address
from cleaner.reading.read import read_page
from tests.conftest import BODY, OTHER_BODY
from tests.reading.safe import Page, letters_of, read_markdown
from tests.reading.test_dom import HOSTILE as HOSTILE_PAGES

URL = "https://post.example/coast/story"
RULES = Cleaner(Settings(ignore=("coherence",)))
KEPT = ("markdown", "html")


def page(inner: str, head: str = "") -> str:
    return (
        f"<html><head><title>Post</title>{head}</head><body><div class='article-content'><p>{BODY}"
        f"</p>{inner}<p>{OTHER_BODY}</p></div></body></html>"
    )


RICH = page(
    """<h2>What the <em>divers</em> saw</h2>
<figure><img src="/pier.jpg" alt="The pier [east]"></figure>
<p>The <b>harbour master</b>, <i>a careful man</i>, wrote in <a href="log?day=2">his log</a> that <code>x = 1</code> and (<a href="mailto:log@post.example">letters</a>) were 3 * 4 _or_ <del>less</del> more<sup>2</sup>.</p>
<ul><li>forty metres of gravel<ul><li>of which ten lie deep</li></ul></li><li>one <b>dredger</b></li></ul>
<ol start="3"><li>The third thing to do</li><li>The fourth thing to do</li></ol>
<blockquote><p>We shall dredge it.</p><p>It will be done by May.</p></blockquote>
<pre>def dredge(x):
    return x</pre>
<table><tr><th>Ship</th><th>Load</th></tr><tr><td>a <b>barge</b></td><td>gravel | sand</td></tr></table>
<p>The first line of an address,<br>the second line of it</p>"""
)

MARKDOWN = f"""{BODY}

## What the *divers* saw

![The pier \\[east\\]](https://post.example/pier.jpg)

The **harbour master**, *a careful man*, wrote in [his log](https://post.example/coast/log?day=2) that `x = 1` \
and ([letters](mailto:log@post.example)) were 3 \\* 4 \\_or\\_ ~~less~~ more<sup>2</sup>.

- forty metres of gravel
  - of which ten lie deep
- one **dredger**

3. The third thing to do
4. The fourth thing to do

> We shall dredge it.
>
> It will be done by May.

```
def dredge(x):
    return x
```

| Ship | Load |
| --- | --- |
| a **barge** | gravel \\| sand |

The first line of an address,\\
the second line of it

{OTHER_BODY}
"""

HTML = f"""<p>{BODY}</p>
<h2>What the <em>divers</em> saw</h2>
<img src="https://post.example/pier.jpg" alt="The pier [east]">
<p>The <strong>harbour master</strong>, <em>a careful man</em>, wrote in <a href="https://post.example/coast/log?day=2">his log</a> \
that <code>x = 1</code> and (<a href="mailto:log@post.example">letters</a>) were 3 * 4 _or_ <del>less</del> more<sup>2</sup>.</p>
<ul>
<li>forty metres of gravel
<ul>
<li>of which ten lie deep
</li>
</ul>
</li>
<li>one <strong>dredger</strong>
</li>
</ul>
<ol start="3">
<li>The third thing to do
</li>
<li>The fourth thing to do
</li>
</ol>
<blockquote>
<p>We shall dredge it.</p>
<p>It will be done by May.</p>
</blockquote>
<pre><code>def dredge(x):
    return x</code></pre>
<table>
<tr><th>Ship</th><th>Load</th></tr>
<tr><td>a <strong>barge</strong></td><td>gravel | sand</td></tr>
</table>
<p>The first line of an address,<br>
the second line of it</p>
<p>{OTHER_BODY}</p>
"""


def test_markup_is_kept() -> None:
    assert RULES.clean_html(RICH, url=URL, keep="markdown").text == MARKDOWN
    assert RULES.clean_html(RICH, url=URL, keep="html").text == HTML


LEFT = page(
    """<div class="related"><img src="/other.jpg"><h3>Related articles</h3></div>
<p>Tides are lower in <a href="/october">October</a>.</p><p><b>Advertisement</b></p>
<ol><li>Measure the channel first</li><li>Share this on Facebook</li><li>Then <i>dredge</i> it</li></ol>""",
).replace("</div></body>", "<p>Latest News</p></div></body>")


@pytest.mark.parametrize("keep", KEPT)
def test_what_went_from_the_text_is_gone_here_too(keep: Any) -> None:
    plain = RULES.clean_html(LEFT, url=URL)
    kept = RULES.clean_html(LEFT, url=URL, keep=keep)
    gone = [finding.excerpt for finding in plain.findings if finding.applied]
    assert len(gone) >= 2
    assert not any(text in kept.text for text in gone)
    assert "other.jpg" not in kept.text
    assert "https://post.example/october" in kept.text
    seen = [(f.code, f.applied, f.excerpt, f.dom) for f in plain.findings]
    assert [(f.code, f.applied, f.excerpt, f.dom) for f in kept.findings] == seen
    assert (kept.report.verdict, kept.report.score) == (plain.report.verdict, plain.report.score)
    read = read_markdown if keep == "markdown" else Page
    assert read(kept.text).letters == letters_of(plain.text)


@pytest.mark.parametrize("keep", KEPT)
def test_undo_gives_the_whole_article_in_the_same_form_and_findings_point_into_it(
    keep: Any,
) -> None:
    kept = RULES.clean_html(LEFT, url=URL, keep=keep)
    nothing = Cleaner(Settings(select=("TXT",))).clean_html(LEFT, url=URL, keep=keep)
    source = kept.undo()
    assert source == nothing.text != kept.text
    assert apply(source, kept.report.patch) == kept.text
    lines = source.splitlines()
    for finding in kept.findings:
        assert finding.excerpt.removeprefix("- ") in source[finding.start : finding.end]
        at = lines[finding.line - 1][finding.column - 1 :]
        assert at.startswith(source[finding.start : finding.end].splitlines()[0])
    assert kept.report.keep == keep


def test_a_sentence_that_goes_takes_its_markup_along() -> None:
    inner = "<p>The channel is <b>closed</b>. <a href='/more'>Read <i>more</i></a> here. It opens soon.</p>"
    document = read_page(page(inner), url=URL, markup=True)
    start = document.text.index(" Read more here.")
    end = start + len(" Read more here.")
    edits = (Edit(start, document.text[start:end], ""),)
    left = live_items(document.items, document.blocks, document.text, edits)
    assert "The channel is **closed**. It opens soon." in render_markdown(left).text()
    assert (
        "<p>The channel is <strong>closed</strong>. It opens soon.</p>" in render_html(left).text()
    )


def test_repairs_are_made_in_the_marks_that_they_stand_in() -> None:
    inner = (
        "<p>The men of the <b>cafÃ© &amp; bar</b> said that they had seen it in the evening.</p>"
    )
    kept = RULES.clean_html(page(inner), keep="html")
    assert "<strong>café &amp; bar</strong>" in kept.text
    assert "<strong>cafÃ© &amp; bar</strong>" in kept.undo()


#: Text and elements that pages smuggle in; each must come out as text or not at all.
HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<style>p{background:url(javascript:alert(1))}</style>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action='javascript:alert(1)'><input autofocus onfocus=alert(1)><button>Go</button></form>",
    "<object data='data:text/html,<script>alert(1)</script>'></object><embed src='x.swf'>",
    "<svg onload=alert(1)><script>alert(1)</script><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<math><a xlink:href='javascript:alert(1)'>see the proof</a></math>",
    "<p onclick='alert(1)' style='x:expression(alert(1))'>See the <b onmouseover=alert(1)>map</b> here.</p>",
    "<p>See <a href='javascript:alert(1)'>the map of the coast</a> for more.</p>",
    "<p>See <a href=' &#1; JaVa&#10;Script&#58;alert(1)'>the map of the coast</a> for more.</p>",
    "<p>See <a href='java&Tab;script&colon;alert(1)'>the map of the coast</a> for more.</p>",
    "<p>See <a href='vbscript:msgbox(1)'>the map of the coast</a> for more.</p>",
    "<p>See <a href='data:text/html;base64,PHNjcmlwdD4='>the map of the coast</a> for more.</p>",
    "<p>See <a href='view-source:javascript:alert(1)'>the map of the coast</a> for more.</p>",
    "<p>See <a href='https://x.example/\"onmouseover=alert(1) x=\"'>the map of it</a> for more.</p>",
    "<p>See <a href='https://x.example/a) [b](javascript:alert(1)'>the map of it</a> for more.</p>",
    "<p>See <a href='/x' ping='//evil.example' target=_blank>the map of the coast</a> for more.</p>",
    "<p>A picture.</p><img src=x onerror=alert(1)><img src='javascript:alert(1)'>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'><img srcset='javascript:alert(1) 2x'>",
    "<img src='/a.jpg' alt='\"><script>alert(1)</script>'><img src='/b.jpg' alt='](javascript:alert(1))'>",
    "<base href='javascript:alert(1)//'><p>See <a href='map'>the map of the coast</a> for more.</p>",
    "<p>In text: &lt;script&gt;alert(1)&lt;/script&gt; and &lt;img src=x onerror=alert(1)&gt; it said.</p>",
    "<p>In text: [the map](javascript:alert(1)) and ![x](data:text/html,x) and &lt;javascript:alert(1)&gt;.</p>",
    "<p>[map]: javascript:alert(1)</p><p>See the [map] and the [plan][map] of the coast.</p>",
    "<p>`&lt;script&gt;` and ``` &lt;script&gt;alert(1)&lt;/script&gt; and \\` &lt;script&gt; ` they said.</p>",
    "<p><code>` &lt;script&gt;alert(1)&lt;/script&gt; `` &lt;script&gt;</code> was in the log of it.</p>",
    "<pre>~~~\n```\n&lt;script&gt;alert(1)&lt;/script&gt;\n````\n&lt;script&gt;</pre>",
    "<blockquote><pre>a&#13;&lt;script&gt;alert(1)&lt;/script&gt;&#13;\n```&#13;&lt;script&gt;</pre></blockquote>",
    "<ul><li>one item of it&#13;&#13;&lt;script&gt;alert(1)&lt;/script&gt;</li></ul>",
    "<table><tr><td>a|b&lt;script&gt;</td><td>`|&lt;script&gt;alert(1)&lt;/script&gt;`</td></tr></table>",
    "<p>&lt;<b>script</b>&gt;alert(1)&lt;/<i>script</i>&gt; was written on the wall of it.</p>",
    "<p>&lt;!-- <b>x</b> --&gt; and &lt;![CDATA[ x ]]&gt; and &lt;?php x ?&gt; were in the log.</p>",
    "<noscript><img src=x onerror=alert(1)></noscript><template><script>alert(1)</script></template>",
    "<!-- <script>alert(1)</script> --><p title='<script>'>See the map of the coast here.</p>",
    "<link rel=import href='x'><meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<video src=x onerror=alert(1)><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)><summary>More of it</summary></details><marquee onstart=alert(1)>x</marquee>",
]


@pytest.mark.parametrize("inner", HOSTILE)
def test_nothing_executable_is_kept(inner: str) -> None:
    for place, url in (
        (page(inner), None),
        (page(f"<p>{inner}</p>"), URL),
        (page(f"<ul><li>{inner}</li></ul>"), URL),
    ):
        html = RULES.clean_html(place, url=url, keep="html").text
        assert Page(html).faults == []
        markdown = RULES.clean_html(place, url=url, keep="markdown").text
        assert read_markdown(markdown).faults == []
        assert Page(html).letters == read_markdown(markdown).letters


@pytest.mark.parametrize(
    ("address", "base", "whole"),
    [
        ("../x?y=1#z", URL, "https://post.example/x?y=1#z"),
        ("//cdn.example/x", URL, "https://cdn.example/x"),
        ("HTTP://x.example/", None, "HTTP://x.example/"),
        ("x/y", None, "x/y"),
        ("x/y:z", None, "x/y:z"),
        ("a (b).html", URL, "https://post.example/coast/a%20%28b%29.html"),
        ("\x01javascript:x", URL, ""),
        ("jav\tascript:x", URL, ""),
        ("javascript\uff1ax", None, "javascript\uff1ax"),
        ("x:y", None, ""),
        ("http:x", None, ""),
        ("http://[", URL, ""),
        ("tel:1", URL, ""),
        ("file:///etc/passwd", URL, ""),
        ("https://x.example/" + "a" * 5000, URL, ""),
        (None, URL, ""),
    ],
)
def test_addresses(address: str | None, base: str | None, whole: str) -> None:
    assert safe_address(address, base) == whole


def test_images_are_not_mailed() -> None:
    assert safe_address("mailto:x@post.example", None, IMAGES) == ""


@pytest.mark.parametrize(
    ("image", "kept"),
    [
        ("<img src='/a.jpg'>", True),
        ("<img src='data:image/gif;base64,R0' data-src='/a.jpg'>", True),
        ("<img srcset='/a.jpg 1x, /b.jpg 2x'>", True),
        ("<img src='/a.jpg' width='1' height='1'>", False),
        ("<aside><img src='/a.jpg'></aside>", False),
        ("<div class='newsletter'><img src='/a.jpg'></div>", False),
    ],
)
def test_images_of_the_article_are_kept(image: str, kept: bool) -> None:
    text = RULES.clean_html(page(image), url=URL, keep="markdown").text
    assert ("![](https://post.example/a.jpg)" in text) is kept


_SIGNS = st.text("ab*_`~<>[]()!#&;|\\\"'.:-+=1 \u00e9\u00df\u4e2d", min_size=1, max_size=12)
_INLINE = st.recursive(
    _SIGNS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.lists(
        st.one_of(
            inner,
            st.tuples(st.sampled_from(["b", "i", "code", "a href='/x'", "del", "sup"]), inner).map(
                lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"
            ),
        ),
        min_size=1,
        max_size=4,
    ).map("".join),
    max_leaves=8,
)
_BOXES = st.tuples(
    st.sampled_from(
        ["<p>{}</p>", "<ul><li>{}</li></ul>", "<blockquote>{}</blockquote>", "<h3>{}</h3>"]
    ),
    st.lists(_INLINE, min_size=1, max_size=3).map("<br>".join),
).map(lambda pair: pair[0].format(pair[1]))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(st.lists(_BOXES, max_size=4).map("".join), st.randoms(use_true_random=False))
def test_any_markup_comes_out_as_the_words_that_are_left(inner: str, random: Any) -> None:
    document = read_page(page(inner), url=URL, markup=True)
    edits: list[Edit] = []
    for block in document.blocks:
        # What extraction puts before an item is never repaired.
        bullet = 2 * (block.kind == "list_item" and block.text.startswith("- "))
        start = random.randint(min(block.start + bullet, block.end), block.end)
        end = random.randint(start, min(len(document.text), start + 30))
        if end > start and (not edits or start > edits[-1].end):
            new = random.choice(["", "x<b"]) if end <= block.end else ""
            edits.append(Edit(start, document.text[start:end], new))
    for patch in (Patch(), Patch(tuple(edits))):
        left = live_items(document.items, document.blocks, document.text, patch.edits)
        letters = letters_of(apply(document.text, patch))
        html, markdown = Page(render_html(left).text()), read_markdown(render_markdown(left).text())
        assert (html.faults, markdown.faults) == ([], [])
        assert (html.letters, markdown.letters) == (letters, letters)
        signs = [sum("".join(one.texts).count(sign) for sign in "*`~") for one in (html, markdown)]
        assert signs[0] == signs[1]


@pytest.mark.parametrize("keep", KEPT)
def test_an_extraction_without_its_page_keeps_headings_and_lists(keep: Any) -> None:
    extracted = trafilatura.bare_extraction(RICH, include_comments=False)
    kept = RULES.clean_html(extracted, keep=keep)
    heading = "## What the divers saw" if keep == "markdown" else "<h2>What the divers saw</h2>"
    assert heading in kept.text
    assert kept.undo() == kept.text


def test_a_page_is_kept_as_one_of_three() -> None:
    with pytest.raises(ReadError, match="text, markdown or html"):
        RULES.clean_html(RICH, keep="xml")  # type: ignore[arg-type]


def test_many_pages_can_be_kept_as_markdown() -> None:
    (result,) = RULES.clean_many([{"html": RICH, "url": URL}], keep="markdown")
    assert result.text == MARKDOWN


COMMENTS = page("").replace(
    "</body>",
    """<div id="comments" class="comments-area"><ol class="comment-list"><li class="comment"><p>The ferry was late
for us as well, and nobody told us why.</p></li><li class="comment"><p>My uncle works on the dredger, and he says May.</p></li></ol></div></body>""",
)


def test_comments_are_given_when_they_are_asked_for_and_never_in_the_text() -> None:
    without, asked = RULES.clean_html(COMMENTS), RULES.clean_html(COMMENTS, comments=True)
    assert without.comments == ()
    assert len(asked.comments) == 2
    assert asked.comments[1] == "My uncle works on the dredger, and he says May."
    assert asked.text == without.text
    assert "uncle" not in asked.undo()


def _many(part: str, count: int, *, around: str = "{}") -> str:
    return page(around.format(part * count))


FLOODS = {
    **HOSTILE_PAGES,
    "images": _many("<img src='/a.jpg'><p>A line.</p>", 1000),
    "other images": page("".join(f"<img src='/{n}.jpg'>" for n in range(3000))),
    "lists": _many("<ul><li>An item of it ", 120),
    "items": _many("<li>An item of it</li>", 1500, around="<ol>{}</ol>"),
    "links": _many("<a href='/x'>word</a>, <b>more</b> ", 800, around="<p>{}</p>"),
    "marks": _many("<b><i><a href='/x'>", 80) + "word",
    "quotes": _many("<blockquote>A line of it <br>", 120),
    "rows": _many("<tr><td>a</td><td>b</td></tr>", 800, around="<table>{}</table>"),
    "one address": page(f"<p>See <a href='/{'x' * 500_000}'>the map of the coast</a>.</p>"),
}


@pytest.mark.parametrize("name", FLOODS)
def test_hostile_pages_are_kept_whole_and_safe_or_refused(name: str) -> None:
    cleaner = Cleaner(Settings(select=("LNK001",)))
    (plain,) = cleaner.clean_many(iter([{"html": FLOODS[name]}]))
    for keep in KEPT:
        (kept,) = cleaner.clean_many(iter([{"html": FLOODS[name], "url": URL}]), keep=keep)  # type: ignore[arg-type]
        assert str(kept.error) == str(plain.error)
        if kept.error is None:
            read = read_markdown if keep == "markdown" else Page
            assert len(kept.text) < 40 * len(FLOODS[name])
            assert read(kept.text).faults == []
            assert BODY[:12] in kept.undo()


def test_200_megabytes_are_refused_before_they_are_parsed() -> None:
    with pytest.raises(ReadError, match="200,000,000 of 20,000,000 bytes"):
        RULES.clean_html(b" " * 200_000_000, keep="html")
