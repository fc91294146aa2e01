"""Writes captures to ``article.raw``: in order, in batches, and remembers where each of them went."""

from __future__ import annotations

import asyncio
import time
from array import array

from aiokafka import AIOKafkaProducer
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.structs import RecordMetadata

from streams import topology
from streams.messages import Incoming
from streams.rejection import rejection, settled_as_rejected
from streams.stages.clean import Rejected
from streams.web.address import partition

BATCH_BYTES_MAX = 900 * 1024
VALUE_BYTES_MAX = topology.MESSAGE_BYTES_MAX - 64 * 1024  # what the topic takes, less room for key and headers
BATCHES_UNDER_WAY_MAX = 32
UNWRITTEN = -1  # stands for the partition of what was rejected before it was written
SOURCE = "producer"  # and for its topic, in the origin of what is said about it
LINGER_SECONDS = 0.2  # a slow source must not wait for a batch to fill


class Feeder:
    """A producer of captures. ``origins`` tells, for the n-th capture written, its partition and offset."""

    def __init__(self, bootstrap_servers: str, partitions: int) -> None:
        self.partitions = partitions
        self.numbers = array("l")
        self.offsets = array("q")
        self._producer = AIOKafkaProducer(
            bootstrap_servers=bootstrap_servers,
            enable_idempotence=True,
            max_batch_size=BATCH_BYTES_MAX,
            max_request_size=topology.MESSAGE_BYTES_MAX,
        )
        self._open: dict[int, tuple[BatchBuilder, list[int], float]] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Connect."""
        await self._producer.start()

    async def stop(self) -> None:
        """Write what is left and disconnect."""
        await self.flush()
        await self._producer.stop()

    async def write(self, raw: bytes, site: str | None) -> int:
        """Write a capture (JSON bytes) to its site's partition; return its number, from 0 on.

        Without a site it goes to partition 0, where it is rejected with a reason or forwarded.
        """
        number = partition(site, self.partitions) if site else 0
        index = len(self.numbers)
        self.numbers.append(number)
        self.offsets.append(-1)
        key = site.encode() if site else None
        batch, indexes, since = self._open.get(number) or (self._producer.create_batch(), [], time.monotonic())
        if batch.append(timestamp=None, key=key, value=raw) is None:
            await self._send(number)
            batch, indexes, since = self._producer.create_batch(), [], time.monotonic()
            batch.append(timestamp=None, key=key, value=raw)
        indexes.append(index)
        self._open[number] = (batch, indexes, since)
        return index

    async def reject(self, head: bytes, size: int, sha256: str) -> None:
        """Say of a capture that is too large for the topic why it was not written: size, hash and beginning."""
        index = len(self.numbers)
        self.numbers.append(UNWRITTEN)
        self.offsets.append(index)
        message = Incoming(SOURCE, 0, index, None, head, 0)
        fault = Rejected("too_large", f"the capture has {size:,} bytes, a message may have {VALUE_BYTES_MAX:,}")
        rejected = rejection(message, "clean", fault, size=size, sha256=sha256)
        for said in (rejected, settled_as_rejected(message, fault)):
            await self._producer.send_and_wait(
                said.topic, said.value, key=said.key, partition=0, headers=list(said.headers)
            )

    async def flush(self) -> None:
        """Wait until all that was written is acknowledged; raises KafkaError where it cannot be."""
        for number in list(self._open):
            await self._send(number)
        while self._under_way:
            await asyncio.gather(*self._under_way)

    async def send_waiting(self) -> None:
        """Send batches that have waited long enough for more."""
        now = time.monotonic()
        for number, (_, _, since) in list(self._open.items()):
            if now - since >= LINGER_SECONDS:
                await self._send(number)

    async def _send(self, number: int) -> None:
        batch, indexes, _ = self._open.pop(number)
        while len(self._under_way) >= BATCHES_UNDER_WAY_MAX:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
        future = await self._producer.send_batch(batch, topology.RAW, partition=number)
        task = asyncio.create_task(self._acknowledged(future, indexes))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _acknowledged(self, future: asyncio.Future[RecordMetadata], indexes: list[int]) -> None:
        metadata = await future
        for step, index in enumerate(indexes):
            self.offsets[index] = metadata.offset + step

    def origins(self) -> list[tuple[str, int, int]]:
        """Return (topic, partition, offset) of each capture, in the order of writing."""
        return [
            (SOURCE, 0, offset) if number == UNWRITTEN else (topology.RAW, number, offset)
            for number, offset in zip(self.numbers, self.offsets, strict=True)
        ]
