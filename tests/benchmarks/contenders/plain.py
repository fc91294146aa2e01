"""rowback's stages in a plain loop of aiokafka: fetch, handle, send, commit. State in memory, no transactions."""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict

import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.producer.message_accumulator import BatchBuilder

from streams import topology
from streams.handler import Handler
from streams.hosts.memory import MemoryStore
from streams.messages import Incoming, Outgoing

GROUP = "plain"
FETCH_MILLISECONDS = 200
BATCH_BYTES_MAX = 768 * 1024


async def run(bootstrap_servers: str, partitions: int) -> None:
    """Handle what comes, until killed."""
    consumer = AIOKafkaConsumer(
        *topology.CONSUMED,
        bootstrap_servers=bootstrap_servers,
        group_id=GROUP,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=1024 * 1024,
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap_servers, max_batch_size=BATCH_BYTES_MAX, max_request_size=topology.MESSAGE_BYTES_MAX
    )
    await consumer.start()
    await producer.start()
    handler = Handler(partitions)
    stores = [MemoryStore() for _ in range(partitions)]
    while True:
        fetched = await consumer.getmany(timeout_ms=FETCH_MILLISECONDS)
        if not fetched:
            continue
        offsets: dict[TopicPartition, int] = {}
        outgoing: list[Outgoing] = []
        for number, records in by_partition(fetched).items():
            effects = handler.handle([incoming(record) for record in records], stores[number])
            stores[number].apply(effects.writes)
            outgoing += effects.outgoing
            offsets |= {TopicPartition(topic, number): offset for topic, offset in effects.offsets.items()}
        await send(producer, outgoing)
        await consumer.commit(offsets)


def by_partition(fetched: dict[TopicPartition, list[ConsumerRecord]]) -> dict[int, list[ConsumerRecord]]:
    """Return what was fetched, partition by partition, each topic in its order."""
    found: dict[int, list[ConsumerRecord]] = defaultdict(list)
    for tp, records in fetched.items():
        found[tp.partition] += records
    return found


def incoming(record: ConsumerRecord) -> Incoming:
    """Return a record as the handler reads it."""
    return Incoming(
        record.topic, record.partition, record.offset, record.key, record.value, record.timestamp, tuple(record.headers)
    )


async def send(producer: AIOKafkaProducer, messages: list[Outgoing]) -> None:
    """Send messages in batches and wait until they are acknowledged."""
    groups: dict[tuple[str, int], list[Outgoing]] = defaultdict(list)
    for message in messages:
        groups[message.topic, message.partition].append(message)
    futures = []
    for (topic, number), group in groups.items():
        batch = producer.create_batch()
        for message in group:
            if not append(batch, message):
                futures.append(await producer.send_batch(batch, topic, partition=number))
                batch = producer.create_batch()
                append(batch, message)
        futures.append(await producer.send_batch(batch, topic, partition=number))
    await asyncio.gather(*futures)


def append(batch: BatchBuilder, message: Outgoing) -> bool:
    """Add a message to a batch; False where it is full."""
    headers = list(message.headers)
    added = batch.append(timestamp=message.timestamp_ms, key=message.key, value=message.value, headers=headers)
    return added is not None


if __name__ == "__main__":
    uvloop.run(run(sys.argv[1], int(sys.argv[2])))
