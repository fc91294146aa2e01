"""One batch of a poller: messages and answers in, records and messages out. ``poller.py`` has the rules."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import orjson

from streams import cloudevents, topology
from streams.cloudevents import event_id
from streams.feeds.documents import FeedItem
from streams.feeds.identity import Rekeying
from streams.feeds.websub import Subscription
from streams.handler import WATERMARK, Effects, offsets_of
from streams.messages import Incoming, Outgoing
from streams.polling import feed_looks, found, manners, page_looks, records
from streams.polling.answers import Answer, Start
from streams.polling.feed_looks import FeedLook
from streams.polling.records import ENTRIES, FEEDS, NEVER, PAGES, SHARE, SITES, TOTAL, Entries, Feed, Page, Share, Site
from streams.tables import PendingTables, Store
from streams.web import address, time

if TYPE_CHECKING:
    from streams.polling.poller import Poller

logger = logging.getLogger(__name__)

ITEMS_MAX = 200  # of a message
PAGES_OF_SITE_MAX = 200_000


class Batch:
    """Reads records through what was written in the batch; nothing lasts before delivery."""

    def __init__(self, poller: Poller, store: Store, now: float) -> None:
        self.now = now
        self.starts: list[Start] = []
        self._poller = poller
        self._tables = PendingTables(store)
        self._records: dict[tuple[str, str], Any] = {}
        self._changed: dict[tuple[str, str], None] = {}
        self._done = offsets_of(store)
        self._offsets: dict[str, int] = {}
        self._said: list[Outgoing] = []
        self._found: dict[int, list[found.Item]] = {}

    def effects(self) -> Effects:
        """Return what is to be delivered in one transaction."""
        for table, key in self._changed:
            record = self._records[table, key]
            self._tables.put(table, key, records.encode(record))
            if table == TOTAL:
                self._poller.share = record
            elif table != ENTRIES:
                self._poller.agenda.put(table, key, record)
        for number, items in self._found.items():
            self._said += messages_of(items, number)
        if self._offsets:
            self._tables.put(*WATERMARK, orjson.dumps(self._done, option=orjson.OPT_SORT_KEYS))
        self._tables.keep()
        return Effects(self._said, self._tables.writes(), self._offsets)

    def take(self, message: Incoming) -> None:
        """Handle one message; one that was handled before is passed over."""
        if message.offset < self._done.get(message.topic, 0):
            return
        self._done[message.topic] = self._offsets[message.topic] = message.offset + 1
        try:
            value = orjson.loads(message.value or b"{}")
            if message.topic == topology.SETTLED:
                self._settled(value)
            else:
                for item in value["items"]:
                    self._item(item)
        except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
            # Internal topics are written by us alone; what else stands there must not stop the polling of a partition.
            logger.exception("%s/%s/%s cannot be read", message.topic, message.partition, message.offset)

    def _item(self, item: found.Item) -> None:
        if item["say"] == "due":
            self._due(item)
        elif item["say"] == "feed":
            self._feed_named(item)
        elif item["say"] == "page":
            self._page_named(item)
        elif item["say"] == "successor":
            self._successor_named(item)
        elif item["say"] in ("subscription", "announced"):
            self._hub_said(item)

    def _due(self, item: found.Item) -> None:
        table, key = item["table"], item["key"]
        target = self._get(table, key)
        if target is None:
            return
        lane = self._poller.agenda.lane(target.site)
        lane.asked.discard((table, key))
        if target.looks + 1 != item["look"] or (table, key) in self._poller.under_way or target.next_at >= NEVER:
            return
        site, share = self._site(target.site), self._share()
        settings = self._poller.sources.of(target.site)
        busy = len(self._poller.under_way) >= self._poller.under_way_max or lane.under_way >= settings.concurrency_max
        if busy or manners.opens_at(site, share, settings, self._poller.total) > self.now:
            self._poller.agenda.refuse(lane, (table, key))
            return
        manners.start(site, share, settings, self._poller.total, self.now)
        self._change(SITES, target.site)
        self._change(TOTAL, SHARE)
        if isinstance(target, Feed):
            start = feed_looks.start(key, target, site, self.now)
        else:
            start = page_looks.start(key, target, site, self.now)
        under_way = {f"{table} {key}" for table, key in self._poller.under_way}
        site.under_way = {name: at for name, at in site.under_way.items() if name in under_way}
        site.under_way[f"{table} {key}"] = self.now
        lane.under_way += 1
        self._poller.under_way[table, key] = start
        self.starts.append(start)

    def answered(self, answer: Answer) -> None:
        """Take in what became of a look that this poller started."""
        table, key = answer.start.table, answer.start.key
        target = self._get(table, key)
        if target is None:
            return
        site, poller = self._site(target.site), self._poller
        poller.agenda.lane(target.site).under_way -= 1
        site.under_way.pop(f"{table} {key}", None)
        manners.note_answer(site, answer, poller.pace)
        self._change(SITES, target.site)
        self._change(table, key)
        if isinstance(target, Feed):
            self._feed_answered(
                target, feed_looks.answered(key, target, self._entries(key), site, answer, poller.pace), answer
            )
            return
        tau = poller.agenda.threshold(target.site)
        look = page_looks.answered(key, target, site, answer, tau, poller.pace)
        if look.capture is not None:
            poller.unsettled.tell(look.capture["event_id"], self.now)
            value = orjson.dumps(look.capture)
            self._said.append(Outgoing(topology.RAW, poller.number, target.site.encode(), value))
        if look.moved_to is not None:
            item = {**found.page_item(FeedItem(look.moved_to), target.feed), "title": target.title}
            words = {"guid": target.guid, "published_at": target.published_at, "wake": True}
            self._hand_on(item | words)

    def _feed_answered(self, feed: Feed, look: FeedLook, answer: Answer) -> None:
        named = feed.found_by if feed.moved_to else feed.url
        for url in look.feeds:
            self._hand_on(found.feed_item(url, named))
        for item in look.items:
            self._hand_on(found.page_item(item, feed.url))
        if look.entries is not None:
            self._put(ENTRIES, answer.start.key, look.entries)
        if look.rekeyed:
            self._rekeyed(feed, look.rekeyed, answer)

    def _rekeyed(self, feed: Feed, rekeying: Rekeying, answer: Answer) -> None:
        for twin in rekeying.twins:
            if twin.moved:
                self._hand_on(found.twin_item(twin.new, feed.url, twin.old.url))
                self._hand_on(found.successor_item(twin.old.url, twin.new.url))
        at = time.written(round(answer.at * 1000) * 1000)
        pages = [id_ for twin in rekeying.twins if (id_ := found.page_key(twin.new.url))]
        value = {
            "site": feed.site,
            "captured_at": at,
            "change": "rekeyed",
            "pages": pages,
            "evidence": f"{feed.url}: {rekeying.evidence}",
            "sample": None,
        }
        identity = event_id(topology.SITE_CHANGED, feed.site, "rekeyed", feed.url, answer.start.number, *pages)
        headers = cloudevents.headers(topology.SITE_CHANGED, identity, at, feed.site, page_looks.SOURCE)
        number = self._poller.number
        self._said.append(Outgoing(topology.SITE_CHANGED, number, feed.site.encode(), orjson.dumps(value), headers))

    def _hand_on(self, item: found.Item) -> None:
        """Take what was found where its site is at home: here at once, else by a message."""
        try:
            site = address.site(item["url"])
        except address.BadAddress:
            return
        number = address.partition(site, self._poller.partitions)
        if number == self._poller.number:
            self._item(item)
        else:
            self._found.setdefault(number, []).append(item)

    def _feed_named(self, item: found.Item) -> None:
        try:
            site = address.site(item["url"])
        except address.BadAddress:
            return
        key = found.feed_key(item["url"])
        self._put(FEEDS, key, found.feed_of(item, self._get(FEEDS, key), site, self.now))

    def _page_named(self, item: found.Item) -> None:
        try:
            page = address.page_of(item["url"])
        except address.BadAddress:
            return
        known = self._get(PAGES, page.id)
        if known is None:
            site = self._site(page.site)
            if site.pages >= PAGES_OF_SITE_MAX:
                site.fault = f"over {PAGES_OF_SITE_MAX:,} pages: no more are taken"
                return
            site.pages += 1
            self._change(SITES, page.site)
        seconds_min = self._poller.pace.look_seconds_min
        self._put(PAGES, page.id, found.page_of(item, known, page.site, self.now, seconds_min))

    def _hub_said(self, item: found.Item) -> None:
        key = found.feed_key(item["url"])
        feed = self._get(FEEDS, key)
        if not isinstance(feed, Feed):
            return
        if item["say"] == "subscription":
            feed.subscription = asdict(Subscription(**item["subscription"]))  # TypeError where it is none
        elif feed.next_at < NEVER:
            soonest = (feed.last_look_at or 0.0) + self._poller.pace.feed_seconds_min
            feed.next_at = min(feed.next_at, max(self.now, soonest))
        self._change(FEEDS, key)

    def _successor_named(self, item: found.Item) -> None:
        key = found.page_key(item["url"])
        page = self._get(PAGES, key) if key else None
        if page is not None and key is not None:
            page.successor = item["to"]
            self._change(PAGES, key)

    def _settled(self, value: dict[str, Any]) -> None:
        self._poller.unsettled.settle(value.get("event_id"))
        key = value.get("page")
        page = self._get(PAGES, key) if key else None
        if page is None and value.get("url"):
            try:
                key = address.page_of(value["url"]).id
            except address.BadAddress:
                return
            page = self._get(PAGES, key)
        if not isinstance(page, Page) or key is None:
            return
        site, poller = self._site(page.site), self._poller
        own = poller.sources.of(page.site).confirm_after_seconds
        confirm = poller.pace.confirm_after_seconds if own is None else own
        tau = poller.agenda.threshold(page.site)
        if page_looks.settled(page, site, value, tau, poller.pace, confirm):
            self._change(PAGES, key)
            self._change(SITES, page.site)

    def _get(self, table: str, key: str) -> Any:
        if (table, key) not in self._records:
            raw = self._tables.get(table, key)
            self._records[table, key] = None if raw is None else records.decode(table, raw)
        return self._records[table, key]

    def _put(self, table: str, key: str, record: Any) -> None:
        self._records[table, key] = record
        self._change(table, key)

    def _change(self, table: str, key: str) -> None:
        self._changed[table, key] = None

    def _site(self, name: str) -> Site:
        site = self._get(SITES, name)
        if site is None:
            site = self._records[SITES, name] = Site(name)
        assert isinstance(site, Site)  # noqa: S101 - the table holds nothing else
        return site

    def _entries(self, key: str) -> Entries:
        entries = self._get(ENTRIES, key)
        return entries if isinstance(entries, Entries) else Entries()

    def _share(self) -> Share:
        share = self._get(TOTAL, SHARE)
        if share is None:
            share = self._records[TOTAL, SHARE] = Share()
        assert isinstance(share, Share)  # noqa: S101 - the table holds nothing else
        return share


def messages_of(items: list[found.Item], number: int) -> list[Outgoing]:
    """Return items as messages for a partition of ``rowback.poll.due``: few and fat, but bounded."""
    said = []
    for start in range(0, len(items), ITEMS_MAX):
        value = orjson.dumps({"items": items[start : start + ITEMS_MAX]})
        said.append(Outgoing(topology.POLL_DUE, number, None, value))
    return said
