"""What happens to a message: decode, step, say, remember, or reject. Written once, run by every host.

The promise rests on four rules:

1. A batch is a pure function of the partition's state and its messages: no clock, no randomness, no network.
2. What it says and what it remembers are delivered together or not at all (hosts: one Kafka transaction).
3. With the state goes the offset of the next message of each topic: a message below it was handled, and is skipped.
4. A message that cannot be used is said to be so on ``article.rejected`` and undone; the batch goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from streams import cloudevents, topology
from streams.counts import Counts, no_clock
from streams.messages import Incoming, Item, Outgoing, origin
from streams.records import Event
from streams.rejection import rejection, settled_as_rejected
from streams.stages import clean, duplicate, erased, match, orders, revise
from streams.stages.byhand import RuleBook
from streams.stages.clean import Rejected
from streams.tables import PendingTables, Store
from streams.web.address import partition

logger = logging.getLogger(__name__)

WATERMARK = ("next", "offsets")  # table and key of the offsets up to which the state is right
NO_BOOK = RuleBook()
FAILED = "failed"  # the reason of a rejection that is a fault of ours
ITEMS_MAX = 200  # of an internal message: few and fat, but bounded
ITEMS_BYTES_MAX = 512 * 1024

SOURCES = {topic.name: f"rowback/{topic.written_by[0]}" for topic in topology.TOPICS}

Step = Callable[[dict[str, Any], PendingTables, int], list[Event]]
ITEM_STEPS: dict[str, Step] = {
    topology.LOOKUPS: match.step,
    topology.CANDIDATES: duplicate.send_text,
    topology.PAIRS: duplicate.step,
    topology.LABELS: duplicate.spread,
    topology.ORDERS: orders.step,
}


@dataclass(slots=True)
class Effects:
    """What a batch comes to: messages to write, table records to write, and the offsets that are done with."""

    outgoing: list[Outgoing] = field(default_factory=list)
    writes: dict[bytes, bytes | None] = field(default_factory=dict)
    offsets: dict[str, int] = field(default_factory=dict)
    rejected: int = 0
    counts: Counts = field(default_factory=Counts)


def offsets_of(store: Store) -> dict[str, int]:
    """Return, by topic, the offset of the next message that the state has not seen."""
    record = PendingTables(store).get(*WATERMARK)
    return {} if record is None else orjson.loads(record)


class Handler:
    """Turns batches of one partition into effects.

    ``cpu_clock`` (seconds) is only counted with: what a batch comes to does not depend on it.
    """

    def __init__(self, partitions: int, rules: RuleBook = NO_BOOK, cpu_clock: Callable[[], float] = no_clock) -> None:
        self.partitions = partitions
        self.rules = rules
        self._cpu_clock = cpu_clock

    def handle(self, messages: Iterable[Incoming], store: Store) -> Effects:
        """Return the effects of messages of one partition, given its delivered state.

        Messages come in any mixture of topics, in the order of offsets within each.
        """
        tables = PendingTables(store)
        done = offsets_of(store)
        effects = Effects()
        packs: dict[tuple[str, int], list[Item]] = {}
        timed = _Timed(self._cpu_clock, effects.counts)
        for message in messages:
            if message.offset < done.get(message.topic, 0):
                continue
            timed.take(message)
            done[message.topic] = message.offset + 1
            effects.offsets[message.topic] = message.offset + 1
            for said in self._handled(message, tables, effects):
                if isinstance(said, Outgoing):
                    effects.outgoing.append(said)
                else:
                    packs.setdefault((said.topic, said.partition), []).append(said)
        if not effects.offsets:
            return effects
        effects.outgoing += _packed(packs)
        timed.end()
        tables.put(*WATERMARK, orjson.dumps(done, option=orjson.OPT_SORT_KEYS))
        tables.keep()
        effects.writes = tables.writes()
        return effects

    def _handled(self, message: Incoming, tables: PendingTables, effects: Effects) -> list[Outgoing | Item]:
        said: list[Outgoing | Item] = []
        for step in self._steps(message):
            try:
                events = list(step(tables))
                said += [self._encoded(event, message) for event in events]
                tables.keep()
                _count_outcomes(events, effects.counts)
                continue
            except Rejected as rejected:
                fault = rejected
            except Exception:
                # A fault of ours must not stop the partition, nor lose the message: it goes where a person looks.
                logger.exception("a stage failed on %s/%s/%s", message.topic, message.partition, message.offset)
                fault = Rejected(FAILED, "a stage failed on this message; this is a bug")
            tables.undo()
            effects.rejected += 1
            said += _rejected(message, fault, effects.counts)
        return said

    def _steps(self, message: Incoming) -> Iterator[Callable[[PendingTables], Iterable[Event | Outgoing]]]:
        """Yield what is to be done with a message: one step for a capture, one for each item of an internal message."""
        if message.topic not in ITEM_STEPS:
            yield lambda tables: self._capture(message, tables)
            return
        step = ITEM_STEPS[message.topic]
        for item in _items(message):
            yield lambda tables, item=item: step(item, tables, self.partitions)  # type: ignore[misc]

    def _capture(self, message: Incoming, tables: PendingTables) -> Iterable[Event | Outgoing]:
        if message.value is None:
            raise Rejected("no_value", "the message has no value")
        capture = clean.read(clean.parse(message.value), message.timestamp_ms)
        home = partition(capture.page.site, self.partitions)
        if home != message.partition:
            return [_forwarded(message, home, capture.page.site)]
        return revise.step(capture, tables, self.partitions, self.rules.of(capture.page.site))

    def _encoded(self, said: Event | Outgoing, message: Incoming) -> Outgoing | Item:
        if isinstance(said, Outgoing):
            return said
        if said.topic in ITEM_STEPS:
            return Item(said.topic, self._route(said), said.key.encode(), orjson.dumps(said.value))
        return self._public(said, message)

    def _route(self, event: Event) -> int:
        if isinstance(event.route, int):
            return event.route % self.partitions
        return partition(event.route, self.partitions)

    def _public(self, event: Event, message: Incoming) -> Outgoing:
        headers = cloudevents.headers(event.topic, event.id, event.time, event.key, SOURCES[event.topic])
        if event.topic == topology.SETTLED:
            headers = [*headers, origin(message)]
        value = orjson.dumps(event.value)
        return Outgoing(event.topic, self._route(event), event.key.encode(), value, headers)


def _items(message: Incoming) -> list[Any]:
    """Return what an internal message holds; one that we did not write is one thing that no stage can use."""
    try:
        items = orjson.loads(message.value or b'{"items": []}')["items"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        items = None
    return items if isinstance(items, list) else [None]


class _Timed:
    """Counts input by topic; the clock is read where the topic changes, not for each message."""

    def __init__(self, clock: Callable[[], float], counts: Counts) -> None:
        self._clock = clock
        self._counts = counts
        self._topic: str | None = None
        self._since = 0.0

    def take(self, message: Incoming) -> None:
        if message.topic != self._topic:
            self.end()
            self._topic, self._since = message.topic, self._clock()
        self._counts.take(message.topic, len(message.value or b""))

    def end(self) -> None:
        if self._topic is not None:
            self._counts.cpu_seconds[self._topic] += self._clock() - self._since


def _count_outcomes(events: Iterable[Event | Outgoing], counts: Counts) -> None:
    for event in events:
        if event.topic == topology.SETTLED and isinstance(event, Event):
            counts.outcomes[event.value["outcome"]] += 1


def _rejected(message: Incoming, fault: Rejected, counts: Counts) -> list[Outgoing]:
    stage = "clean" if message.topic in (topology.RAW, topology.CAPTURES) else message.topic.split(".")[1]
    # What was erased must not be kept beside what cannot be used: its outcome says enough.
    said = [] if fault.reason == erased.REASON else [rejection(message, stage, fault)]
    counts.rejected[stage, fault.reason] += 1
    if stage == "clean":
        counts.outcomes["rejected"] += 1
        said.append(settled_as_rejected(message, fault))
    return said


def _forwarded(message: Incoming, home: int, site: str) -> Outgoing:
    """A capture that a producer put elsewhere goes to the partition of its site, as it came."""
    headers = [origin(message)]
    value = message.value or b""
    return Outgoing(topology.CAPTURES, home, site.encode(), value, headers, message.timestamp_ms)


def _packed(packs: dict[tuple[str, int], list[Item]]) -> list[Outgoing]:
    """Internal messages are few and fat: what goes to one partition of one topic travels together."""
    outgoing = []
    for (topic, number), items in packs.items():
        for chosen in _bounded(items):
            value = b'{"items":[' + b",".join(item.value for item in chosen) + b"]}"
            outgoing.append(Outgoing(topic, number, chosen[0].key, value))
    return outgoing


def _bounded(items: list[Item]) -> Iterator[list[Item]]:
    chosen: list[Item] = []
    size = 0
    for item in items:
        if chosen and (len(chosen) >= ITEMS_MAX or size + len(item.value) > ITEMS_BYTES_MAX):
            yield chosen
            chosen, size = [], 0
        chosen.append(item)
        size += len(item.value)
    yield chosen
