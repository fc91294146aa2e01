"""Judges anew what another Kafka has been told: its captures from the start, and what was said then beside what is now.

Captures are written in the order of their times on the old topic, those of a partition in the order of its offsets, so
that the history of each site stays as it was. What is compared are contents, without ids and versions of judgements:
these change with each version of a judgement by intention.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from aiokafka import ConsumerRecord, TopicPartition

from streams import topology
from streams.captures.items import site_of_line
from streams.hosts.collecting import Collector, Origin, ends_of
from streams.hosts.reading import existing, reader

READ_MILLISECONDS = 500
RECORDS_MAX = 500  # of a partition at once: what waits for the others is kept in memory
UNCOMPARED = ("ce_id", "judgement")
COMPARED = tuple(name for name in topology.PUBLIC if name not in (topology.RAW, topology.SETTLED, topology.ASSIGNED))
NOT_JUDGED = "not judged yet"
BEFORE = "before"
DIFFERENCES = "differences.jsonl"


@dataclass(frozen=True, slots=True)
class Captured:
    """A capture of the old topic: its bytes, its site where it names one, and where it stands."""

    value: bytes
    site: str | None
    origin: Origin


@dataclass(slots=True)
class Compared:
    """What was said before and is said now: by topic (same, only before, only now); captures by (before, now)."""

    events: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    pages_of_other_articles: int = 0


class Old:
    """The Kafka whose captures are judged anew; it is only read."""

    def __init__(self, bootstrap_servers: str, cluster_id: str) -> None:
        self.cluster_id = cluster_id
        self.origins: list[Origin] = []
        self._servers = bootstrap_servers
        self._ends: dict[int, int] = {}

    async def inputs(self) -> list[str]:
        """Return what is read, as a run's journal names it; raises TopicsError where there is no such topic."""
        count = len(await existing(self._servers, [topology.RAW]))
        self._ends = (await ends_of(self._servers, [topology.RAW], count))[topology.RAW]
        return [f"{self.cluster_id}/{topology.RAW}/{number}@{end}" for number, end in sorted(self._ends.items())]

    @property
    def captures_max(self) -> int:
        """How many captures there are at most."""
        return sum(self._ends.values())

    async def captures(self) -> AsyncIterator[Captured]:
        """Yield all that stood there when ``inputs`` was asked for."""
        self.origins = []
        async with reader(self._servers) as consumer:
            wanted = {TopicPartition(topology.RAW, number): end for number, end in self._ends.items()}
            consumer.assign(list(wanted))
            await consumer.seek_to_beginning(*wanted)
            waiting: dict[TopicPartition, deque[ConsumerRecord]] = {tp: deque() for tp in wanted}
            while True:
                hungry = [tp for tp in wanted if not waiting[tp] and await consumer.position(tp) < wanted[tp]]
                if hungry:
                    found = await consumer.getmany(*hungry, timeout_ms=READ_MILLISECONDS, max_records=RECORDS_MAX)
                    for tp, records in found.items():
                        waiting[tp].extend(record for record in records if record.offset < wanted[tp])
                elif ready := [records for records in waiting.values() if records]:
                    record = min(ready, key=lambda records: (records[0].timestamp, records[0].partition)).popleft()
                    origin = (record.topic, record.partition, record.offset)
                    self.origins.append(origin)
                    value = record.value or b""
                    yield Captured(value, site_of_line(value), origin)
                else:
                    return

    async def compared(self, out: Path, outcomes: list[dict[str, Any]], articles: dict[str, str]) -> Compared:
        """Write what was said before to ``out/before``, what differs to ``out/differences.jsonl``; return the counts.

        ``outcomes`` are those of now, in the order in which the captures were read.
        """
        old = Collector(self._servers, len(self._ends), {})
        folder = out / BEFORE
        folder.mkdir(exist_ok=True)
        await old.write_topics(folder)
        found = Compared()
        with (out / DIFFERENCES).open("wb") as file:
            for topic in COMPARED:
                name = f"{topic}.jsonl"
                found.events[topic] = differing(topic, folder / name, out / name, file.write)
        before = await old.outcomes()
        for origin, now in zip(self.origins, outcomes, strict=True):
            said = before.get(origin)
            found.outcomes[said["outcome"] if said else NOT_JUDGED, now["outcome"]] += 1
        then = await old.articles()
        pages = then.keys() | articles.keys()
        found.pages_of_other_articles = sum(then.get(page, page) != articles.get(page, page) for page in pages)
        return found


def differing(topic: str, before: Path, now: Path, write: Any) -> tuple[int, int, int]:
    """Compare two files of events; write a line for each event that one of them does not have; return the counts.

    The counts are (in both, only before, only now). What comes twice counts twice.
    """
    left = Counter(key for key, _ in _events(before))
    same = only_now = only_before = 0
    for key, event in _events(now):
        if left[key]:
            left[key] -= 1
            same += 1
        else:
            only_now += 1
            write(_line(topic, "now", event))
    for key, event in _events(before):
        if left[key]:
            left[key] -= 1
            only_before += 1
            write(_line(topic, BEFORE, event))
    return same, only_before, only_now


def _events(path: Path) -> Iterator[tuple[bytes, dict[str, Any]]]:
    with path.open("rb") as file:
        yield from _keyed(file)


def _keyed(lines: Iterable[bytes]) -> Iterator[tuple[bytes, dict[str, Any]]]:
    for line in lines:
        event: dict[str, Any] = orjson.loads(line)
        told = {name: value for name, value in event.items() if name not in UNCOMPARED}
        if isinstance(told.get("origin"), dict):  # where a rejected capture stood is another place now
            told.pop("origin")
        yield orjson.dumps(told, option=orjson.OPT_SORT_KEYS), event


def _line(topic: str, said: str, event: dict[str, Any]) -> bytes:
    return orjson.dumps({"topic": topic, "said": said, "event": event}, option=orjson.OPT_APPEND_NEWLINE)
