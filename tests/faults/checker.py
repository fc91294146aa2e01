"""Compares all that stands on the topics with what must stand there, and says by kind what is wrong.

The yardstick is an undisturbed run in memory over what really stands on ``article.raw``, and what every event obeys
(``tests/simulation/model.py``), which knows nothing of stages or state.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from streams import topology
from streams.hosts.memory import MemoryHost
from streams.messages import Incoming
from tests.golden.matching import Published, Result, gather, published
from tests.simulation.model import contradictions

SITE_TABLES = topology.STAGES[1].tables  # what revise keeps: a function of each site's captures alone
ONCE = (topology.CLEANED, topology.PAGE_CHANGED, topology.SITE_CHANGED, topology.REJECTED)  # else pairs come again
Records = dict[bytes, bytes]


@dataclass
class Seen:
    """Everything that a subscriber who was never disturbed finds on Kafka at the end.

    ``captures`` and ``said`` are in the order of offsets within each partition; ``tables`` are the changelogs' records
    by partition; ``disks`` what workers keep on disk, by a name, with the partition and its records, where it is up to
    date; ``acknowledged`` the partition and offset of each capture that was accepted.
    """

    partitions: int
    captures: list[Incoming]
    said: list[Incoming]
    tables: list[Records]
    acknowledged: set[tuple[int, int]]
    disks: list[tuple[str, int, Records]] = field(default_factory=list)


@dataclass
class Wanted:
    """What an undisturbed run says and remembers."""

    result: Result
    tables: list[Records]


@dataclass
class Run:
    """What is compared: all that a run has left, what is wanted, and what a subscriber saw."""

    seen: Seen
    wanted: Wanted
    result: Result


def undisturbed(seen: Seen) -> Wanted:
    """Return what the captures that stand on Kafka come to when nothing happens."""
    host = MemoryHost(seen.partitions)
    for capture in seen.captures:
        host.logs[capture.topic, capture.partition].append(capture)
    host.run()
    said = [message for topic in topology.PUBLIC for message in host.topic(topic)]
    return Wanted(gather(seen.captures, said), [store.records for store in host.stores])


def violations(seen: Seen) -> dict[str, list[str]]:
    """Return what is wrong, by kind; every kind is named, also where nothing is."""
    run = Run(seen, undisturbed(seen), gather(seen.captures, seen.said))
    rules: dict[str, Callable[[Run], Iterator[str]]] = {
        "lost": lost,
        "invented": invented,
        "different": different,
        "repeated": repeated,
        "out_of_order": out_of_order,
        "state": state,
    }
    found = {name: list(rule(run)) for name, rule in rules.items()}
    return {**found, "contradictory": contradictions(run.result)}


def lost(run: Run) -> Iterator[str]:
    """What an undisturbed run says and this one does not; and captures that were accepted and are not there."""
    there = {(capture.partition, capture.offset) for capture in run.seen.captures}
    for number, offset in sorted(run.seen.acknowledged - there):
        yield f"the capture accepted as {topology.RAW}/{number}/{offset} is not there"
    for topic, identity in sorted(_ids(run.wanted.result) - _ids(run.result)):
        yield f"{topic} {identity}"
    for capture, values in zip(run.seen.captures, run.result.settled, strict=True):
        if not values:
            yield f"the outcome of {capture.topic}/{capture.partition}/{capture.offset}"


def invented(run: Run) -> Iterator[str]:
    """What this run says and an undisturbed one does not."""
    for topic, identity in sorted(_ids(run.result) - _ids(run.wanted.result)):
        yield f"{topic} {identity}"
    for value in run.result.strays:
        yield f"an outcome of no capture: {value}"


def different(run: Run) -> Iterator[str]:
    """What both say under one id, with other contents; and outcomes that differ."""
    before, after = run.wanted.result.identities(), run.result.identities()
    for topic, identity in sorted({event[:2] for event in after - before} & _ids(run.wanted.result)):
        yield f"{topic} {identity}"
    for capture, want, got in zip(run.seen.captures, run.wanted.result.settled, run.result.settled, strict=True):
        if got and want != got[:1]:
            yield f"the outcome of {capture.topic}/{capture.partition}/{capture.offset}: {got[:1]}, not {want}"


def repeated(run: Run) -> Iterator[str]:
    """What a subscriber sees more often than in an undisturbed run; Kafka's transactions leave no repeats."""
    often, usual = _told(run.result), _told(run.wanted.result)
    for (topic, identity), count in sorted((often - usual).items()):
        yield f"{topic} {identity} comes {count} times more than in an undisturbed run"
    for capture, values in zip(run.seen.captures, run.result.settled, strict=True):
        if len(values) > 1:
            yield f"{capture.topic}/{capture.partition}/{capture.offset} has {len(values)} outcomes"


def out_of_order(run: Run) -> Iterator[str]:
    """Versions and revisions of a page come in the order of their numbers."""
    last: dict[tuple[str, str], int] = defaultdict(int)
    for event in map(published, _of(run.seen.said, topology.CLEANED, topology.REVISED)):
        number = _number(event)
        if number is not None:
            page = event.topic, event.value["page"]
            if number < last[page]:
                yield f"{event.topic}: page {page[1]} comes to version {number} after version {last[page]}"
            last[page] = max(last[page], number)


def state(run: Run) -> Iterator[str]:
    """The tables are those of an undisturbed run, and what workers keep on disk are the tables."""
    for number, (want, got) in enumerate(zip(run.wanted.tables, run.seen.tables, strict=True)):
        yield from _differences(f"partition {number}", _site_records(want), _site_records(got))
    for name, number, records in run.seen.disks:
        yield from _differences(f"{name}, partition {number}", run.seen.tables[number], records)


def _differences(where: str, want: Records, got: Records) -> Iterator[str]:
    for key in sorted(want.keys() | got.keys()):
        if want.get(key) != got.get(key):
            word = "missing" if key not in got else "too many" if key not in want else "different"
            yield f"{where}: the record {key!r} is {word}"


def _site_records(records: Records) -> Records:
    return {key: value for key, value in records.items() if key.split(b"\x00", 1)[0].decode() in SITE_TABLES}


def _ids(result: Result) -> set[tuple[str, str]]:
    return {(topic, identity) for topic, identity, _ in result.identities()}


def _told(result: Result) -> Counter[tuple[str, str]]:
    told = Counter((topic, event.id) for topic in ONCE for event in result.events[topic])
    own = (event for event in result.events[topology.REVISED] if event.value["basis"] == "own_history")
    return told + Counter((topology.REVISED, event.id) for event in own)


def _of(said: Iterable[Incoming], *topics: str) -> list[Incoming]:
    chosen = [message for message in said if message.topic in topics]
    return sorted(chosen, key=lambda message: (message.topic, message.partition, message.offset))


def _number(event: Published) -> int | None:
    value: dict[str, Any] = event.value
    if event.topic == topology.CLEANED:
        number: int | None = value["version"]
        return number
    return int(value["to"]["version"]) if value["basis"] == "own_history" else None
