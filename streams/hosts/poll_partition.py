"""One partition of the poller at work: batches in transactions, fetches between them.

A turn takes what came in, messages and answers, and delivers what follows in one transaction. Only then do the looks
start that it allows, each as a task of its own: a turn never waits for a site. What is under way when a session ends is
dropped; its start was remembered and its end was not, so the next owner makes the look again.

A look starts only within the lease: so long after its transaction that nobody else can own the partition yet. A process
that was paused in between finds its lease run out, and looks at nothing more.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from streams import topology
from streams.fetching import Fetcher
from streams.handler import Handler, offsets_of
from streams.hosts import poll_fetching
from streams.hosts.delivery import Delivery
from streams.hosts.partition import Partition
from streams.hosts.poll_metrics import PollMetrics
from streams.hosts.store import DiskStore
from streams.polling.answers import Answer, Start
from streams.polling.poller import Poller
from streams.settings import Settings

logger = logging.getLogger(__name__)

GATHER_SECONDS = 0.02  # answers that come in within it share a transaction
LEASE_SHARE = 0.8  # of the session timeout, after which the partition may be another's


class LeaseExpired(TimeoutError):
    """A look was not started in time: another poller may own the partition by now."""


class PollPartition(Partition):
    """Looks at everything of one partition number, from being assigned until being revoked."""

    changelog = topology.POLL_CHANGELOG

    def __init__(
        self,
        poller: Poller,
        fetcher: Fetcher,
        settings: Settings,
        identity: str,
        failed: Callable[[BaseException], None],
        metrics: PollMetrics | None = None,
    ) -> None:
        self.poller = poller
        self._fetcher = fetcher
        self._answers: list[Answer] = []
        self._looks: set[asyncio.Task[None]] = set()
        self._poll_metrics = metrics or PollMetrics()
        super().__init__(poller.number, settings, Handler(settings.partitions), identity, failed, self._poll_metrics)

    def _opened(self, store: DiskStore) -> None:
        self._answers = []
        self.poller.load(store.items())

    def _closing(self) -> None:
        for task in self._looks:
            task.cancel()
        self._looks = set()

    async def _handle_what_waits(self, delivery: Delivery, store: DiskStore) -> None:
        await asyncio.sleep(GATHER_SECONDS)
        chunks = self._next_chunks(offsets_of(store))
        answers, self._answers = self._answers, []
        messages = [message for chunk in chunks for message in chunk.messages]
        began_cpu = time.thread_time()
        effects, starts = self.poller.handle(messages, answers, store, time.time())
        effects.counts.cpu_seconds[topology.POLL_DUE] += time.thread_time() - began_cpu
        for message in messages:
            effects.counts.take(message.topic, len(message.value or b""))
        began = time.monotonic()
        if effects.writes:
            position = await delivery.deliver(effects)
            store.apply(effects.writes, position)
            self.metrics.delivered(effects.counts, messages, time.monotonic() - began)
        for start in starts:
            self._start(start, began)
        for _ in chunks:
            self._waiting.popleft()
        self.handled += len(messages) + len(answers)
        self._room.set()
        if not self._waiting and not self._answers:
            self._arrived.clear()

    def _start(self, start: Start, remembered_at: float) -> None:
        if time.monotonic() - remembered_at > LEASE_SHARE * self._settings.session_timeout_seconds:
            raise LeaseExpired(f"partition {self.number}: a look was not started in time")
        task = asyncio.create_task(self._look(start), name=f"look-{self.number}")
        self._looks.add(task)
        task.add_done_callback(self._looks.discard)

    async def _look(self, start: Start) -> None:
        try:
            settings = self.poller.sources.of(self.poller.site_of(start))
            answer = await poll_fetching.look(self._fetcher, start, settings, self._poll_metrics)
        except Exception as fault:
            # A fault of ours must not leave a look under way for ever: it is an answer that says so.
            logger.exception("the look at %s failed", start.url)
            answer = Answer(start, time.time(), None, start.url, fault=f"this is a bug in rowback: {fault!r}")
        self._answers.append(answer)
        self._arrived.set()
