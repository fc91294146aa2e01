"""A replay: captures from files through the stages to the end, and what they say into files.

The order of things: feed, wait until every stage is through (``draining``), collect. A replay into a Kafka that stays
keeps a journal beside its results. One that was killed goes on where it stopped when it is started again: what the
journal's run has written to ``article.raw`` is not written twice.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import orjson

from streams import topology
from streams.captures import Item, Oversize, Skipped, read
from streams.hosts import topics
from streams.hosts.ahead import read_ahead
from streams.hosts.collecting import Collector, ends_of
from streams.hosts.connection import Connection
from streams.hosts.draining import Drain
from streams.hosts.feeding import VALUE_BYTES_MAX, Feeder
from streams.hosts.journal import Journal
from streams.hosts.reprocessing import Compared, Old
from streams.hosts.workers import Workers
from streams.settings import Settings


class Progress(Protocol):
    """Told what takes time."""

    def start(self, step: str, total: int | None) -> None:
        """Begin a step; ``total`` is None where it cannot be known."""

    def advance_to(self, done: int) -> None:
        """Say how far the step is."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be replayed: files and folders, the time of captures that do not say theirs, and where results go.

    ``old`` is the Kafka whose captures are judged anew, instead of files.
    """

    paths: tuple[Path, ...]
    out: Path
    captured_at: str | None
    workers: int
    old: Old | None = None


class Replay:
    """One replay: feed, wait until all stages are through, collect."""

    def __init__(
        self, kafka: Connection, settings: Settings, request: Request, progress: Progress, total_bytes: int | None
    ) -> None:
        self.settings = settings
        self.events: dict[str, int] = {}
        self.skipped: Counter[str] = Counter()
        self.resumed = 0
        self.compared: Compared | None = None
        self._cluster_id = kafka.cluster_id
        self._request = request
        self._progress = progress
        self._total_bytes = total_bytes
        self._sources: list[str] = []

    async def run(self) -> list[dict[str, Any]]:
        """Run the captures through; write the files; return the outcomes in input order."""
        settings, request = self.settings, self._request
        await topics.ensure(settings)
        journal = await self._journal()
        feeder = Feeder(settings.bootstrap_servers, settings.partitions, journal.run)
        await feeder.start()
        async with Workers(settings, request.workers) as group:
            try:
                if journal.found:
                    self.resumed = await feeder.resume(journal.starts)
                await self._feed(feeder)
            finally:
                await feeder.stop()
            await self._wait(group, len(feeder.numbers))
        self._progress.start("collecting", None)
        collector = Collector(settings.bootstrap_servers, settings.partitions, journal.starts)
        await collector.write_topics(request.out)
        articles = await collector.articles()
        outcomes = await self._outcomes(collector, feeder, articles)
        self.events = collector.counts
        if request.old is not None:
            self._progress.start("comparing", None)
            self.compared = await request.old.compared(request.out, outcomes, articles)
        with (request.out / "outcomes.jsonl").open("wb") as file:
            file.writelines(orjson.dumps(outcome, option=orjson.OPT_APPEND_NEWLINE) for outcome in outcomes)
        journal.remove()
        return outcomes

    async def _journal(self) -> Journal:
        settings, request = self.settings, self._request
        old = request.old
        inputs = await old.inputs() if old else [str(path.absolute()) for path in request.paths]
        journal = Journal.read(request.out, self._cluster_id, inputs, request.captured_at)
        if journal is None:
            starts = await ends_of(settings.bootstrap_servers, list(topology.PUBLIC), settings.partitions)
            journal = Journal.begin(request.out, self._cluster_id, inputs, request.captured_at, starts)
        return journal

    async def _feed(self, feeder: Feeder) -> None:
        if self._request.old is not None:
            await self._feed_old(self._request.old, feeder)
            return
        self._progress.start("reading", self._total_bytes)
        items = read(self._request.paths, captured_at=self._request.captured_at)
        async for found in read_ahead(items):
            for item in found:
                self._progress.advance_to(item.position)
                await self._feed_one(feeder, item)
            await feeder.send_waiting()
        await feeder.flush()

    async def _feed_old(self, old: Old, feeder: Feeder) -> None:
        self._progress.start("reading", old.captures_max)
        async for capture in old.captures():
            self._progress.advance_to(len(self._sources))
            self._sources.append("/".join(map(str, capture.origin)))
            if len(capture.value) > VALUE_BYTES_MAX:
                await feeder.reject(capture.value, len(capture.value), hashlib.sha256(capture.value).hexdigest())
            else:
                await feeder.write(capture.value, capture.site)
        await feeder.flush()

    async def _feed_one(self, feeder: Feeder, item: Item | Oversize | Skipped) -> None:
        if isinstance(item, Skipped):
            self.skipped[item.reason] += 1
            return
        self._sources.append(item.source)
        if isinstance(item, Oversize):
            await feeder.reject(item.head, item.size, item.sha256)
        elif len(item.value) > VALUE_BYTES_MAX:
            await feeder.reject(item.value, len(item.value), hashlib.sha256(item.value).hexdigest())
        else:
            await feeder.write(item.value, item.key)

    async def _wait(self, group: Workers, count: int) -> None:
        self._progress.start("judging", count)
        drain = Drain(self.settings.bootstrap_servers, self.settings.app_id, self.settings.partitions)
        await drain.start()
        try:
            await drain.wait(group.check, lambda left: self._progress.advance_to(count - left))
        finally:
            await drain.stop()

    async def _outcomes(self, collector: Collector, feeder: Feeder, articles: dict[str, str]) -> list[dict[str, Any]]:
        found = await collector.outcomes()
        outcomes = []
        for source, origin in zip(self._sources, feeder.origins(), strict=True):
            value = found[origin]
            page = value["page"]
            outcomes.append({**value, "article_id": articles.get(page, page) if page else None, "source": source})
        return outcomes
