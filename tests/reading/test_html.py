"""HTML → the extracted article."""

from __future__ import annotations

import pytest
import trafilatura

from cleaner import Cleaner
from cleaner.model import Kind, ReadError
from cleaner.reading.html import read_html
from tests.conftest import BODY, OTHER_BODY

PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Harbour closed - The Post</title>
<meta property="og:title" content="Harbour closed after accident"><meta name="author" content="Ann Lee">
</head><body><nav><a href="/">Home</a></nav><main><article><h1>Harbour closed after accident</h1>
<p>{BODY}</p><h2>What the divers saw</h2><p>{OTHER_BODY}</p>
<ul><li>forty metres of gravel in the channel</li><li>one dredger on its way from the north</li></ul>
<p>{BODY.replace("Tuesday", "Wednesday")}</p></article></main></body></html>"""


def test_blocks_are_slices_of_the_extracted_text_and_know_their_elements() -> None:
    reading = read_html(PAGE)
    assert all(reading.text[b.start : b.end] == b.text for b in reading.blocks)
    assert [b.index for b in reading.blocks] == list(range(len(reading.blocks)))
    kinds = {b.text.lstrip("- "): b.kind for b in reading.blocks}
    assert kinds["What the divers saw"] is Kind.HEADING
    assert kinds[BODY] is Kind.PARAGRAPH
    assert kinds["forty metres of gravel in the channel"] is Kind.LIST_ITEM


def test_metadata_serves_title_and_language() -> None:
    reading = read_html(PAGE)
    assert reading.title == "Harbour closed after accident"
    assert reading.language == "en"
    assert reading.metadata["author"] == "Ann Lee"


def test_the_text_is_trafilaturas_own() -> None:
    extracted = trafilatura.extract(PAGE, include_comments=False)
    assert read_html(PAGE).text.strip() == extracted.strip()


def test_clean_html_takes_str_bytes_and_a_trafilatura_result(cleaner: Cleaner) -> None:
    extracted = trafilatura.bare_extraction(PAGE, include_comments=False, with_metadata=True)
    results = [cleaner.clean_html(page) for page in (PAGE, PAGE.encode(), extracted)]
    assert len({result.text for result in results}) == 1
    assert results[0].title == "Harbour closed after accident"
    assert "Harbour closed after accident" not in results[0].text
    assert results[0].undo().startswith("Harbour closed after accident")


@pytest.mark.parametrize("page", ["", "   ", b"\x00\x01", "<html><body></body></html>", '{"a": 1}'])
def test_what_is_no_page_is_refused(cleaner: Cleaner, page: str | bytes) -> None:
    with pytest.raises(ReadError):
        cleaner.clean_html(page)
