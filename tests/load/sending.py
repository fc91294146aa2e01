"""The open loop: every capture has a time at which it is meant to be sent, whatever became of those before it.

A generator that waits for answers sends less as soon as the other side is slow, and never sees the queue that real
sources would have built up (coordinated omission). Here the schedule is drawn beforehand, arrivals at random as those
of many sites are (a Poisson process), and latency counts from the intended time: a capture that could not be sent in
time has waited already.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from random import Random

from aiokafka import AIOKafkaProducer

from streams import topology
from streams.hosts import clients
from streams.web.address import partition
from tests.benchmarks.captures import Capture
from tests.load.ledger import Entry

LEAD_SECONDS = 0.2  # before the first capture is due


def schedule(count: int, rate: float, random: Random) -> list[float]:
    """Return so many times in seconds from the beginning, in order, ``rate`` a second on average."""
    at, times = 0.0, []
    for _ in range(count):
        at += random.expovariate(rate)
        times.append(at)
    return times


class Sender:
    """Writes captures to ``article.raw`` one by one, as pollers do: no batch is waited for."""

    def __init__(self, servers: str, partitions: int) -> None:
        self._partitions = partitions
        self._producer: AIOKafkaProducer = clients.producer(
            servers, enable_idempotence=True, max_request_size=topology.MESSAGE_BYTES_MAX, max_batch_size=1024 * 1024
        )

    async def start(self) -> None:
        """Connect."""
        await self._producer.start()

    async def stop(self) -> None:
        """Disconnect."""
        await self._producer.stop()

    async def send(self, captures: Sequence[Capture], times: Sequence[float]) -> list[Entry]:
        """Send each capture at its time; return their entries when Kafka has taken all of them."""
        began = time.monotonic() + LEAD_SECONDS
        entries, under_way = [], []
        for capture, at in zip(captures, times, strict=True):
            entry = Entry(capture.kind, due=began + at)
            entries.append(entry)
            if (pause := entry.due - time.monotonic()) > 0:
                await asyncio.sleep(pause)
            number = partition(capture.site, self._partitions)
            future = await self._producer.send(topology.RAW, capture.raw, key=capture.site.encode(), partition=number)
            future.add_done_callback(partial(_written, entry))
            under_way.append(future)
        await asyncio.gather(*under_way)
        return entries


def _written(entry: Entry, future: asyncio.Future[object]) -> None:
    if not future.cancelled() and future.exception() is None:
        metadata = future.result()
        entry.written = time.monotonic()
        entry.where = (metadata.partition, metadata.offset)  # type: ignore[attr-defined]
