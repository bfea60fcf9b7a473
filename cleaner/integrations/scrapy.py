"""A Scrapy item pipeline.

    ITEM_PIPELINES = {"cleaner.integrations.scrapy.CleanerPipeline": 300}

Items have their text in ``text`` or ``content``, or the page in ``html``; the cleaned text goes to
``text``, beside it ``quality``, ``verdict``, ``findings``, ``patch`` and ``cleaning``, as far as
the item's class has such fields. Settings, all optional:

- ``CLEANER_CONFIG``: a ``cleaner.toml``;
- ``CLEANER_FIELDS``: which field is what, as ``{"text": "body"}``;
- ``CLEANER_PREFIX``: stands before the names of the added fields;
- ``CLEANER_DROP``: verdicts whose items are dropped, as ``["reject"]``; none by default;
- ``CLEANER_MEMORY``: a file in which the lines of sites are learnt as pages pass.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from cleaner.api import Cleaner
from cleaner.batch.core import Core, Options
from cleaner.batch.evidence.memory import SiteMemory
from cleaner.batch.fields import Fields
from cleaner.batch.records import Failure, Place, Record, Row

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_log = logging.getLogger(__name__)


class CleanerPipeline:
    """Cleans items in a thread, so that the crawl goes on meanwhile."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        config = settings.get("CLEANER_CONFIG")
        memory = settings.get("CLEANER_MEMORY")
        pairs = [f"{role}={name}" for role, name in settings.getdict("CLEANER_FIELDS").items()]
        options = Options(Fields.from_options(pairs), prefix=settings.get("CLEANER_PREFIX", ""))
        self._crawler = crawler
        self._prefix = options.prefix
        self._drop = frozenset(settings.getlist("CLEANER_DROP"))
        self._memory = SiteMemory(memory) if memory else None
        cleaner = Cleaner.from_config(config) if config else Cleaner()
        self._core = Core(cleaner, options, evidence=self._memory)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleanerPipeline:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """The item with its cleaned text; an item that cannot be cleaned passes as it is."""
        from itemadapter import ItemAdapter
        from scrapy.exceptions import DropItem
        from scrapy.utils.defer import maybe_deferred_to_future
        from twisted.internet.threads import deferToThread

        adapter = ItemAdapter(item)
        record = Record(Place(type(item).__name__), adapter.asdict())
        outcome = await maybe_deferred_to_future(deferToThread(self._clean, record))
        self._count("documents")
        if isinstance(outcome, Failure):
            self._count("failed")
            _log.warning("%s: %s", outcome.id or outcome.place, outcome.reason)
            return item
        verdict = outcome.changes[self._prefix + "verdict"]
        self._count(f"verdict/{verdict}")
        if verdict in self._drop:
            raise DropItem(f"{outcome.url or outcome.id}: {verdict}")
        open_ended = isinstance(item, dict)
        for name, value in outcome.changes.items():
            if open_ended or name in adapter.field_names():
                adapter[name] = value
        return item

    def close_spider(self) -> None:
        """Close the memory."""
        if self._memory is not None:
            self._memory.close()

    def _clean(self, record: Record) -> Row | Failure:
        outcome = self._core(record)
        if self._memory is not None and isinstance(outcome, Row) and outcome.url:
            assert outcome.result is not None
            self._memory.learn(outcome.url, outcome.result.undo())
        return outcome

    def _count(self, name: str) -> None:
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value(f"cleaner/{name}")
