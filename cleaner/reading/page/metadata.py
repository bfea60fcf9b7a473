"""What a page says about itself: meta tags, Open Graph, JSON-LD, canonical link, title.

Read where the page states it and nowhere else: searching the text for a date or an author costs
more than the whole extraction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from cleaner.reading.language import normal_code
from cleaner.reading.page.linked_data import article_data
from cleaner.reading.page.sites import site_names
from cleaner.reading.page.titles import heading_of, title_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Where the title stands, and each other piece, the surest place first. Names of meta tags are
#: compared in lower case; ``ld:`` names a field of the article's JSON-LD.
_TITLES = ("og:title", "ld:headline", "twitter:title", "dc.title", "title")
_SOURCES: Mapping[str, tuple[str, ...]] = {
    "author": (
        "ld:author",
        "author",
        "article:author_name",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "article:author",
    ),
    "date": (
        "article:published_time",
        "ld:datePublished",
        "datepublished",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dc.date",
        "dcterms.created",
        "pubdate",
        "publish-date",
        "date",
    ),
    "modified": ("article:modified_time", "ld:dateModified", "og:updated_time", "last-modified"),
    "sitename": ("og:site_name", "ld:publisher", "application-name", "dc.publisher"),
    "description": ("og:description", "ld:description", "description", "twitter:description"),
    "section": ("article:section", "ld:articleSection"),
    "image": ("og:image", "ld:image", "twitter:image"),
    "type": ("og:type", "ld:@type"),
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Longer values are cut: nobody needs more of a description, and pages may hold anything.
_LONGEST = 2000
#: The same of the article's text.
_LARGEST = 200_000


class PageMetadata(NamedTuple):
    """What a page says about itself; ``values`` are the rest, by name.

    ``article`` is the article's text as the JSON-LD states it, empty where it does not.
    """

    title: str | None
    language: str | None
    url: str | None
    values: Mapping[str, str]
    article: str = ""

    @property
    def news(self) -> float:
        """How far the page says that it is a news article: 1, an article of any kind .5, else 0."""
        kinds = self.values.get("jsonld:@type", "")
        if "NewsArticle" in kinds:
            return 1.0
        return 0.5 if kinds or self.values.get("og:type", "").lower() == "article" else 0.0


def read_metadata(tree: HtmlElement, *, url: str | None = None) -> PageMetadata:
    """The metadata of a page that was fetched from ``url``, where that is known."""
    stated = dict(_stated(tree))
    article = stated.pop("ld:articleBody", "")
    values: dict[str, str] = {}
    for name, sources in _SOURCES.items():
        for source in sources:
            value = stated.get(source, "")
            if value and _plausible(name, value):
                values[name] = _shaped(name, value)
                break
    canonical = _canonical(tree, stated, url)
    sites = site_names(values.get("sitename"), stated.get("ld:publisher"), canonical or url)
    titles = [stated[name] for name in _TITLES if stated.get(name)]
    title = title_of(tree, titles, sites)
    if heading := heading_of(tree, title, sites):
        values["heading"] = heading
    if canonical:
        values["url"] = canonical
        values["hostname"] = (urlsplit(canonical).hostname or "").removeprefix("www.")
    values.update((name, value) for name, value in stated.items() if name.startswith("og:"))
    values.update(
        (f"jsonld:{name[3:]}", value) for name, value in stated.items() if name.startswith("ld:")
    )
    return PageMetadata(title, _language(tree, stated), url or canonical, values, article)


def _stated(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Names and values of meta tags and of the article's JSON-LD; the first of a name counts."""
    seen = set()
    scripts = []
    for element in tree.iter("meta", "script"):
        if element.tag == "script":
            if "ld+json" in (element.get("type") or "").lower() and element.text:
                scripts.append(element.text)
            continue
        content = " ".join((element.get("content") or "")[:_LONGEST].split())
        names = (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        for name in {name.strip().lower() for name in names if name}:
            if content and name not in seen:
                seen.add(name)
                yield name, content
    for name, value in article_data(scripts).items():
        longest = _LARGEST if name == "articleBody" else _LONGEST
        yield f"ld:{name}", " ".join(value[:longest].split())


def _plausible(name: str, value: str) -> bool:
    if name == "author":
        return len(value) < 200 and "://" not in value and not value.startswith("www.")
    if name in ("date", "modified"):
        return _DATE.match(value) is not None
    return True


def _shaped(name: str, value: str) -> str:
    return value[:10] if name in ("date", "modified") else value


def _canonical(tree: HtmlElement, stated: Mapping[str, str], url: str | None) -> str | None:
    links: Iterable[Any] = (
        link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"
    )
    for address in (*links, stated.get("og:url"), stated.get("ld:url"), url):
        if not address:
            continue
        try:
            whole = str(urljoin(url or "", address.strip()))
            if urlsplit(whole).scheme in ("http", "https") and urlsplit(whole).hostname:
                return whole
        except ValueError:
            # Pages hold addresses that are none, such as "http://[".
            continue
    return None


def _language(tree: HtmlElement, stated: Mapping[str, str]) -> str | None:
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    sources = (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang"),
        stated.get("og:locale"),
        stated.get("content-language"),
        stated.get("ld:inLanguage"),
    )
    return next((code for source in sources if (code := normal_code(source))), None)
