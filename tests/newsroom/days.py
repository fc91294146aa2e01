"""A day of the newsroom without a server: every page looked at every few seconds of event time, in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from streams import topology
from streams.hosts.memory import MemoryHost
from streams.newsroom.desk import Desk
from streams.newsroom.happenings import Happenings
from streams.newsroom.ledger import Ledger
from streams.newsroom.settings import NewsroomSettings
from streams.newsroom.world import World

STARTED = 1_772_000_000.0
TOPICS = (topology.REVISED, topology.DUPLICATED, topology.CLEANED, topology.SETTLED, topology.REJECTED)


class Day:
    """A newsroom whose clock is turned by hand."""

    def __init__(self, settings: NewsroomSettings, ledger: Path) -> None:
        self.settings = settings
        self.ledger = Ledger(ledger, STARTED)
        origins = [f"http://127.0.0.1:{20_001 + number}" for number in range(settings.sites)]
        self.world = World(settings, origins, self.ledger)
        self.happenings = Happenings(self.world)
        self.desk = Desk(self.world, STARTED)

    def lines(self) -> list[dict[str, Any]]:
        """Return what the ledger says so far."""
        return [orjson.loads(line) for line in self.ledger.path.read_bytes().splitlines()]

    def captures(self, elapsed: float) -> Iterator[dict[str, Any]]:
        """Look at every page of every site once; what a site that is down says is no capture."""
        self.happenings.advance(elapsed)
        for page in self.world.pages:
            site = self.world.sites[page.site]
            answer = self.desk.answer(site, page.path, {}, elapsed)
            if answer.status in (200, 404, 410):
                body = answer.body.decode() if answer.status == 200 else None
                yield {
                    "url": self.world.url(page),
                    "captured_at": self.ledger.time(elapsed),
                    "status": answer.status,
                    **({"body": body, "content_type": answer.content_type} if body is not None else {}),
                }


def polled(day: Day, every_seconds: float, seconds: float) -> list[dict[str, Any]]:
    """Return the events of a day, each page looked at at an even pace."""
    host = MemoryHost(4)
    elapsed = 0.0
    while elapsed <= seconds:
        for capture in day.captures(elapsed):
            site = capture["url"].split("/")[2]
            host.produce(orjson.dumps(capture), site, int((STARTED + elapsed) * 1000))
        host.run()
        elapsed += every_seconds
    day.ledger.write("ended", seconds)
    return [
        {"topic": topic, "value": orjson.loads(message.value)}
        for topic in TOPICS
        for message in host.topic(topic)
        if message.value
    ]
