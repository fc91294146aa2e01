"""Reads public topics into files: one JSON Lines file a topic, and one line for each capture with its outcome.

A line is the event's value with its CloudEvents attributes before it (``ce_id``, ``ce_time``, ``ce_subject``), in the
order of time and id, so that two runs over the same captures give the same files.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
from aiokafka import ConsumerRecord, TopicPartition

from streams import topology
from streams.hosts import clients
from streams.hosts.reading import reader
from streams.hosts.stopping import stop
from streams.messages import ORIGIN

READ_MILLISECONDS = 500
COUNTED = (topology.SETTLED, topology.REJECTED)
SHOWN_HEADERS = ("ce_id", "ce_time", "ce_subject")

Origin = tuple[str, int, int]


async def read_to_end(
    bootstrap_servers: str, topic: str, partitions: int, starts: dict[int, int]
) -> AsyncIterator[ConsumerRecord]:
    """Yield the committed messages of a topic from ``starts`` (by partition) to what is the end now.

    The end is that of the log. A reader of committed messages is told an earlier one while a transaction is open, and
    for a moment after its commit: the markers reach the partitions one by one.
    """
    ends = (await ends_of(bootstrap_servers, [topic], partitions))[topic]
    async with reader(bootstrap_servers) as consumer:
        wanted = [TopicPartition(topic, n) for n in range(partitions)]
        consumer.assign(wanted)
        for tp in wanted:
            consumer.seek(tp, starts.get(tp.partition, 0))
        while open_ones := [tp for tp in wanted if await consumer.position(tp) < ends[tp.partition]]:
            for records in (await consumer.getmany(*open_ones, timeout_ms=READ_MILLISECONDS)).values():
                for record in records:
                    yield record


async def ends_of(bootstrap_servers: str, topics: list[str], partitions: int) -> dict[str, dict[int, int]]:
    """Return where topics end now, open transactions included, by topic and partition."""
    consumer = clients.consumer(bootstrap_servers)
    try:
        await consumer.start()
        wanted = [TopicPartition(topic, n) for topic in topics for n in range(partitions)]
        ends = await consumer.end_offsets(wanted)
    finally:
        await stop(consumer)
    found: dict[str, dict[int, int]] = {topic: {} for topic in topics}
    for tp, end in ends.items():
        found[tp.topic][tp.partition] = end
    return found


def line_of(record: ConsumerRecord) -> tuple[str, str, bytes]:
    """Return (time, id, JSON line) of an event."""
    headers = {name: value.decode() for name, value in record.headers if name in SHOWN_HEADERS}
    value = orjson.loads(record.value) if record.value else None
    known = {name: headers[name] for name in SHOWN_HEADERS if name in headers}
    line = orjson.dumps({**known, **(value or {})}, option=orjson.OPT_APPEND_NEWLINE)
    return headers.get("ce_time", ""), headers.get("ce_id", ""), line


def origin_of(record: ConsumerRecord) -> Origin | None:
    """Return where the capture of an outcome was written: topic, partition, offset."""
    for name, value in record.headers:
        if name == ORIGIN:
            topic, number, offset = value.decode().rsplit("/", 2)
            return topic, int(number), int(offset)
    return None


def _capture_of(record: ConsumerRecord) -> str:
    """Return which capture or message an outcome or a rejection is about."""
    if record.topic == topology.SETTLED:
        return str(origin_of(record))
    return str(orjson.loads(record.value or b"{}").get("origin"))


class Collector:
    """Collects what a replay has said."""

    def __init__(self, bootstrap_servers: str, partitions: int, starts: dict[str, dict[int, int]]) -> None:
        self._servers = bootstrap_servers
        self._partitions = partitions
        self._starts = starts
        self.counts: dict[str, int] = {}

    async def write_topics(self, out: Path) -> None:
        """Write ``out/<topic>.jsonl`` for each public topic but the raw one, every event once."""
        for topic in topology.PUBLIC:
            if topic != topology.RAW:
                lines: dict[tuple[str, str, str], bytes] = {}
                async for record in self._read(topic):
                    time, identity, line = line_of(record)
                    # Two captures that are alike to the byte are two captures; any other repeated id is a repeat.
                    lines[time, identity, _capture_of(record) if topic in COUNTED else ""] = line
                ordered = [lines[key] for key in sorted(lines)]
                self.counts[topic] = len(ordered)
                path = out / f"{topic}.jsonl"
                await asyncio.to_thread(path.write_bytes, b"".join(ordered))

    def _read(self, topic: str) -> AsyncIterator[ConsumerRecord]:
        return read_to_end(self._servers, topic, self._partitions, self._starts.get(topic, {}))

    async def outcomes(self) -> dict[Origin, dict[str, Any]]:
        """Return the outcome of each capture by where it was written."""
        found = {}
        async for record in self._read(topology.SETTLED):
            if origin := origin_of(record):
                found[origin] = orjson.loads(record.value)
        return found

    async def articles(self) -> dict[str, str]:
        """Return the article of each page that shares one; a page that is not listed is its own article."""
        found: dict[str, str] = {}
        async for record in read_to_end(self._servers, topology.ASSIGNED, self._partitions, {}):
            if record.value:
                value = orjson.loads(record.value)
                found[value["page"]] = value["article"]
        return found


def tally(outcomes: list[dict[str, Any]]) -> Counter[str]:
    """Count outcomes."""
    return Counter(outcome["outcome"] for outcome in outcomes)
