"""A capture of our own now and then, to tell quiet from broken: where no news comes, nothing else would show it.

It goes the way of all captures: written to ``article.raw``, read by whichever worker has the partition of the reserved
site, settled. Its text never changes, so that all that subscribers hear of it is one ``article.cleaned`` when the first
one comes, and a ``capture.settled`` with the outcome ``unchanged`` each time. What is measured is the time since one
came through. Deliberately missed: partitions other than the one of this site (lag and standstill tell of those).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from streams import topology
from streams.hosts import clients
from streams.hosts.metrics import WorkerMetrics
from streams.hosts.stopping import stop
from streams.settings import Settings
from streams.web.address import partition

logger = logging.getLogger(__name__)

SITE = "canary.invalid"  # RFC 6761: never anybody's
ANSWER_SECONDS_MAX = 60.0  # then another one is sent; the age goes on growing
RETRY_SECONDS = 5.0
STOP_SECONDS_MAX = 3.0
TEXT = """The canary of this rowback sings

This page is not news. It is sent by a worker or a poller, and comes through as long as everything works.

Whoever listens to what is said may leave its site out: nothing is ever revised here, and nothing is copied.
"""


def capture(event_id: str, at: float) -> bytes:
    """Return the canary as a capture of ``article.raw``."""
    value = {
        "event_id": event_id,
        "url": f"https://{SITE}/",
        "captured_at": datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z"),
        "status": 200,
        "content_type": "text/plain",
        "body": TEXT,
        "source": "canary",
    }
    return orjson.dumps(value)


def is_answer(value: bytes | None, event_id: str) -> bool:
    """Tell whether a message of ``capture.settled`` is about this canary."""
    if value is None or event_id.encode() not in value:
        return False
    settled = orjson.loads(value)
    return isinstance(settled, dict) and settled.get("event_id") == event_id


@contextlib.asynccontextmanager
async def singing(settings: Settings, metrics: WorkerMetrics) -> AsyncIterator[None]:
    """Send canaries while the context lasts, where the settings ask for them."""
    if settings.canary_seconds is None:
        yield
        return
    canary = Canary(settings, settings.canary_seconds, uuid.uuid4().hex[:8], metrics)
    task = asyncio.create_task(canary.run(), name="canary")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task], timeout=STOP_SECONDS_MAX)


class Canary:
    """Sends one every ``seconds`` and waits for what becomes of it."""

    def __init__(self, settings: Settings, seconds: float, sender: str, metrics: WorkerMetrics) -> None:
        self._settings = settings
        self._seconds = seconds
        self._sender = sender
        self._metrics = metrics
        self._where = TopicPartition(topology.SETTLED, partition(SITE, settings.partitions))

    async def run(self) -> None:
        """Go on until cancelled; where Kafka does not answer, the age grows and says so."""
        self._metrics.canary_at = time.time()
        while True:
            try:
                await self._session()
            except (KafkaError, OSError, TimeoutError) as fault:
                logger.warning("the canary did not come through: %r", fault)
            await asyncio.sleep(min(RETRY_SECONDS, self._seconds))

    async def _session(self) -> None:
        servers = self._settings.bootstrap_servers
        producer = clients.producer(servers, client_id="canary")
        reader = clients.consumer(servers, client_id="canary", isolation_level="read_committed")
        try:
            await producer.start()
            await reader.start()
            reader.assign([self._where])
            while True:
                await self._sing(producer, reader)
                await asyncio.sleep(self._seconds)
        finally:
            await stop(reader)
            await producer.stop()

    async def _sing(self, producer: AIOKafkaProducer, reader: AIOKafkaConsumer) -> None:
        async with asyncio.timeout(ANSWER_SECONDS_MAX):
            await reader.seek_to_end(self._where)
            await reader.position(self._where)  # where to read from is decided before it is sent
            at = time.time()
            event_id = f"canary-{self._sender}-{at:.3f}"
            raw = capture(event_id, at)
            await producer.send_and_wait(topology.RAW, raw, SITE.encode(), partition=self._where.partition)
            while not any(is_answer(record.value, event_id) for record in await self._read(reader)):
                pass
        self._metrics.canary_at = time.time()

    async def _read(self, reader: AIOKafkaConsumer) -> list[Any]:
        fetched = await reader.getmany(self._where, timeout_ms=1_000)
        return list(fetched.get(self._where, []))
