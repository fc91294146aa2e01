"""A worker as the host in ``streams/hosts`` behaves: it takes a partition over, rebuilds its state, and handles.

The order of things is that of ``partition.py`` and ``delivery.py``: open the transactional id, apply what the changelog
holds beyond the store's position, read from the group's offsets, handle a batch, deliver it, apply it to the store.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from streams import topology
from streams.handler import Effects, Handler, offsets_of
from streams.messages import Incoming
from tests.simulation.broker import Broker

BATCH_MESSAGES_MAX = 12


class Lost(Exception):
    """The input goes on behind where the state stands: messages between them would never be handled."""


@dataclass
class Store:
    """The state of a partition on a worker's disk, with the changelog position that it stands at."""

    records: dict[bytes, bytes] = field(default_factory=dict)
    position: int = 0

    def get(self, key: bytes) -> bytes | None:
        return self.records.get(key)

    def apply(self, writes: dict[bytes, bytes | None], position: int) -> None:
        for key, value in writes.items():
            if value is None:
                self.records.pop(key, None)
            else:
                self.records[key] = value
        self.position = position

    def copy(self) -> Store:
        return Store(dict(self.records), self.position)


@dataclass
class Session:
    """A partition in the hands of a worker, until it is taken away or the worker dies."""

    number: int
    epoch: int
    store: Store
    positions: dict[str, int]


@dataclass
class Batch:
    """What a worker has handled and not yet delivered; ``positions`` is where reading goes on after it."""

    session: Session
    effects: Effects
    positions: dict[str, int]


class Worker:
    """A process with a disk. The disk outlives it."""

    def __init__(self, broker: Broker, handler: Handler, random: Random) -> None:
        self.broker = broker
        self.handler = handler
        self.random = random
        self.disk: dict[int, Store] = {}
        self.sessions: dict[int, Session] = {}

    def take_over(self, number: int, read_again: int = 0) -> Session:
        """Open a partition; reading starts up to ``read_again`` messages before the group's offsets."""
        epoch = self.broker.open(number)
        store = self.disk.setdefault(number, Store())
        self.catch_up(number, store)
        positions = {topic: self.start_of(topic, number, read_again) for topic in topology.CONSUMED}
        self.sessions[number] = Session(number, epoch, store, positions)
        return self.sessions[number]

    def start_of(self, topic: str, number: int, read_again: int) -> int:
        """Where reading starts: at the group's offset, or before it where that was lost."""
        return max(0, self.broker.committed[topic, number] - self.random.randint(0, read_again))

    def catch_up(self, number: int, store: Store, records_max: int | None = None) -> None:
        """Apply the changelog beyond the store's position in pieces, as fetches bring them; it may break off."""
        missing = [change for change in self.broker.changelogs[number] if change.offset >= store.position]
        for start in range(0, min(len(missing), records_max or len(missing)), 7):
            piece = missing[start : start + 7]
            store.apply({change.key: change.value for change in piece}, piece[-1].offset + 1)

    def handle(self, session: Session) -> Batch | None:
        """Handle some of what there is to read, topics in any mixture; None where there is nothing."""
        messages: list[Incoming] = []
        positions = dict(session.positions)
        done = offsets_of(session.store)
        for topic in self.random.sample(topology.CONSUMED, len(topology.CONSUMED)):
            waiting = self.broker.read(topic, session.number, positions[topic])
            if not waiting or self.random.random() < 0.3:
                continue
            if positions[topic] > done.get(topic, 0):
                raise Lost(f"{topic}/{session.number}: read on from {positions[topic]}, the state is at {done}")
            chosen = waiting[: self.random.randint(1, BATCH_MESSAGES_MAX)]
            positions[topic] = chosen[-1].offset + 1
            messages = self._mixed(messages, chosen)
        if not messages:
            return None
        return Batch(session, self.handler.handle(messages, session.store), positions)

    def _mixed(self, some: list[Incoming], others: list[Incoming]) -> list[Incoming]:
        """Both in one sequence, each in its own order."""
        turns = [True] * len(some) + [False] * len(others)
        self.random.shuffle(turns)
        left, right = iter(some), iter(others)
        return [next(left) if turn else next(right) for turn in turns]

    def deliver(self, batch: Batch) -> int | None:
        """Make a batch visible; return the changelog position behind it, None where all was handled before."""
        if not batch.effects.offsets:
            return None
        return self.broker.transact(batch.session.number, batch.session.epoch, batch.effects)

    def apply(self, batch: Batch, position: int | None) -> None:
        """Remember what was delivered, and read on behind it."""
        if position is not None:
            batch.session.store.apply(batch.effects.writes, position)
        batch.session.positions = batch.positions

    def die(self) -> None:
        """Lose everything but the disk."""
        self.sessions.clear()
