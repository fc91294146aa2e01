"""Kafka as the hosts rely on it: logs, transactions that happen or do not, fencing, a changelog that is compacted.

A transaction writes messages, changelog records and the group's offsets at once. Its markers, and what an aborted one
had written, take offsets that no reader ever sees. Whoever opens a partition's transactional id fences off the worker
that had it before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from streams.handler import Effects
from streams.messages import Incoming, Outgoing

GAP_MAX = 3


class Fenced(Exception):
    """Another worker has taken the partition over."""


@dataclass(frozen=True)
class Change:
    """A record of a partition's changelog."""

    offset: int
    key: bytes
    value: bytes | None


class Broker:
    """All logs, as a reader of committed messages sees them."""

    def __init__(self, partitions: int, random: Random) -> None:
        self.partitions = partitions
        self.random = random
        self.logs: dict[tuple[str, int], list[Incoming]] = defaultdict(list)
        self.ends: dict[tuple[str, int], int] = defaultdict(int)
        self.changelogs: list[list[Change]] = [[] for _ in range(partitions)]
        self.changelog_ends = [0] * partitions
        self.committed: dict[tuple[str, int], int] = defaultdict(int)
        self.epochs = [0] * partitions

    def write(self, message: Outgoing, timestamp_ms: int = 0) -> Incoming:
        """Append a message to its log."""
        where = (message.topic, message.partition)
        at = message.timestamp_ms if message.timestamp_ms is not None else timestamp_ms
        headers = tuple(message.headers)
        written = Incoming(*where, self.ends[where], message.key, message.value, at, headers)
        self.logs[where].append(written)
        self.ends[where] += 1
        return written

    def open(self, number: int) -> int:
        """Take a partition's transactional id; return the epoch to write with."""
        self.epochs[number] += 1
        return self.epochs[number]

    def is_current(self, number: int, epoch: int) -> bool:
        """Whether nobody has taken the partition over since."""
        return self.epochs[number] == epoch

    def transact(self, number: int, epoch: int, effects: Effects) -> int:
        """Make effects visible at once; return the changelog position behind them. Raises Fenced."""
        if not self.is_current(number, epoch):
            self.waste(effects.outgoing)
            raise Fenced
        self.write_messages(effects.outgoing)
        position = self.write_changes(number, effects.writes)
        self.commit(number, effects.offsets)
        return position

    def write_messages(self, messages: Iterable[Outgoing]) -> None:
        """Append messages, each log's followed by a marker."""
        messages = list(messages)
        for message in messages:
            self.write(message)
        self.waste(messages)

    def waste(self, messages: Iterable[Outgoing]) -> None:
        """Let offsets pass that readers never see: markers, and messages of aborted transactions."""
        for where in sorted({(message.topic, message.partition) for message in messages}):
            self.ends[where] += self.random.randint(1, GAP_MAX)

    def write_changes(self, number: int, writes: dict[bytes, bytes | None]) -> int:
        """Append to a partition's changelog; return the position behind its last record."""
        for key, value in writes.items():
            self.changelogs[number].append(Change(self.changelog_ends[number], key, value))
            self.changelog_ends[number] += 1
        position = self.changelog_ends[number]
        self.changelog_ends[number] += 1
        return position

    def commit(self, number: int, offsets: dict[str, int]) -> None:
        """Move the group's offsets."""
        for topic, offset in offsets.items():
            self.committed[topic, number] = offset

    def read(self, topic: str, number: int, start: int) -> list[Incoming]:
        """Return the messages of a log from an offset on."""
        log = self.logs[topic, number]
        behind = next((at for at in range(len(log), 0, -1) if log[at - 1].offset < start), 0)
        return log[behind:]

    def compact(self, number: int, before: int) -> None:
        """Forget changelog records below an offset that a later record of the same key replaces."""
        newest = {change.key: change.offset for change in self.changelogs[number]}
        self.changelogs[number] = [
            change
            for change in self.changelogs[number]
            if change.offset >= before or newest[change.key] == change.offset
        ]
