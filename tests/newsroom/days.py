"""A day of the newsroom without a server: every page looked at every few seconds of event time, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import orjson

from streams import topology
from streams.hosts.memory import MemoryHost
from streams.newsroom.desk import Desk
from streams.newsroom.happenings import Happenings
from streams.newsroom.ledger import Ledger
from streams.newsroom.places import Page
from streams.newsroom.settings import NewsroomSettings
from streams.newsroom.world import World

STARTED = 1_772_000_000.0
PAUSES_SECONDS = (1.0, 2.0, 3.0, 3.0, 3.0, 10.0, 20.0)
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
            yield from self.capture(page, page.path, elapsed)

    def capture(self, page: Page, path: str, elapsed: float) -> Iterator[dict[str, Any]]:
        """Look at a page under an address that it has or had; a redirect is followed."""
        site = self.world.sites[page.site]
        answer = self.desk.answer(site, path, {}, elapsed)
        final = {"final_url": self.world.url(page)} if answer.status == 301 else {}
        if final:
            answer = self.desk.answer(site, page.path, {}, elapsed)
        if answer.status in (200, 404, 410):
            body = answer.body.decode() if answer.status == 200 else None
            yield {
                "url": site.origin + path,
                "captured_at": self.ledger.time(elapsed),
                "status": answer.status,
                **final,
                **({"body": body, "content_type": answer.content_type} if body is not None else {}),
            }


def polled(day: Day, every_seconds: float, seconds: float) -> list[dict[str, Any]]:
    """Return the events of a day, each page looked at at an even pace."""
    host = MemoryHost(4)
    elapsed = 0.0
    while elapsed <= seconds:
        _handled(host, day.captures(elapsed), elapsed)
        elapsed += every_seconds
    day.ledger.write("ended", seconds)
    return _events(host)


def glimpsed(day: Day, seed: int, seconds: float) -> list[dict[str, Any]]:
    """Return the events of a day, half of the pages looked at at a time, with pauses: as after crashes.

    What has another address since it was last looked at is looked at under the old one first.
    """
    random, host = Random(seed), MemoryHost(4)  # noqa: S311 - which pages are looked at is no secret
    paths: dict[int, str] = {}
    elapsed = 0.0
    while elapsed <= seconds:
        day.happenings.advance(elapsed)
        captures: list[dict[str, Any]] = []
        for page in day.world.pages:
            if elapsed and random.random() < 0.5:
                continue
            for path in dict.fromkeys((paths.get(page.number, page.path), page.path)):
                captures += day.capture(page, path, elapsed)
            paths[page.number] = page.path
        _handled(host, captures, elapsed)
        elapsed += random.choice(PAUSES_SECONDS)
    day.ledger.write("ended", seconds)
    return _events(host)


def _handled(host: MemoryHost, captures: Iterable[dict[str, Any]], elapsed: float) -> None:
    for capture in captures:
        host.produce(orjson.dumps(capture), capture["url"].split("/")[2], int((STARTED + elapsed) * 1000))
    host.run()


def _events(host: MemoryHost) -> list[dict[str, Any]]:
    return [
        {"topic": topic, "value": orjson.loads(message.value)}
        for topic in TOPICS
        for message in host.topic(topic)
        if message.value
    ]
