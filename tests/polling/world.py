"""A poller without Kafka and network: a store in memory, a clock that is set, and answers that are written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from streams import topology
from streams.feeds.documents import Document, FeedItem
from streams.messages import Incoming, Outgoing
from streams.polling import found, records
from streams.polling.answers import Answer, Start
from streams.polling.planning import Pace
from streams.polling.poller import Poller
from streams.sources.settings import SiteSettings, Sources
from streams.tables import record_key
from streams.web import address

FEED = "https://morgenblatt.example/feed.xml"
ARTICLE = "https://morgenblatt.example/news/harbour-crane"
SITE = "morgenblatt.example"
BEGIN = 1_790_000_000.0
PACE = Pace(look_seconds_min=60, look_seconds_max=86_400, feed_seconds_min=60, feed_seconds_max=3_600)


@dataclass
class Store:
    records: dict[bytes, bytes] = field(default_factory=dict)

    def get(self, key: bytes) -> bytes | None:
        return self.records.get(key)


@dataclass
class World:
    """One partition that is at home to every site, unless told otherwise."""

    settings: SiteSettings = field(
        default_factory=lambda: SiteSettings(SITE, (FEED,), delay_seconds=0, concurrency_max=5)
    )
    partitions: int = 1
    number: int = 0
    looks_per_hour_max: int = 36_000
    now: float = BEGIN
    store: Store = field(default_factory=Store)
    said: list[Outgoing] = field(default_factory=list)
    offsets: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.take_over()

    def take_over(self) -> None:
        """A new owner of the partition: nothing is known but what was delivered."""
        sources = Sources({self.settings.site: self.settings}, self.settings, self.looks_per_hour_max)
        self.poller = Poller(self.number, self.partitions, PACE, sources)
        self.poller.load(self.store.records.items())

    def handle(self, messages: list[Incoming], answers: list[Answer] | None = None) -> list[Start]:
        effects, starts = self.poller.handle(messages, answers or [], self.store, self.now)
        for name, value in effects.writes.items():
            if value is None:
                self.store.records.pop(name, None)
            else:
                self.store.records[name] = value
        self.said += effects.outgoing
        return starts

    def message(self, topic: str, value: dict[str, Any]) -> Incoming:
        offset = self.offsets[topic] = self.offsets.get(topic, -1) + 1
        return Incoming(topic, self.number, offset, None, orjson.dumps(value), int(self.now * 1000))

    def items(self, *items: found.Item) -> list[Start]:
        return self.handle([self.message(topology.POLL_DUE, {"items": list(items)})])

    def tick(self) -> list[Start]:
        """What the timer does: ask for what is due, and let the agent take it."""
        return self.items(*self.poller.due(self.now))

    def settled(self, outcome: str, url: str = ARTICLE, **more: Any) -> None:
        page = self.page(url)
        value = {"outcome": outcome, "url": url, "page": address.page_of(url).id, "event_id": page.audited,
                 "captured_at": "2026-09-21T14:13:20Z", "reason": None, "site": SITE, "version": 1}  # fmt: skip
        self.handle([self.message(topology.SETTLED, value | more)])

    def follow(self) -> Start:
        """Begin to watch the feed, and start the first look at it."""
        self.items(*self.poller.wanted())
        (start,) = self.tick()
        return start

    def find(self, *urls: str) -> list[Start]:
        """Let the feed name pages, and start the first look at each."""
        start = self.follow()
        self.handle([], [listing(start, *(FeedItem(url, f"guid of {url}") for url in urls), at=self.now)])
        return self.tick()

    def page(self, url: str = ARTICLE) -> records.Page:
        raw = self.store.records[record_key(records.PAGES, address.page_of(url).id)]
        page = records.decode(records.PAGES, raw)
        assert isinstance(page, records.Page)
        return page

    def feed(self, url: str = FEED) -> records.Feed:
        feed = records.decode(records.FEEDS, self.store.records[record_key(records.FEEDS, found.feed_key(url))])
        assert isinstance(feed, records.Feed)
        return feed

    def captures(self) -> list[dict[str, Any]]:
        return [orjson.loads(m.value) for m in self.said if m.topic == topology.RAW]

    def of(self, topic: str) -> list[dict[str, Any]]:
        return [orjson.loads(m.value) for m in self.said if m.topic == topic]


def listing(start: Start, *items: FeedItem, at: float, **more: Any) -> Answer:
    document = Document("feed", "Morgenblatt", items)
    body = str([(i.url, i.guid, i.title, i.modified_at) for i in items])
    return Answer(start, at, 200, start.url, body_hash=body, document=document, **more)


def shows(start: Start, text: str, at: float, **more: Any) -> Answer:
    answer = {"final_url": start.url, "content_type": "text/plain", "body_hash": text, "text": text} | more
    return Answer(start, at, 200, **answer)


def says(start: Start, status: int, at: float, **more: Any) -> Answer:
    return Answer(start, at, status, start.url, **more)
