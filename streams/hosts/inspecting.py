"""Looks at a running system from outside: topics, workers, what they own and how far behind they are.

Nothing is started or changed. Counts of outcomes are of the newest messages only, so that a look costs the same however
long a system has been running.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.coordinator.protocol import ConsumerProtocolMemberAssignment
from aiokafka.errors import KafkaError

from streams import topology
from streams.hosts import clients
from streams.hosts.connection import Connection
from streams.hosts.reading import Tail, follow, partitions_of, reader

SAMPLE_SECONDS = 1.5  # between two looks at what waits
PROBE_MILLISECONDS = 300
PROBES_MAX = 10
NEVER_SEEN = "Dead"  # what Kafka calls a group that it does not know

Positions = dict[TopicPartition, int]


@dataclass(slots=True)
class Worker:
    """A member of the group, and the partitions that it owns of every topic."""

    name: str
    host: str
    partitions: list[int]


@dataclass(slots=True)
class Sample:
    """One look at what waits. ``behind`` counts messages that are there and not handled, by topic."""

    behind: dict[str, int]
    handled: int
    seconds: float


@dataclass(slots=True)
class Inspection:
    """What was found. ``topics`` gives the number of partitions, 0 where a topic is missing.

    ``was_polled``: pollers have remembered something here. ``quiet_seconds``: since the newest capture was settled,
    None where none was.
    """

    bootstrap_servers: str
    cluster_id: str
    group: str
    group_state: str
    topics: dict[str, int]
    workers: list[Worker] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    rejected: Counter[tuple[str, str]] = field(default_factory=Counter)
    pollers: list[Worker] = field(default_factory=list)
    was_polled: bool = False
    quiet_seconds: float | None = None

    @property
    def behind(self) -> dict[str, int]:
        """What waits now, by topic."""
        return self.samples[-1].behind if self.samples else {}

    @property
    def handled_a_second(self) -> float | None:
        """Messages handled a second between the two looks, None where there was only one."""
        if len(self.samples) < 2:
            return None
        first, last = self.samples[0], self.samples[-1]
        return (last.handled - first.handled) / max(last.seconds - first.seconds, 0.001)


async def inspect(kafka: Connection, group: str, newest: int) -> Inspection:
    """Look at everything; ``newest`` messages of each partition are counted for outcomes and rejections."""
    servers = kafka.bootstrap_servers
    counts = await partitions_of(servers, [topic.name for topic in topology.TOPICS])
    admin = clients.admin(servers)
    await admin.start()
    try:
        state, workers = await _group(admin, group)
        found = Inspection(servers, kafka.cluster_id, group, state, counts, workers)
        _, found.pollers = await _group(admin, f"{group}-poll")
        inputs = [TopicPartition(name, number) for name in topology.CONSUMED for number in range(counts[name])]
        if inputs:
            async with reader(servers) as consumer:
                remembered = [
                    TopicPartition(topology.POLL_CHANGELOG, n) for n in range(counts[topology.POLL_CHANGELOG])
                ]
                found.was_polled = any((await consumer.end_offsets(remembered)).values()) if remembered else False
                found.samples.append(await _sample(admin, consumer, group, inputs))
                if any(found.behind.values()):
                    await asyncio.sleep(SAMPLE_SECONDS)
                    found.samples.append(await _sample(admin, consumer, group, inputs))
    finally:
        await admin.close()
    await _count(found, servers, counts, newest)
    return found


async def _count(found: Inspection, servers: str, counts: dict[str, int], newest: int) -> None:
    """Count what became of the newest captures, and for what reasons messages were rejected."""
    newest_ms = 0
    if counts[topology.SETTLED]:
        async for record in follow(servers, [topology.SETTLED], Tail(newest), until_end=True):
            found.outcomes[_words(record.value, "outcome")[0]] += 1
            newest_ms = max(newest_ms, record.timestamp)
    if newest_ms:
        found.quiet_seconds = max(0.0, time.time() - newest_ms / 1000)
    if counts[topology.REJECTED]:
        async for record in follow(servers, [topology.REJECTED], Tail(newest), until_end=True):
            stage, reason = _words(record.value, "stage", "reason")
            found.rejected[stage, reason] += 1


def _words(raw: bytes | None, *names: str) -> list[str]:
    try:
        value = orjson.loads(raw or b"null")
    except orjson.JSONDecodeError:
        value = None
    return [str(value.get(name)) if isinstance(value, dict) else "unreadable" for name in names]


async def _group(admin: AIOKafkaAdminClient, group: str) -> tuple[str, list[Worker]]:
    """Return the group's state as Kafka calls it, and its members."""
    try:
        responses = await admin.describe_consumer_groups([group])
    except KafkaError:  # a broker that has just started has no coordinator yet, and so no group
        return NEVER_SEEN, []
    _, _, state, _, _, members = responses[0].groups[0][:6]
    workers = []
    for member_id, client_id, host, _, assignment, *_ in members:
        owned: set[int] = set()
        if assignment:
            owned = {tp.partition for tp in ConsumerProtocolMemberAssignment.decode(assignment).partitions()}
        workers.append(Worker(member_id or client_id, host.lstrip("/"), sorted(owned)))
    return state, sorted(workers, key=lambda worker: (worker.partitions, worker.name))


async def _sample(
    admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer, group: str, inputs: list[TopicPartition]
) -> Sample:
    try:
        offsets = await admin.list_consumer_group_offsets(group)
    except KafkaError:
        offsets = {}
    committed = {tp: max(meta.offset, 0) for tp, meta in offsets.items()}
    first: Positions = await consumer.beginning_offsets(inputs)
    ends: Positions = await consumer.end_offsets(inputs)
    starts = {tp: max(committed.get(tp, 0), first[tp]) for tp in inputs}
    gaps = {tp: ends[tp] - starts[tp] for tp in inputs if ends[tp] > starts[tp]}
    behind = dict.fromkeys(topology.CONSUMED, 0)
    for tp in await _with_messages(consumer, gaps, starts, ends):
        behind[tp.topic] += gaps[tp]
    handled = sum(offset for tp, offset in committed.items() if tp in starts)
    return Sample(behind, handled, time.monotonic())


async def _with_messages(
    consumer: AIOKafkaConsumer, gaps: Positions, starts: Positions, ends: Positions
) -> list[TopicPartition]:
    """Return the partitions whose gap holds a message: the markers that transactions leave are none."""
    wanted, found = list(gaps), set()
    consumer.assign(wanted)
    for tp in wanted:
        consumer.seek(tp, starts[tp])
    for _ in range(PROBES_MAX):
        unknown = [tp for tp in wanted if tp not in found and await consumer.position(tp) < ends[tp]]
        if not unknown:
            return [tp for tp in wanted if tp in found]
        found |= {
            tp for tp, records in (await consumer.getmany(*unknown, timeout_ms=PROBE_MILLISECONDS)).items() if records
        }
    return [tp for tp in wanted if tp in found or tp in unknown]
