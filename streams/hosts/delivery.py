"""Delivered, then remembered: the effects of a batch in one Kafka transaction, and the state rebuilt from it.

A partition has one transactional id. Whoever opens it fences off the worker that had the partition before, so that
nothing it still has in hand can be written. One transaction holds the outputs, the changelog of the tables and the
consumer group's offsets. Only when it is committed are the records applied to the store on disk; after a crash between
the two the changelog says what the store has missed. Nobody else writes to the changelog partition.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterable

from aiokafka import TopicPartition
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.structs import RecordMetadata

from streams import topology
from streams.handler import Effects
from streams.hosts import clients
from streams.hosts.store import DiskStore
from streams.messages import Outgoing
from streams.settings import Settings

logger = logging.getLogger(__name__)

BATCH_BYTES_MAX = 768 * 1024
DELIVERY_SECONDS_MAX = 30.0  # a transaction takes milliseconds; one that hangs is begun anew by a new producer
STOP_SECONDS_MAX = 3.0
CATCH_UP_RECORDS = 5_000  # at once: other partitions, timers and health answers go on in between
CATCH_UP_SECONDS_MAX = 600.0  # of silence from the broker, not of work: a read that brings records starts it anew


class Delivery:
    """The transactional producer of one partition."""

    def __init__(self, number: int, settings: Settings, changelog: str = topology.CHANGELOG) -> None:
        self.number = number
        self.group = settings.app_id
        self._changelog = changelog
        self._producer = clients.producer(
            settings.bootstrap_servers,
            client_id=f"{settings.app_id}-{number}",
            transactional_id=f"{settings.app_id}-{number}",
            transaction_timeout_ms=int(settings.transaction_timeout_seconds * 1000),
            max_request_size=topology.MESSAGE_BYTES_MAX,
            max_batch_size=BATCH_BYTES_MAX,
            request_timeout_ms=20_000,
            retry_backoff_ms=20,  # the broker asks for a retry while it still closes the transaction before
        )

    async def start(self) -> None:
        """Take the partition over: from here on its former owner can write nothing."""
        await self._producer.start()

    async def stop(self) -> None:
        """Close the producer; an open transaction is aborted by the next owner."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS_MAX):
                await self._producer.stop()

    async def deliver(self, effects: Effects) -> int:
        """Write everything in one transaction; return the changelog position behind it.

        Raises aiokafka's ProducerFenced where another worker has taken the partition, KafkaError otherwise, and
        TimeoutError after ``DELIVERY_SECONDS_MAX``: whether the transaction took place is then in the changelog.
        """
        async with asyncio.timeout(DELIVERY_SECONDS_MAX):
            return await self._transaction(effects)

    async def _transaction(self, effects: Effects) -> int:
        await self._producer.begin_transaction()
        changes = [
            Outgoing(self._changelog, self.number, key, value)  # type: ignore[arg-type]  # None is a tombstone
            for key, value in effects.writes.items()
        ]
        sent = await self._send([*effects.outgoing, *changes])
        offsets = {TopicPartition(topic, self.number): offset for topic, offset in effects.offsets.items()}
        if offsets:
            await self._producer.send_offsets_to_transaction(offsets, self.group)
        written = await asyncio.gather(*(future for _, _, future in sent))
        await self._producer.commit_transaction()
        return max(
            int(metadata.offset) + count
            for (topic, count, _), metadata in zip(sent, written, strict=True)
            if topic == self._changelog
        )

    async def _send(self, messages: Iterable[Outgoing]) -> list[tuple[str, int, asyncio.Future[RecordMetadata]]]:
        groups: dict[tuple[str, int], list[Outgoing]] = {}
        for message in messages:
            groups.setdefault((message.topic, message.partition), []).append(message)
        sent = []
        for (topic, number), group in groups.items():
            for batch in self._batches(group):
                future = await self._producer.send_batch(batch, topic, partition=number)
                sent.append((topic, batch.record_count(), future))
        return sent

    def _batches(self, messages: list[Outgoing]) -> list[BatchBuilder]:
        batches = [self._producer.create_batch()]
        for message in messages:
            if not _append(batches[-1], message):
                batches.append(self._producer.create_batch())
                _append(batches[-1], message)
        return batches


def _append(batch: BatchBuilder, message: Outgoing) -> bool:
    appended = batch.append(
        timestamp=message.timestamp_ms, key=message.key, value=message.value, headers=list(message.headers)
    )
    return appended is not None


async def catch_up(store: DiskStore, number: int, settings: Settings, changelog: str = topology.CHANGELOG) -> int:
    """Apply to a store what the changelog holds beyond its position; return the number of records read.

    To be called once the partition is taken over: then the changelog has an end that does not move.
    """
    where = TopicPartition(changelog, number)
    reader = clients.consumer(
        settings.bootstrap_servers,
        isolation_level="read_committed",
        auto_offset_reset="none",
        max_partition_fetch_bytes=topology.MESSAGE_BYTES_MAX,
    )
    await reader.start()
    try:
        reader.assign([where])
        first = (await reader.beginning_offsets([where]))[where]
        end = (await reader.end_offsets([where]))[where]
        if store.position > end:
            # The same cluster id, but another log: the broker was set up anew, as a container without its volume is.
            logger.warning("partition %s: the tables on disk are of a Kafka that is no more, and start anew", number)
            store.clear()
        reader.seek(where, max(first, store.position))
        count = 0
        while (at := await reader.position(where)) < end:
            fetching = reader.getmany(where, timeout_ms=1000, max_records=CATCH_UP_RECORDS)
            fetched = await asyncio.wait_for(fetching, CATCH_UP_SECONDS_MAX)
            records = fetched.get(where, [])
            if not records and await reader.position(where) == at:
                continue
            count += len(records)
            store.apply({r.key: r.value for r in records}, await reader.position(where))
            await asyncio.sleep(0)
        return count
    finally:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS_MAX):
                await reader.stop()
