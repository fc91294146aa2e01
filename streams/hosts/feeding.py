"""Writes captures to ``article.raw``: in order, in batches, and remembers where each of them went.

A feeder with a run's name marks what it writes with the name and the capture's number, so that one who goes on after a
crash finds on the topic what was written already (``resume``), and writes the rest. What one producer writes to a
partition stands there without gaps, so that the order of a site's captures is kept.
"""

from __future__ import annotations

import asyncio
import time
from array import array

from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.structs import RecordMetadata

from streams import topology
from streams.hosts import clients
from streams.hosts.collecting import origin_of, read_to_end
from streams.messages import Incoming
from streams.rejection import rejection, settled_as_rejected
from streams.stages.clean import Rejected
from streams.web.address import partition

BATCH_BYTES_MAX = 900 * 1024
VALUE_BYTES_MAX = topology.MESSAGE_BYTES_MAX - 64 * 1024  # what the topic takes, less room for key and headers
BATCHES_UNDER_WAY_MAX = 32
UNWRITTEN = -1  # stands for the partition of what was rejected before it was written
SOURCE = "producer"  # and for its topic, in the origin of what is said about it
RUN = "rowback_replay"  # header: the run that wrote the capture, and its number within, as run/number
LINGER_SECONDS = 0.2  # a slow source must not wait for a batch to fill


class Feeder:
    """A producer of captures. ``origins`` tells, for the n-th capture written, its partition and offset."""

    def __init__(self, bootstrap_servers: str, partitions: int, run: str | None = None) -> None:
        self.partitions = partitions
        self.run = run
        self.numbers = array("l")
        self.offsets = array("q")
        self._producer = clients.producer(
            bootstrap_servers,
            enable_idempotence=True,
            max_batch_size=BATCH_BYTES_MAX,
            max_request_size=topology.MESSAGE_BYTES_MAX,
        )
        self._servers = bootstrap_servers
        self._written: dict[int, tuple[int, int]] = {}  # before a crash: partition and offset of a capture's number
        self._open: dict[int, tuple[BatchBuilder, list[int], float]] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Connect."""
        await self._producer.start()

    async def stop(self) -> None:
        """Write what is left and disconnect."""
        await self.flush()
        await self._producer.stop()

    async def resume(self, starts: dict[str, dict[int, int]]) -> int:
        """Find what this run has written since ``starts`` (by topic and partition); return how many captures."""
        mark = f"{self.run}/".encode()
        async for record in read_to_end(self._servers, topology.RAW, self.partitions, starts[topology.RAW]):
            for name, value in record.headers:
                if name == RUN and value.startswith(mark):
                    self._written[int(value[len(mark) :])] = (record.partition, record.offset)
        async for record in read_to_end(self._servers, topology.SETTLED, self.partitions, starts[topology.SETTLED]):
            origin = origin_of(record)
            if origin is not None and origin[0] == SOURCE:
                self._written[origin[2]] = (UNWRITTEN, origin[2])
        return len(self._written)

    def _was_written(self, index: int) -> bool:
        found = self._written.pop(index, None)
        if found is not None:
            self.numbers.append(found[0])
            self.offsets.append(found[1])
        return found is not None

    async def write(self, raw: bytes, site: str | None) -> int:
        """Write a capture (JSON bytes) to its site's partition; return its number, from 0 on.

        Without a site it goes to partition 0, where it is rejected with a reason or forwarded.
        """
        index = len(self.numbers)
        if self._was_written(index):
            return index
        number = partition(site, self.partitions) if site else 0
        self.numbers.append(number)
        self.offsets.append(-1)
        key = site.encode() if site else None
        headers = [(RUN, f"{self.run}/{index}".encode())] if self.run else []
        batch, indexes, since = self._open.get(number) or (self._producer.create_batch(), [], time.monotonic())
        if batch.append(timestamp=None, key=key, value=raw, headers=headers) is None:
            await self._send(number)
            batch, indexes, since = self._producer.create_batch(), [], time.monotonic()
            batch.append(timestamp=None, key=key, value=raw, headers=headers)
        indexes.append(index)
        self._open[number] = (batch, indexes, since)
        return index

    async def reject(self, head: bytes, size: int, sha256: str) -> None:
        """Say of a capture that is too large for the topic why it was not written: size, hash and beginning."""
        index = len(self.numbers)
        if self._was_written(index):
            return
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
