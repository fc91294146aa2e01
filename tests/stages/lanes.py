"""The steps that find copies, run in memory until nothing is left to do, in any order a broker could deliver in."""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import orjson

from streams import topology
from streams.records import Event, Paragraph
from streams.stages import duplicate, match, orders, versions
from streams.stages.versions import VersionText
from streams.web.address import partition

Step = Callable[[dict[str, Any], "Table", int], list[Event]]
Queue = tuple[int, int, str]  # from lane, to lane, topic: what Kafka keeps in order


class Table:
    """The state of one lane."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], bytes] = {}

    def get(self, table: str, key: str) -> bytes | None:
        return self.records.get((table, key))

    def put(self, table: str, key: str, value: bytes | None) -> None:
        if value is None:
            self.records.pop((table, key), None)
        else:
            self.records[table, key] = value


def page_id(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:32]


def version(
    url: str, text: str, captured_at: str = "2026-03-01T08:00:00Z", number: int = 1, headline: str | None = None
) -> VersionText:
    """Return a version of a page whose paragraphs are the lines of ``text``; the site is the host of the URL."""
    paragraphs = [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
    digest = hashlib.sha256(repr((headline, text)).encode()).hexdigest()[:32]
    return VersionText(
        page_id(url), url, url.split("/")[2], number, captured_at, digest, headline, paragraphs, [], "en", False
    )


def described(old: VersionText, new: VersionText) -> dict[str, Any]:
    """Stand in for the comparison of texts, which is tested elsewhere."""
    return {
        "page": new.page,
        "basis": "copy",
        "from": [old.page, old.number],
        "to": [new.page, new.number],
        "headline": None,
        "edits": ["some"],
        "disregarded": {"cut_off": None},
    }


class Lanes:
    """All lanes of a topology with their queues; ``repeats``: how often an item is delivered once more, of 100."""

    def __init__(self, partitions: int = 4, seed: int = 0, repeats: int = 0) -> None:
        self.partitions = partitions
        self.random = random.Random(seed)  # noqa: S311 - an order of delivery, not a secret
        self.repeats = repeats
        self.tables: dict[int, Table] = defaultdict(Table)
        self.queues: dict[Queue, list[dict[str, Any]]] = defaultdict(list)
        self.public: list[Event] = []
        self.steps: dict[str, Step] = {
            topology.LOOKUPS: match.step,
            topology.CANDIDATES: duplicate.send_text,
            topology.PAIRS: lambda item, tables, lanes: duplicate.step(item, tables, lanes, described),
            topology.LABELS: duplicate.spread,
            topology.ORDERS: orders.step,
        }
        self.handled: dict[str, int] = defaultdict(int)

    def lane(self, route: str | int) -> int:
        return route % self.partitions if isinstance(route, int) else partition(route, self.partitions)

    def revise(self, version_text: VersionText) -> None:
        """Keep a new version and look it up, as the stage before does."""
        lane = self.lane(version_text.site)
        versions.write(self.tables[lane], version_text)
        self.send(lane, match.lookups(version_text, self.partitions))

    def send(self, lane: int, events: Iterable[Event]) -> None:
        for event in events:
            if event.topic in self.steps:
                item = orjson.loads(orjson.dumps(event.value))  # as it comes out of a message
                self.queues[lane, self.lane(event.route), event.topic].append(item)
            else:
                self.public.append(event)

    def deliver(self) -> bool:
        """Deliver one item of a queue taken at random; False when all are empty."""
        waiting = sorted(queue for queue, items in self.queues.items() if items)
        if not waiting:
            return False
        queue = self.random.choice(waiting)
        items = self.queues[queue]
        item = items[0] if self.random.randrange(100) < self.repeats else items.pop(0)
        _, lane, topic = queue
        self.handled[topic] += 1
        self.send(lane, self.steps[topic](item, self.tables[lane], self.partitions))
        return True

    def run(self, texts: Iterable[VersionText] = (), at_once: bool = False) -> Lanes:
        """Take in versions, delivering in between (or only afterwards), until nothing is left to do."""
        for version_text in texts:
            self.revise(version_text)
            while not at_once and self.random.randrange(4) and self.deliver():
                pass
        while self.deliver():
            pass
        return self

    def said(self, topic: str) -> list[Event]:
        """Return the events of a topic, each id once, in the order of their ids."""
        once = {event.id: event for event in self.public if event.topic == topic}
        return [once[identity] for identity in sorted(once)]

    def articles(self) -> dict[str, tuple[str, str]]:
        """Return page -> (article, since when) as the compacted topic ends, of pages that share one."""
        newest = {
            e.key: (e.value["article"], e.value["captured_at"]) for e in self.public if e.topic == "article.assigned"
        }
        return dict(sorted(newest.items()))


def interleaved(by_site: dict[str, list[VersionText]], seed: int) -> list[VersionText]:
    """Return the versions of all sites in an order in which each site's own sequence stays."""
    order = random.Random(seed)  # noqa: S311
    left = {site: list(of_site) for site, of_site in sorted(by_site.items())}
    mixed: list[VersionText] = []
    while left:
        site = order.choice(sorted(left))
        mixed.append(left[site].pop(0))
        if not left[site]:
            del left[site]
    return mixed
