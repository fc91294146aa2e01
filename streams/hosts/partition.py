"""One partition at work: its input in order, its state, its transactions. Owned by one worker at a time.

Chunks of messages come in from the agents and wait in a short queue; a single task takes all that is there, handles it
as one batch, delivers, and only then goes on. There is no waiting for a batch to fill: under little load a batch is
one message, under much load it is what came in meanwhile.

A fault of the broker ends the session, not the partition: a new session takes the partition over again, reads from the
changelog whether the doubtful transaction took place, and handles the same chunks once more. What took place is then
skipped by its offsets.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from aiokafka.errors import KafkaError, ProducerFenced

from streams import topology
from streams.handler import Effects, Handler, offsets_of
from streams.hosts.delivery import Delivery, catch_up
from streams.hosts.metrics import WorkerMetrics
from streams.hosts.store import DiskStore
from streams.messages import Incoming
from streams.settings import Settings

logger = logging.getLogger(__name__)

CHUNKS_WAITING_MAX = 8
# One for all partitions of a worker: at the same time they would only wait for each other's interpreter lock.
HANDLING = ThreadPoolExecutor(1, thread_name_prefix="handling")
STOP_SECONDS_MAX = 3.0  # for the transaction under way; whether it took place is in the changelog
RETRY_SECONDS = (0.2, 0.5, 1.0, 2.0, 5.0)


class InputGap(Exception):
    """Messages were skipped between the broker and the partition: going on would lose them."""


@dataclass(slots=True)
class Chunk:
    """Consecutive messages of one topic; ``after`` is the offset from which the reader went on to find them.

    ``generation`` is the consumer group's at the time of reading.
    """

    topic: str
    after: int
    messages: list[Incoming]
    size: int
    generation: int = 0


class Partition:
    """Handles everything of one partition number, from being assigned until being revoked."""

    changelog = topology.CHANGELOG

    def __init__(
        self,
        number: int,
        settings: Settings,
        handler: Handler,
        identity: str,
        failed: Callable[[BaseException], None],
        metrics: WorkerMetrics | None = None,
    ) -> None:
        self.number = number
        self.metrics = metrics or WorkerMetrics()
        self.ready = asyncio.Event()
        self.handled = 0
        self._seconds_each = 0.0
        self._settings = settings
        self._handler = handler
        self._identity = identity
        self._failed = failed
        self._waiting: deque[Chunk] = deque()
        self._arrived = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._store: DiskStore | None = None
        self._stopping = False
        self._stop_asked = asyncio.Event()
        self._task = asyncio.create_task(self._run(), name=f"partition-{number}")

    async def offer(self, chunk: Chunk) -> None:
        """Queue a chunk; waits while the queue is full. A partition that was revoked takes nothing in."""
        while len(self._waiting) >= CHUNKS_WAITING_MAX and not self._stopping:
            self._room.clear()
            await self._room.wait()
        if not self._stopping:
            self._waiting.append(chunk)
            self._arrived.set()

    async def stop(self) -> None:
        """Let the transaction under way end, drop what waits (it will be read again) and close.

        A recovery is broken off: the next owner, or this one at the next assignment, goes on with it.
        """
        self._stopping = True
        self._stop_asked.set()
        self._arrived.set()
        self._room.set()
        if self.ready.is_set():
            await asyncio.wait([self._task], timeout=STOP_SECONDS_MAX)
        self._task.cancel()
        await asyncio.wait([self._task])

    def waits_for(self) -> str | None:
        """Return in words what there is to do, None where there is nothing."""
        if not self.ready.is_set():
            return "has not been brought up to date"
        return "has messages and handles none" if self._waiting else None

    def progress(self) -> tuple[int, int]:
        """Return what changes while the partition gets anywhere: what it has handled, and where its state stands."""
        return self.handled, 0 if self._store is None else self._store.position

    def waiting_since(self) -> dict[str, float]:
        """Return by topic the time of the oldest message that is not delivered, in seconds since 1970."""
        since: dict[str, float] = {}
        for chunk in self._waiting:
            if chunk.messages:
                at = chunk.messages[0].timestamp_ms / 1000
                since[chunk.topic] = min(at, since.get(chunk.topic, at))
        return since

    def size(self) -> tuple[int, int] | None:
        """Return about how many records the tables hold, and their bytes; None while they are closed."""
        return None if self._store is None else self._store.size()

    async def _run(self) -> None:
        failures = 0
        try:
            while not self._stopping:
                handled = self.handled
                try:
                    await self._session()
                except ProducerFenced:
                    # The other worker's assignment is newer, and ours ends soon. If it does not, that worker is gone.
                    logger.info("partition %s was taken over by another worker", self.number)
                    self.metrics.restarted("fenced")
                    await self._pause(2 * self._settings.session_timeout_seconds)
                except (TimeoutError, KafkaError, OSError) as fault:
                    self.metrics.restarted("fault")
                    failures = 0 if self.handled > handled else failures + 1
                    delay = RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)]
                    logger.warning("partition %s: %r; trying again in %s s", self.number, fault, delay)
                    await self._pause(delay)
        except BaseException as fault:
            if not isinstance(fault, asyncio.CancelledError):
                self._failed(fault)
            raise
        finally:
            self._stopping = True
            self._room.set()

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop_asked.wait(), seconds)

    async def _session(self) -> None:
        """Take the partition over, bring its state up to date, and handle until stopped or a fault."""
        delivery = Delivery(self.number, self._settings, self.changelog)
        path = self._settings.data_dir / "tables" / self._settings.app_id / str(self.number)
        store: DiskStore | None = None
        try:
            await delivery.start()
            store = self._store = DiskStore(path, self._identity, self._settings.cache_bytes)
            restored = await catch_up(store, self.number, self._settings, self.changelog)
            self.metrics.restored(restored)
            if restored:
                logger.info("partition %s: %s records restored from the changelog", self.number, restored)
            self._opened(store)
            self.ready.set()
            while not self._stopping:
                await self._arrived.wait()
                if not self._stopping:
                    await self._handle_what_waits(delivery, store)
        finally:
            self.ready.clear()
            self._closing()
            self._store = None
            if store is not None:
                store.close()
            await delivery.stop()

    def _opened(self, store: DiskStore) -> None:
        """For hosts that keep more than the store: its records are up to date now."""

    def _closing(self) -> None:
        """For hosts that keep more than the store: the session ends."""

    async def _handle_what_waits(self, delivery: Delivery, store: DiskStore) -> None:
        chunks = self._next_chunks(offsets_of(store))
        messages = [message for chunk in chunks for message in chunk.messages]
        effects = await self._handled(messages, store)
        if effects.offsets:
            began = time.monotonic()
            position = await delivery.deliver(effects)
            store.apply(effects.writes, position)
            self.metrics.delivered(effects.counts, messages, time.monotonic() - began)
        for _ in chunks:
            self._waiting.popleft()
        self.handled += len(messages)
        self._room.set()
        if not self._waiting:
            self._arrived.clear()

    async def _handled(self, messages: list[Incoming], store: DiskStore) -> Effects:
        """Handle a batch off the event loop, where timers, health answers and other partitions' transactions go on."""
        began = time.monotonic()
        handling = asyncio.get_running_loop().run_in_executor(HANDLING, self._handler.handle, messages, store)
        try:
            effects = await asyncio.shield(handling)
        except asyncio.CancelledError:
            await asyncio.wait([handling])  # it reads the store, which is closed next
            raise
        each = (time.monotonic() - began) / max(len(messages), 1)
        self._seconds_each = (self._seconds_each + each) / 2 if self._seconds_each else each
        return effects

    def _captures_max(self) -> int:
        """How many messages a batch may have to take no longer than it should, at the pace of the last ones."""
        in_time = self._settings.batch_seconds_max / self._seconds_each if self._seconds_each else math.inf
        return int(min(self._settings.batch_captures_max, max(in_time, 1)))

    def _next_chunks(self, done: dict[str, int]) -> list[Chunk]:
        """Return the chunks of the next batch, checked to go on where the state stands."""
        chunks: list[Chunk] = []
        count = size = 0
        captures_max = self._captures_max()
        for chunk in self._waiting:
            if chunks and (
                count + len(chunk.messages) > captures_max or size + chunk.size > self._settings.batch_bytes_max
            ):
                break
            expected = done.get(chunk.topic, 0)
            if chunk.after > expected:
                raise InputGap(
                    f"{chunk.topic}/{self.number}: the state stands at offset {expected}, the input goes on at "
                    f"{chunk.after}; messages between them were never handled"
                )
            chunks.append(chunk)
            count += len(chunk.messages)
            size += chunk.size
            if chunk.messages:
                done[chunk.topic] = max(expected, chunk.messages[-1].offset + 1)
        return chunks
