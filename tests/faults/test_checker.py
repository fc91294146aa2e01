"""The checker finds what is wrong, and names it by its kind; each kind of violation is shown to be found."""

from __future__ import annotations

import copy
from dataclasses import replace

import orjson
import pytest

from streams import topology
from streams.hosts.memory import MemoryHost
from streams.messages import ORIGIN, Incoming
from tests.faults.checker import Seen, violations
from tests.kafka.history import History

PARTITIONS = 3
CAPTURES = 150
NOW_MS = 1_790_000_000_000


@pytest.fixture(scope="module")
def undisturbed() -> Seen:
    host = MemoryHost(PARTITIONS)
    host.write_all(History(seed=5, sites=6).make(CAPTURES), NOW_MS)
    host.run()
    captures = host.topic(topology.RAW)
    said = [m for topic in topology.PUBLIC if topic != topology.RAW for m in host.topic(topic)]
    acknowledged = {(m.partition, m.offset) for m in captures}
    tables = [store.records for store in host.stores]
    return Seen(PARTITIONS, captures, said, tables, acknowledged, [("worker", 1, tables[1])])


@pytest.fixture
def seen(undisturbed: Seen) -> Seen:
    """One that a test may spoil."""
    return copy.deepcopy(undisturbed)


def kinds(seen: Seen) -> set[str]:
    return {kind for kind, found in violations(seen).items() if found}


def first(seen: Seen, topic: str) -> int:
    return next(n for n, message in enumerate(seen.said) if message.topic == topic)


def changed(message: Incoming, **values: object) -> Incoming:
    value = orjson.loads(message.value or b"{}") | values
    return replace(message, value=orjson.dumps(value))


def test_an_undisturbed_run_has_no_violations(seen: Seen) -> None:
    assert kinds(seen) == set()


def test_gaps_between_offsets_are_no_violations(seen: Seen) -> None:
    """Transactions leave them on ``article.raw`` where pollers write it."""
    gap = 3
    captures = [replace(message, offset=gap * message.offset) for message in seen.captures]

    def moved(message: Incoming) -> Incoming:
        headers = []
        for name, value in message.headers:
            topic, number, offset = value.decode().rsplit("/", 2) if name == ORIGIN else ("", "", "")
            headers.append((name, f"{topic}/{number}/{gap * int(offset)}".encode() if topic else value))
        return replace(message, headers=tuple(headers))

    seen = replace(seen, captures=captures, said=[moved(message) for message in seen.said], acknowledged=set())
    assert kinds(seen) == set()


@pytest.mark.parametrize("topic", [topology.CLEANED, topology.REVISED, topology.SETTLED, topology.DUPLICATED])
def test_an_event_that_is_missing_is_lost(seen: Seen, topic: str) -> None:
    del seen.said[first(seen, topic)]
    assert "lost" in kinds(seen)


def test_a_capture_that_was_accepted_and_is_not_there_is_lost(seen: Seen) -> None:
    seen.acknowledged.add((0, 10_000))
    assert kinds(seen) == {"lost"}


def test_an_event_of_a_capture_that_never_was_is_invented(seen: Seen) -> None:
    seen.captures.pop()
    assert "invented" in kinds(seen)


def test_one_id_with_another_content_is_different(seen: Seen) -> None:
    index = first(seen, topology.REVISED)
    seen.said.append(changed(seen.said[index], significance=0.123))
    assert "different" in kinds(seen)


def test_another_outcome_is_different(seen: Seen) -> None:
    index = first(seen, topology.SETTLED)
    seen.said[index] = changed(seen.said[index], outcome="muted")
    assert "different" in kinds(seen)


@pytest.mark.parametrize("topic", [topology.CLEANED, topology.REVISED, topology.SETTLED])
def test_an_event_that_comes_twice_is_repeated(seen: Seen, topic: str) -> None:
    seen.said.append(seen.said[first(seen, topic)])
    assert "repeated" in kinds(seen)


def test_a_version_before_the_one_before_it_is_out_of_order(seen: Seen) -> None:
    later = next(m for m in seen.said if m.topic == topology.CLEANED and orjson.loads(m.value or b"")["version"] == 2)
    seen.said[seen.said.index(later)] = replace(later, offset=-1)
    assert kinds(seen) == {"out_of_order"}


@pytest.mark.parametrize("table", topology.STAGES[1].tables)
def test_a_record_that_was_forgotten_is_a_wrong_state(seen: Seen, table: str) -> None:
    records = next(r for r in seen.tables if any(key.startswith(table.encode() + b"\x00") for key in r))
    del records[next(key for key in records if key.startswith(table.encode() + b"\x00"))]
    assert "state" in kinds(seen)


def test_a_disk_that_differs_from_the_tables_is_a_wrong_state(seen: Seen) -> None:
    seen.disks = [("worker", 1, {**seen.tables[1], b"pages\x00more": b"1"})]
    assert kinds(seen) == {"state"}


def test_what_contradicts_the_promises_is_told_even_where_both_runs_do(seen: Seen) -> None:
    """The model reads what was said alone."""
    seen.said = [m for m in seen.said if m.topic != topology.REVISED]
    assert "contradictory" in kinds(seen)
