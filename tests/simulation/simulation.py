"""One history on several workers that crash, lose partitions and disks, and repeat themselves, all from one seed.

What must hold whatever happens: every capture has one outcome, outcomes, events and articles are those of an
undisturbed run in memory, and keep what every event obeys (``model.py``). What a subscriber sees more than once is
counted as a violation too, except where a pair of versions may be compared again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random

from streams import topology
from streams.handler import NO_BOOK, Handler
from streams.messages import Incoming, Outgoing
from streams.stages.byhand import RuleBook
from streams.web.address import partition
from tests.golden.cases import WRITTEN_AT_MS, home
from tests.golden.matching import Result, gather
from tests.golden.memory import run
from tests.simulation.broker import Broker, Fenced
from tests.simulation.histories import History
from tests.simulation.model import contradictions
from tests.simulation.worker import Batch, Lost, Store, Worker

PARTITIONS_MAX = 5
WORKERS_MAX = 4
FAULTS_MAX = 40
FAULT_SHARE = 0.35  # of steps: far more than in life
STEPS_MAX = 20_000
ONCE = (topology.CLEANED, topology.PAGE_CHANGED, topology.SITE_CHANGED, topology.REJECTED)


@dataclass(frozen=True)
class Parts:
    """What a simulation is made of; the mutation checks exchange them."""

    handler: type[Handler] = Handler
    worker: type[Worker] = Worker
    broker: type[Broker] = Broker
    rules: RuleBook = NO_BOOK


class Simulation:
    """A run. ``faults`` counts what happened to it."""

    def __init__(self, history: History, seed: int, parts: Parts | None = None) -> None:
        parts = parts or Parts()
        self.random = Random(seed)  # noqa: S311 - a seed that replays is the point
        self.partitions = self.random.randint(1, PARTITIONS_MAX)
        self.broker = parts.broker(self.partitions, self.random)
        self.workers = [
            parts.worker(self.broker, parts.handler(self.partitions, parts.rules), self.random)
            for _ in range(self.random.randint(1, WORKERS_MAX))
        ]
        self.history = history
        self.rules = parts.rules
        self.unwritten = [[(n, raw) for raw in sequence] for n, sequence in enumerate(history.sequences)]
        self.homes = [self._put(sequence[0]) for sequence in history.sequences]
        self.written: list[list[Incoming]] = [[] for _ in history.sequences]
        self.zombies: list[tuple[Worker, Batch]] = []
        self.copies: list[tuple[Worker, int, Store]] = []
        self.faults: Counter[str] = Counter()

    def _put(self, raw: bytes) -> tuple[int, bytes | None]:
        """The partition and key under which a producer writes a site: now and then the wrong ones."""
        site = home(raw)
        if site is None or self.random.random() < 0.25:
            return self.random.randrange(self.partitions), b"another key"
        return partition(site, self.partitions), site.encode()

    def run(self) -> list[str]:
        """Run to the end; return what is wrong."""
        try:
            for _ in range(STEPS_MAX):
                if not self._step():
                    return self.violations()
        except Lost as fault:
            return [f"lost: {fault}"]
        return ["no end in sight"]

    def _step(self) -> bool:
        """Do one thing; return whether anything was left to do."""
        waiting = [sequence for sequence in self.unwritten if sequence]
        busy = [n for n in range(self.partitions) if self._unread(n)]
        if not waiting and not busy:
            self._wake_zombies()
            return any(self._unread(n) for n in range(self.partitions))
        if waiting and (not busy or self.random.random() < 0.4):
            self._produce(self.random.choice(waiting))
            return True
        if self._faulty():
            self._disturb()
        self._work(self.random.choice(busy or [0]))
        return True

    def _faulty(self) -> bool:
        return self.faults.total() < FAULTS_MAX and self.random.random() < FAULT_SHARE

    def _unread(self, number: int) -> bool:
        """Whether a partition has input that its committed offsets do not cover."""
        committed = self.broker.committed
        return any(self.broker.read(topic, number, committed[topic, number]) for topic in topology.CONSUMED)

    def _produce(self, sequence: list[tuple[int, bytes]]) -> None:
        for _ in range(self.random.randint(1, 4)):
            if sequence:
                at, raw = sequence.pop(0)
                number, key = self.homes[at]
                message = Outgoing(topology.RAW, number, key, raw)
                self.written[at].append(self.broker.write(message, WRITTEN_AT_MS))

    def _owner(self, number: int) -> Worker:
        """The worker that has a partition; where nobody has, one takes it over."""
        for worker in self.workers:
            if number in worker.sessions:
                return worker
        worker = self.random.choice(self.workers)
        worker.take_over(number, read_again=self.random.choice((0, 0, 5, 1_000)))
        return worker

    def _work(self, number: int) -> None:
        """Let a partition handle a batch, and let something happen to it."""
        worker = self._owner(number)
        batch = worker.handle(worker.sessions[number])
        if batch is None:
            return
        if not self._faulty():
            worker.apply(batch, worker.deliver(batch))
            return
        fault = self.random.choice((self._crash_before, self._crash_after, self._doubt, self._refusal, self._pause))
        self.faults[fault.__name__.strip("_")] += 1
        fault(worker, batch)

    def _crash_before(self, worker: Worker, batch: Batch) -> None:
        """The process dies with a batch in hand; its open transaction is aborted."""
        self.broker.waste(batch.effects.outgoing)
        worker.die()

    def _crash_after(self, worker: Worker, batch: Batch) -> None:
        """The process dies between the broker's word and its own disk."""
        worker.deliver(batch)
        worker.die()

    def _doubt(self, worker: Worker, batch: Batch) -> None:
        """The transaction took place, but the answer was lost: the session starts anew and reads the same again."""
        worker.deliver(batch)
        before = batch.session.positions
        worker.take_over(batch.session.number).positions = before

    def _refusal(self, worker: Worker, batch: Batch) -> None:
        """The broker refused the transaction: the session starts anew and reads the same again."""
        self.broker.waste(batch.effects.outgoing)
        before = batch.session.positions
        worker.take_over(batch.session.number).positions = before

    def _pause(self, worker: Worker, batch: Batch) -> None:
        """The process stands still, loses the partition, and will try to deliver when it wakes."""
        self.zombies.append((worker, batch))
        del worker.sessions[batch.session.number]
        batch.session.store = batch.session.store.copy()
        if self.random.random() < 0.8:
            self._owner(batch.session.number)

    def _wake_zombies(self) -> None:
        """What a worker that lost its partition still has in hand must not become visible."""
        zombies, self.zombies = self.zombies, []
        for worker, batch in zombies:
            current = self.broker.is_current(batch.session.number, batch.session.epoch)
            try:
                worker.deliver(batch)
            except Fenced:
                self.faults["fenced"] += 1
                if current:
                    raise
                continue

    def _disturb(self) -> None:
        events = (self._kill, self._rebalance, self._lose_disk, self._copy_disk, self._restore_disk, self._compact)
        event = self.random.choice((*events, self._wake_zombies, self._break_off))
        self.faults[event.__name__.strip("_")] += 1
        event()

    def _kill(self) -> None:
        self.random.choice(self.workers).die()

    def _rebalance(self) -> None:
        """Partitions move to other workers, which read their own old disks."""
        for worker in self.workers:
            for number in list(worker.sessions):
                if self.random.random() < 0.5:
                    del worker.sessions[number]
        for number in range(self.partitions):
            self._owner(number)

    def _lose_disk(self) -> None:
        worker = self.random.choice(self.workers)
        worker.die()
        worker.disk.clear()

    def _copy_disk(self) -> None:
        worker = self.random.choice(self.workers)
        self.copies += [(worker, number, store.copy()) for number, store in worker.disk.items()]

    def _restore_disk(self) -> None:
        """An older copy of a partition's state comes back, as from a backup."""
        if self.copies:
            worker, number, store = self.random.choice(self.copies)
            worker.die()
            worker.disk[number] = store.copy()

    def _compact(self) -> None:
        number = self.random.randrange(self.partitions)
        self.broker.compact(number, self.random.randint(0, self.broker.changelog_ends[number]))

    def _break_off(self) -> None:
        """A worker dies while it rebuilds its state."""
        worker, number = self.random.choice(self.workers), self.random.randrange(self.partitions)
        worker.die()
        self.broker.open(number)
        for other in self.workers:
            other.sessions.pop(number, None)
        worker.catch_up(number, worker.disk.setdefault(number, Store()), self.random.randint(1, 20))

    def result(self) -> Result:
        """What came out, captures in the order of the history."""
        return gather([message for written in self.written for message in written], self._said())

    def _said(self) -> list[Incoming]:
        where = [(topic, number) for topic in topology.PUBLIC for number in range(self.partitions)]
        return [message for place in where for message in self.broker.logs[place]]

    def violations(self) -> list[str]:
        """Return in sentences how the run differs from an undisturbed one."""
        wanted, result = undisturbed(self.history, self.rules), self.result()
        found = [
            f"capture {number}: outcome {got} instead of {want}"
            for number, (want, got) in enumerate(zip(wanted.settled, result.settled, strict=True), 1)
            if want != got
        ]
        found += [f"an outcome of no capture: {value}" for value in result.strays]
        before, after = wanted.identities(), result.identities()
        found += [f"missing: {event}" for event in sorted(before - after)]
        found += [f"invented: {event}" for event in sorted(after - before)]
        for topic in ONCE:
            counts = Counter(event.id for event in result.events[topic])
            counts.subtract(Counter(event.id for event in wanted.events[topic]))
            found += [f"{topic}: {id_} said {count:+} times" for id_, count in sorted(counts.items()) if count]
        return found + contradictions(result)


def undisturbed(history: History, rules: RuleBook = NO_BOOK) -> Result:
    """What comes out when nothing happens."""
    return gather(*run(history.captures, rules=rules))
