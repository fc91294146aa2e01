"""From Kafka into the archive: all public topics, all partitions, from the offsets that the archive itself holds.

No consumer group: where reading goes on stands in the archive, in the transaction of the rows. Messages are written in
batches; while reading is behind, batches are big, so that a rebuild is quick.

Captures that an event rests on are fetched afterwards by where they stood on ``article.raw``: most captures change
nothing, and reading them all would cost more than everything else. What retention took before that is gone.
"""

from __future__ import annotations

import asyncio
import functools
import hashlib
import logging
import sqlite3
import time
from collections.abc import Callable, Mapping
from itertools import groupby

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from streams import topology
from streams.archive.archive import Archive, Offsets
from streams.archive.entry import READ
from streams.archive.layout import ArchiveError
from streams.archive.writing import compress
from streams.hosts.connection import cluster_id
from streams.hosts.reading import SILENCE_SECONDS_MAX, existing, reader
from streams.messages import Incoming

logger = logging.getLogger(__name__)

POLL_MS = 500
BATCH_MESSAGES = 2_000
EVIDENCE_AT_ONCE = 200
EVIDENCE_PAUSE_SECONDS = 2.0
NEAR_OFFSETS = 500  # a gap that is read over rather than sought over: a seek throws away what was fetched ahead
SILENT_POLLS_MAX = 6  # at a place where a capture should stand

Wanted = list[tuple[int, int]]


def incoming(record: ConsumerRecord) -> Incoming:
    """Return a record as the rest of rowback knows messages."""
    headers = tuple(record.headers)
    return Incoming(record.topic, record.partition, record.offset, record.key, record.value, record.timestamp, headers)


class Intake:
    """Reads for ever; ``caught_up`` is set while there is nothing left to read, ``lag`` counts what is."""

    def __init__(self, archive: Archive, bootstrap_servers: str) -> None:
        self._archive = archive
        self._servers = bootstrap_servers
        self.caught_up = asyncio.Event()
        self.lag: int | None = None

    async def run(self) -> None:
        """Read events and evidence until cancelled.

        Raises, in a group: TopicsError where a topic is missing, NotConnected when the broker has gone away.
        """
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._events())
            tasks.create_task(self._evidence())

    async def _events(self) -> None:
        wanted = await existing(self._servers, READ)
        known = await asyncio.to_thread(self._archive.offsets)
        async with reader(self._servers) as consumer:
            consumer.assign(wanted)
            self._check(known, await consumer.end_offsets(wanted))
            for tp in wanted:
                consumer.seek(tp, known.get((tp.topic, tp.partition), 0))
            heard = time.monotonic()
            while True:
                found = await consumer.getmany(*wanted, timeout_ms=POLL_MS, max_records=BATCH_MESSAGES)
                await self._take(consumer, [record for records in found.values() for record in records], wanted)
                if found:
                    heard = time.monotonic()
                elif time.monotonic() - heard > SILENCE_SECONDS_MAX:
                    await cluster_id(self._servers)
                    heard = time.monotonic()

    def _check(self, known: Offsets, ends: Mapping[TopicPartition, int]) -> None:
        for tp, end in ends.items():
            if known.get((tp.topic, tp.partition), 0) > end:
                raise ArchiveError(
                    f"{self._archive.path} was read further than {tp.topic} reaches: the topic was made anew since. "
                    "Give another --archive, or move this one away: a new one is made from Kafka"
                )

    async def _take(
        self, consumer: AIOKafkaConsumer, records: list[ConsumerRecord], wanted: list[TopicPartition]
    ) -> None:
        if records:
            messages = [incoming(record) for record in records]
            await self._archive.written(lambda: self._archive.add(messages))
        behind = [(consumer.last_stable_offset(tp) or 0) - await consumer.position(tp) for tp in wanted]
        self.lag = sum(max(0, each) for each in behind)
        if self.lag == 0 and not records:
            self.caught_up.set()
        elif self.lag:
            self.caught_up.clear()

    async def _evidence(self) -> None:
        async with reader(self._servers) as consumer:
            while True:
                if wanted := await self._archive.read(wanted_captures):
                    await self._fetch(consumer, wanted)
                else:
                    await asyncio.sleep(EVIDENCE_PAUSE_SECONDS)

    async def _fetch(self, consumer: AIOKafkaConsumer, wanted: Wanted) -> None:
        there = {tp.partition: tp for tp in await existing(self._servers, [topology.RAW])}
        for number, places in groupby(wanted, lambda place: place[0]):
            offsets = [offset for _, offset in places]
            found = await _read(consumer, there[number], offsets) if number in there else dict.fromkeys(offsets)
            keep = _keeping(number, found)
            await self._archive.written(functools.partial(self._archive.change, keep))


def wanted_captures(connection: sqlite3.Connection) -> Wanted:
    """Return where the captures stand that are to be fetched, in order, some at a time."""
    return connection.execute(
        "SELECT partition, offset FROM captures WHERE fetched = 0 ORDER BY partition, offset LIMIT ?",
        (EVIDENCE_AT_ONCE,),
    ).fetchall()


def _keeping(number: int, found: Mapping[int, bytes | None]) -> Callable[[sqlite3.Connection], None]:
    rows = []
    for offset, raw in found.items():
        digest = None if raw is None else hashlib.sha256(raw).digest()
        rows.append((digest, None if raw is None else compress(raw), number, offset))

    def keep(connection: sqlite3.Connection) -> None:
        connection.executemany(
            "UPDATE captures SET fetched = 1, sha256 = ?, raw = ? WHERE partition = ? AND offset = ?", rows
        )

    return keep


async def _read(consumer: AIOKafkaConsumer, tp: TopicPartition, offsets: list[int]) -> dict[int, bytes | None]:
    """Return the values at offsets (ascending), None where there is none any more.

    Where the broker gives nothing for a while, the rest is left out: it is asked for again.
    """
    consumer.assign([tp])
    first = (await consumer.beginning_offsets([tp]))[tp]
    end = (await consumer.end_offsets([tp]))[tp]
    left = [offset for offset in offsets if first <= offset < end]
    found: dict[int, bytes | None] = {offset: None for offset in offsets if not first <= offset < end}
    position, silent = -NEAR_OFFSETS - 1, 0
    while left and silent < SILENT_POLLS_MAX:
        if left[0] - position > NEAR_OFFSETS or left[0] < position:
            consumer.seek(tp, left[0])
        records = (await consumer.getmany(tp, timeout_ms=POLL_MS)).get(tp, [])
        silent = 0 if records else silent + 1
        position = await consumer.position(tp)
        there = {record.offset: record.value for record in records}
        found |= {offset: there.get(offset) for offset in left if offset < position}
        left = [offset for offset in left if offset >= position]
    return found
