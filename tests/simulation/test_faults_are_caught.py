"""Deliberate faults in host or handler: the simulation must notice each of them, or it proves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from random import Random

import orjson
import pytest

from streams import handler as production
from streams.handler import WATERMARK, Effects, Handler, offsets_of
from streams.messages import Incoming, Outgoing
from streams.records import Event, Tables
from streams.stages import revise
from streams.stages.byhand import RuleBook, Rules
from streams.stages.clean import Capture
from streams.tables import Store as AnyStore
from streams.tables import record_key
from tests.simulate import simulate
from tests.simulation.broker import Broker
from tests.simulation.simulation import Parts
from tests.simulation.worker import Batch, Session, Store, Worker

SEEDS_MAX = 40
WATERMARK_KEY = record_key(*WATERMARK)


class RemembersBeforeDelivery(Worker):
    """State is written as soon as a batch is handled."""

    def handle(self, session: Session) -> Batch | None:
        batch = super().handle(session)
        if batch is not None:
            session.store.apply(batch.effects.writes, session.store.position)
        return batch


class CommitsBeforeDelivery(Worker):
    """Offsets are committed as soon as a batch is handled."""

    def handle(self, session: Session) -> Batch | None:
        batch = super().handle(session)
        if batch is not None:
            self.broker.commit(session.number, batch.effects.offsets)
        return batch


class DoesNotRebuild(Worker):
    """The store on disk is taken for right."""

    def catch_up(self, number: int, store: Store, records_max: int | None = None) -> None:
        return


class RebuildsTooLittle(Worker):
    """The store's position runs ahead of what was applied to it."""

    def apply(self, batch: Batch, position: int | None) -> None:
        super().apply(batch, None if position is None else position + 3)


class DeliversStateApart(Worker):
    """Messages and offsets in one transaction, the changelog after it."""

    def deliver(self, batch: Batch) -> int | None:
        if not batch.effects.offsets:
            return None
        session = batch.session
        self.broker.transact(session.number, session.epoch, replace(batch.effects, writes={}))
        if self.random.random() < 0.2:
            return None
        return self.broker.write_changes(session.number, batch.effects.writes)


class DoesNotFence(Broker):
    """Whoever once had a partition may write to it for ever."""

    def is_current(self, number: int, epoch: int) -> bool:
        return True


class ShowsAborted(Broker):
    """Readers see what aborted transactions had written."""

    def waste(self, messages: Iterable[Outgoing]) -> None:
        for message in messages:
            if self.random.random() < 0.5:
                self.write(message)


class WritesNoWatermark(Handler):
    """State without the offset that it stands at."""

    def handle(self, messages: Iterable[Incoming], store: AnyStore) -> Effects:
        effects = super().handle(messages, store)
        effects.writes.pop(WATERMARK_KEY, None)
        return effects


class _Blind:
    """A store in which the watermark cannot be read."""

    def __init__(self, store: AnyStore) -> None:
        self.store = store

    def get(self, key: bytes) -> bytes | None:
        return None if key == WATERMARK_KEY else self.store.get(key)


class SkipsNothing(Handler):
    """What was handled before is handled again."""

    def handle(self, messages: Iterable[Incoming], store: AnyStore) -> Effects:
        effects = super().handle(messages, _Blind(store))
        if effects.offsets:
            effects.writes[WATERMARK_KEY] = orjson.dumps(offsets_of(store) | effects.offsets)
        return effects


class _Remembered:
    """A store behind what a process remembers."""

    def __init__(self, store: AnyStore, known: dict[bytes, bytes | None]) -> None:
        self.store, self.known = store, known

    def get(self, key: bytes) -> bytes | None:
        return self.known[key] if key in self.known else self.store.get(key)


class TrustsItsMemory(Handler):
    """What a process once wrote is taken for the state, whoever wrote since."""

    def __init__(self, partitions: int, rules: RuleBook) -> None:
        super().__init__(partitions, rules)
        self.known: dict[bytes, bytes | None] = {}

    def handle(self, messages: Iterable[Incoming], store: AnyStore) -> Effects:
        effects = super().handle(messages, _Remembered(store, self.known))
        self.known |= {key: value for key, value in effects.writes.items() if key != WATERMARK_KEY}
        return effects


class NumbersItsEvents(Handler):
    """Ids that depend on how often something was said."""

    numbers = count()

    def handle(self, messages: Iterable[Incoming], store: AnyStore) -> Effects:
        effects = super().handle(messages, store)
        effects.outgoing = [
            replace(
                message,
                headers=[(n, v + b"%d" % next(self.numbers) if n == "ce_id" else v) for n, v in message.headers],
            )
            for message in effects.outgoing
        ]
        return effects


FAULTS = {
    "state before delivery": Parts(worker=RemembersBeforeDelivery),
    "offsets before delivery": Parts(worker=CommitsBeforeDelivery),
    "store not rebuilt": Parts(worker=DoesNotRebuild),
    "store rebuilt from too far on": Parts(worker=RebuildsTooLittle),
    "state outside the transaction": Parts(worker=DeliversStateApart),
    "no fencing": Parts(broker=DoesNotFence),
    "aborted messages read": Parts(broker=ShowsAborted),
    "no watermark": Parts(handler=WritesNoWatermark),
    "repeats not skipped": Parts(handler=SkipsNothing),
    "memory trusted": Parts(handler=TrustsItsMemory),
    "ids that count": Parts(handler=NumbersItsEvents),
}


def _is_caught(parts: Parts | None) -> bool:
    return any(simulate(seed, parts)[0] for seed in range(SEEDS_MAX))


@pytest.mark.parametrize("parts", FAULTS.values(), ids=FAULTS.keys())
def test_a_deliberate_fault_is_caught(parts: Parts) -> None:
    assert _is_caught(parts)


def test_a_forwarded_capture_that_forgets_its_origin_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    forwarded = production._forwarded

    def forgetful(message: Incoming, home: int, site: str) -> Outgoing:
        return replace(forwarded(message, home, site), headers=())

    monkeypatch.setattr(production, "_forwarded", forgetful)
    assert _is_caught(None)


def test_a_step_that_draws_lots_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    lots = Random(1)  # noqa: S311 - stands for any source of chance
    step = revise.step

    def gambling(capture: Capture, tables: Tables, partitions: int, rules: Rules) -> list[Event]:
        events = step(capture, tables, partitions, rules)
        return events if lots.random() < 0.99 else events[-1:]

    monkeypatch.setattr(revise, "step", gambling)
    assert _is_caught(None)
