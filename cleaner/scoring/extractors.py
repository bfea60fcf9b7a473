"""Adapters of text extractors, each used where it is installed.

``pip install 'article-cleaner[bench]'`` installs them. An adapter takes a page as text and its
address, and gives the text of the article, a block a line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from logging import ERROR, getLogger
from typing import Any

from cleaner.model import Document, SettingsError
from cleaner.packs.tables import nearest

#: What an adapter gives: text, or a document where the reading is the cleaner's own.
Extract = Callable[[str, str | None], "str | Document"]


@dataclass(frozen=True, slots=True)
class Extractor:
    """An adapter and the modules that it needs."""

    name: str
    modules: tuple[str, ...]
    extract: Extract

    @property
    def installed(self) -> bool:
        """Whether everything that it needs is there."""
        return all(find_spec(module) is not None for module in self.modules)


def installed_extractors() -> list[str]:
    """The names of those that can be used here."""
    return [name for name, one in EXTRACTORS.items() if one.installed]


def find_extractor(name: str) -> Extractor:
    """The adapter of that name.

    Raises:
        SettingsError: there is none, or what it needs is not installed.

    """
    found = EXTRACTORS.get(name)
    if found is None:
        raise SettingsError(f"{name!r} is no extractor", hint=nearest(name, list(EXTRACTORS)))
    if not found.installed:
        raise SettingsError(f"{name} is not installed", hint="pip install 'article-cleaner[bench]'")
    return found


@cache
def _module(name: str) -> Any:
    return import_module(name)


def _trafilatura(html: str, url: str | None, **settings: bool) -> str:
    return _module("trafilatura").extract(html, url=url, **settings) or ""


def _precision(html: str, url: str | None) -> str:
    return _trafilatura(html, url, favor_precision=True)


def _recall(html: str, url: str | None) -> str:
    return _trafilatura(html, url, favor_recall=True)


def _body(html: str, url: str | None) -> str:
    """The article without its readers' comments, which by default stand behind it."""
    return _trafilatura(html, url, include_comments=False)


def _readability(html: str, url: str | None) -> str:
    """Readability gives HTML; its text is taken as the benchmark does, with html-text."""
    summary = _module("readability").Document(html, url=url).summary(html_partial=True)
    return _html_text(summary, url)


def _html_text(html: str, _url: str | None) -> str:
    return str(_module("html_text").extract_text(html))


def _boilerpy3(html: str, _url: str | None) -> str:
    extractors = _module("boilerpy3.extractors")
    # It warns of each link inside a link, though it copes with them.
    getLogger("boilerpy3").setLevel(ERROR)
    return str(extractors.ArticleExtractor(raise_on_failure=False).get_content(html))


def _justext(html: str, _url: str | None) -> str:
    """With the English stop words, its usual setting; pages in other languages fare badly."""
    justext = _module("justext")
    paragraphs = justext.justext(html, justext.get_stoplist("English"))
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def _resiliparse(html: str, _url: str | None) -> str:
    module = _module("resiliparse.extract.html2text")
    return str(module.extract_plain_text(html, main_content=True, alt_texts=False))


def _newspaper4k(html: str, url: str | None) -> str:
    """With English as the language where the page names none, its usual setting."""
    article = _module("newspaper").Article(url or "", fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return str(article.text)


def _goose3(html: str, _url: str | None) -> str:
    """Without its search for images, which would fetch them."""
    with _module("goose3").Goose({"enable_image_fetching": False}) as goose:
        return str(goose.extract(raw_html=html).cleaned_text)


def _cleaner(html: str, url: str | None) -> Document:
    """The cleaner's own reading, whose blocks know what the page says of them."""
    from cleaner.reading.read import read_page

    return read_page(html, url=url)


EXTRACTORS = {
    one.name: one
    for one in (
        Extractor("trafilatura", ("trafilatura",), _trafilatura),
        Extractor("trafilatura-precision", ("trafilatura",), _precision),
        Extractor("trafilatura-body", ("trafilatura",), _body),
        Extractor("trafilatura-recall", ("trafilatura",), _recall),
        Extractor("readability-lxml", ("readability", "html_text"), _readability),
        Extractor("html-text", ("html_text",), _html_text),
        Extractor("boilerpy3", ("boilerpy3",), _boilerpy3),
        Extractor("jusText", ("justext",), _justext),
        Extractor("newspaper4k", ("newspaper",), _newspaper4k),
        Extractor("goose3", ("goose3",), _goose3),
        Extractor("resiliparse", ("resiliparse",), _resiliparse),
        Extractor("cleaner", ("trafilatura",), _cleaner),
    )
}
