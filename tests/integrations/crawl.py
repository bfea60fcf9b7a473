"""A crawl in a process of its own: Scrapy's reactor cannot be started twice in one.

Arguments: the site's address, the file for items, the file for statistics, settings as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess


class Article(scrapy.Item):  # type: ignore[misc]
    """An item with declared fields only."""

    url = scrapy.Field()
    html = scrapy.Field()
    text = scrapy.Field()
    verdict = scrapy.Field()


class Spider(scrapy.Spider):  # type: ignore[misc]
    """Follows every link of the first page, in order."""

    name = "articles"
    items_as: type[Any] = dict

    def parse(self, response: Any) -> Iterator[Any]:
        for link in response.css("a"):
            yield response.follow(link, self.article)

    def article(self, response: Any) -> Iterator[Any]:
        yield self.items_as(url=response.url, html=response.text)


def main() -> None:
    site, items, stats, settings = sys.argv[1:]
    wanted = json.loads(settings)
    Spider.start_urls = [site]
    Spider.items_as = Article if wanted.pop("declared", False) else dict
    process = CrawlerProcess(
        {
            "ITEM_PIPELINES": {"cleaner.integrations.scrapy.CleanerPipeline": 300},
            "FEEDS": {items: {"format": "jsonlines"}},
            "LOG_LEVEL": "WARNING",
            "TELNETCONSOLE_ENABLED": False,
            "CONCURRENT_REQUESTS": 1,
            **wanted,
        }
    )
    crawler = process.create_crawler(Spider)
    process.crawl(crawler)
    process.start()
    found = {k: v for k, v in crawler.stats.get_stats().items() if isinstance(v, int)}
    Path(stats).write_text(json.dumps(found))


if __name__ == "__main__":
    main()
