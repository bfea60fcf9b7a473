"""The article in a page's JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

#: Types of schema.org that an article page describes its article with.
_ARTICLES = frozenset(
    {"Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "AnalysisNewsArticle"}
    | {"OpinionNewsArticle", "BackgroundNewsArticle", "TechArticle", "ScholarlyArticle", "Report"}
    | {"LiveBlogPosting", "SocialMediaPosting", "Review", "AdvertiserContentArticle", "Recipe"}
)
_FIELDS = (
    "@type",
    "headline",
    "author",
    "datePublished",
    "dateModified",
    "publisher",
    "description",
    "articleSection",
    "image",
    "url",
    "inLanguage",
    "articleBody",
)
#: A script of more code points is not read: it holds the site's catalogue, not the article.
_LARGEST = 500_000
#: How many objects are looked at.
_MOST = 400


def article_data(scripts: Iterable[str]) -> dict[str, str]:
    """The fields of the first article, each as text: people and publishers by their names.

    Scripts that are no JSON are passed over: pages hold many that are cut or wrongly escaped.
    """
    for script in scripts:
        if len(script) > _LARGEST:
            continue
        try:
            data = json.loads(script.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for found in _objects(data):
            if _ARTICLES.intersection(_types(found)):
                fields = {name: _as_text(found.get(name)) for name in _FIELDS}
                return {name: value for name, value in fields.items() if value}
    return {}


def _objects(data: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of the data from the top down, in breadth."""
    waiting = [data]
    for number, one in enumerate(waiting):
        if number > _MOST:
            return
        if isinstance(one, list):
            waiting.extend(one[:_MOST])
        elif isinstance(one, dict):
            yield one
            waiting.extend(
                one[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in one
            )


def _types(found: Mapping[str, Any]) -> list[str]:
    types = found.get("@type")
    return [one for one in (types if isinstance(types, list) else [types]) if isinstance(one, str)]


def _as_text(value: Any) -> str:
    """Strings as they are, objects by name or address, lists joined by semicolons."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return next((v for k in ("name", "url", "@id") if isinstance(v := value.get(k), str)), "")
    if isinstance(value, list):
        parts = [_as_text(one) for one in value[:20] if not isinstance(one, list)]
        return "; ".join(dict.fromkeys(part for part in parts if part))
    return ""
