"""The handler in memory: topics are lists, a partition's state is a dict. For tests, tools and golden cases.

It keeps the same order as Kafka does: within a partition of a topic by offset, between partitions by turns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from streams import topology
from streams.handler import NO_BOOK, Effects, Handler
from streams.messages import Incoming, Outgoing
from streams.stages.byhand import RuleBook
from streams.web.address import partition

BATCH_MESSAGES = 100


class MemoryStore:
    """The delivered state of one partition."""

    def __init__(self) -> None:
        self.records: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        """Return the value of a key, or None."""
        return self.records.get(key)

    def apply(self, writes: dict[bytes, bytes | None]) -> None:
        """Write a batch's records; None forgets a key."""
        for key, value in writes.items():
            if value is None:
                self.records.pop(key, None)
            else:
                self.records[key] = value


class MemoryHost:
    """All topics and all partitions in one process, without a broker and without a clock."""

    def __init__(self, partitions: int = 4, rules: RuleBook = NO_BOOK) -> None:
        self.partitions = partitions
        self.handler = Handler(partitions, rules)
        self.logs: dict[tuple[str, int], list[Incoming]] = defaultdict(list)
        self.stores = [MemoryStore() for _ in range(partitions)]
        self.read: dict[tuple[str, int], int] = defaultdict(int)

    def append(self, message: Outgoing, timestamp_ms: int = 0) -> Incoming:
        """Write a message to the end of its partition's log and return it as readers will see it."""
        log = self.logs[message.topic, message.partition]
        at = message.timestamp_ms if message.timestamp_ms is not None else timestamp_ms
        written = Incoming(
            message.topic, message.partition, len(log), message.key, message.value, at, tuple(message.headers)
        )
        log.append(written)
        return written

    def produce(self, raw: bytes, site: str, timestamp_ms: int) -> Incoming:
        """Write a capture to ``article.raw`` under the key of its site."""
        where = partition(site, self.partitions)
        return self.append(Outgoing(topology.RAW, where, site.encode(), raw), timestamp_ms)

    def pending(self, number: int) -> list[Incoming]:
        """Return the next messages of a partition, of all topics that stages read.

        Offsets rise, and may have gaps, as Kafka's have where transactions ended.
        """
        found: list[Incoming] = []
        for topic in topology.CONSUMED:
            log = self.logs[topic, number]
            begin = bisect_left(log, self.read[topic, number], key=lambda message: message.offset)
            found += log[begin : begin + BATCH_MESSAGES]
        return found

    def deliver(self, number: int, effects: Effects) -> None:
        """Make a batch's effects visible: messages, state and offsets at once."""
        for message in effects.outgoing:
            self.append(message)
        self.stores[number].apply(effects.writes)
        for topic, offset in effects.offsets.items():
            self.read[topic, number] = offset

    def run(self) -> None:
        """Handle everything there is, until a pass over all partitions finds nothing to do."""
        busy = True
        while busy:
            busy = False
            for number in range(self.partitions):
                if messages := self.pending(number):
                    self.deliver(number, self.handler.handle(messages, self.stores[number]))
                    busy = True

    def topic(self, name: str) -> list[Incoming]:
        """Return all messages of a topic, partition by partition."""
        return [message for number in range(self.partitions) for message in self.logs[name, number]]

    def write_all(self, captures: Iterable[tuple[bytes, str]], timestamp_ms: int) -> list[Incoming]:
        """Write captures in order; ``captures`` yields raw JSON and the site."""
        return [self.produce(raw, site, timestamp_ms) for raw, site in captures]
