"""Reads topics as any subscriber would: committed messages, no group, nothing remembered.

For commands that look on. Messages of different partitions have no order among each other; those that come in at about
the same moment are given in the order of their events' times.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from streams import topology
from streams.hosts import clients
from streams.hosts.connection import cluster_id
from streams.hosts.stopping import stop
from streams.hosts.topics import TopicsError

READ_MILLISECONDS = 300
GATHERED_MAX = 2_000  # messages that are put in order together
SILENCE_SECONDS_MAX = 10.0  # after that the broker is asked whether it is still there

Start = Literal["beginning", "end"] | int
"""Where to begin: the beginning, the end, or a Kafka timestamp in milliseconds."""


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a partition: at most so many messages before it."""

    messages: int


async def partitions_of(bootstrap_servers: str, names: Iterable[str]) -> dict[str, int]:
    """Return the number of partitions of each topic; a topic that does not exist has 0."""
    admin = clients.admin(bootstrap_servers)
    await admin.start()
    try:
        described = await admin.describe_topics(list(names))
    finally:
        await admin.close()
    return {topic["topic"]: len(topic["partitions"]) for topic in described}


async def existing(bootstrap_servers: str, names: Iterable[str]) -> list[TopicPartition]:
    """Return all partitions of topics; raises TopicsError where one of them does not exist."""
    counts = await partitions_of(bootstrap_servers, names)
    if missing := sorted(name for name, count in counts.items() if not count):
        raise TopicsError(
            f"the topic{'s' if len(missing) > 1 else ''} {', '.join(missing)} "
            f"{'do' if len(missing) > 1 else 'does'} not exist at {bootstrap_servers}: `rowback worker` creates them"
        )
    return [TopicPartition(name, number) for name, count in counts.items() for number in range(count)]


@asynccontextmanager
async def reader(bootstrap_servers: str) -> AsyncIterator[AIOKafkaConsumer]:
    """Yield a consumer without a group, which sees committed messages only."""
    consumer = clients.consumer(
        bootstrap_servers,
        isolation_level="read_committed",
        auto_offset_reset="earliest",  # what retention has taken meanwhile is skipped
        max_partition_fetch_bytes=topology.MESSAGE_BYTES_MAX,
    )
    try:
        await consumer.start()
        yield consumer
    finally:  # also where the start has failed: aiokafka complains of a consumer that was not stopped
        await stop(consumer)


async def follow(
    bootstrap_servers: str,
    names: Iterable[str],
    start: Start | Tail,
    *,
    until_end: bool = False,
    finish: asyncio.Event | None = None,
) -> AsyncIterator[ConsumerRecord]:
    """Yield the messages of topics from ``start`` on: for ever, or to where they end.

    ``until_end`` means where they end now, ``finish`` where they end once it is set.
    Raises TopicsError where a topic is missing, NotConnected when the broker has gone away.
    """
    wanted = await existing(bootstrap_servers, names)
    async with reader(bootstrap_servers) as consumer:
        consumer.assign(wanted)
        ends = await consumer.end_offsets(wanted)
        for tp, offset in (await _starts(consumer, wanted, ends, start)).items():
            consumer.seek(tp, offset)
        heard = time.monotonic()
        while True:
            if finish is not None and finish.is_set() and not until_end:
                ends, until_end = await consumer.end_offsets(wanted), True
            if until_end and not (wanted := [tp for tp in wanted if await consumer.position(tp) < ends[tp]]):
                return
            records = await _gathered(consumer, wanted)
            if records:
                heard = time.monotonic()
            elif time.monotonic() - heard > SILENCE_SECONDS_MAX:
                await cluster_id(bootstrap_servers)
                heard = time.monotonic()
            for record in sorted(records, key=_event_time):
                if not until_end or record.offset < ends[TopicPartition(record.topic, record.partition)]:
                    yield record


async def _gathered(consumer: AIOKafkaConsumer, wanted: list[TopicPartition]) -> list[ConsumerRecord]:
    """Return what comes in a short while, or is there in great number: one fetch alone often is of one partition."""
    records: list[ConsumerRecord] = []
    ends_at = time.monotonic() + READ_MILLISECONDS / 1000
    while len(records) < GATHERED_MAX and (left := ends_at - time.monotonic()) > 0:
        fetched = await consumer.getmany(*wanted, timeout_ms=int(left * 1000))
        records += [record for found in fetched.values() for record in found]
    return records


def _event_time(record: ConsumerRecord) -> tuple[bytes, int]:
    return next((value for name, value in record.headers if name == "ce_time"), b""), record.timestamp


async def _starts(
    consumer: AIOKafkaConsumer, wanted: list[TopicPartition], ends: dict[TopicPartition, int], start: Start | Tail
) -> dict[TopicPartition, int]:
    if start == "end":
        return ends
    if start == "beginning":
        return dict(await consumer.beginning_offsets(wanted))
    if isinstance(start, Tail):
        first = await consumer.beginning_offsets(wanted)
        return {tp: max(first[tp], ends[tp] - start.messages) for tp in wanted}
    found = await consumer.offsets_for_times(dict.fromkeys(wanted, start))
    return {tp: at.offset if (at := found.get(tp)) else ends[tp] for tp in wanted}


async def read_one(bootstrap_servers: str, name: str, partition: int, offset: int) -> ConsumerRecord | None:
    """Return the message at an offset, None where there is none (never written, aborted, or no longer kept)."""
    where = TopicPartition(name, partition)
    if where not in await existing(bootstrap_servers, [name]):
        return None
    async with reader(bootstrap_servers) as consumer:
        consumer.assign([where])
        first, end = (await consumer.beginning_offsets([where]))[where], (await consumer.end_offsets([where]))[where]
        if not first <= offset < end:
            return None
        consumer.seek(where, offset)
        while await consumer.position(where) < offset + 1:
            for record in (await consumer.getmany(where, timeout_ms=READ_MILLISECONDS)).get(where, []):
                return record if record.offset == offset else None
    return None
