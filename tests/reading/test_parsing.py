"""The tree of a page is the one that trafilatura would make, whatever the page begins with."""

from __future__ import annotations

import pytest
from lxml.etree import tostring
from lxml.html import HtmlElement
from trafilatura.utils import load_html

from cleaner.reading.page.parsing import parse

BODY = "<body><p>The mill was sold.</p><p>Nobody came.</p></body>"
PAGES = (
    f"<html>{BODY}</html>",
    f"<!DOCTYPE html>\n<html lang='en'>{BODY}</html>",
    f"<!DOCTYPE html />\n<html>{BODY}</html>",
    f"<html lang='en'/>\n{BODY}",
    f'<?xml version="1.0" encoding="iso-8859-1"?>\n<html>{BODY}</html>',
    f"<html><head><meta charset='windows-1252'></head>{BODY.replace('mill', 'mølle 水')}</html>",
    "<html>" + BODY.replace("mill", "m\x01i\x00l\ufffe\uffffl") + "</html>",
    f"<html><!-- a --><?php b ?>{BODY}<!-- c --></html>",
    BODY,
    "<p>The mill was sold.</p><p>Nobody came.</p>",
)


@pytest.mark.parametrize("page", PAGES)
def test_the_tree_is_trafilaturas(page: str) -> None:
    tree = parse(page)
    assert tree is not None
    assert tostring(tree) == tostring(load_html(page))


@pytest.mark.parametrize("page", ["", " \n", "\0", "<!-- a -->", "No tags.", "<p>One.</p>"])
def test_what_is_no_page_is_none(page: str) -> None:
    assert parse(page) is None
    assert load_html(page) is None


def test_a_lone_surrogate_does_not_end_the_page() -> None:
    page = "<html>" + BODY.replace("mill", "m\ud800ll") + "</html>"
    tree = parse(page)
    assert tree is not None
    assert "Nobody came." in tree.text_content()
    assert "Nobody" not in load_html(page).text_content()


def test_elements_are_of_the_class_that_trafilatura_takes() -> None:
    tree = parse(f"<html>{BODY.replace('<p>', '<form><input></form><p>')}</html>")
    assert tree is not None
    assert {type(element) for element in tree.iter()} == {HtmlElement}
