"""Orders of people under crashes: what stands at the end is what an undisturbed run says."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from streams import topology
from streams.hosts.memory import MemoryHost
from streams.hosts.ordering import Said, about, reference, withdrawal
from streams.messages import Outgoing
from streams.web.address import partition
from tests.golden.cases import all_cases
from tests.golden.matching import Result, gather
from tests.golden.memory import write
from tests.simulation.histories import History, of_captures
from tests.simulation.simulation import STEPS_MAX, Simulation

NAMES = ("three_sites_one_story", "wire_copy_with_edits", "revert", "copy_follows_the_edit")
AT = "2026-04-0{}T00:00:00Z"


def _orders(result: Result) -> list[dict[str, Any]]:
    """Withdraw every second copy and the first revision, part the others, and join one pair again."""
    copies = sorted(result.events[topology.DUPLICATED], key=lambda event: event.id)
    own = [event for event in result.events[topology.REVISED] if event.value["basis"] == "own_history"]
    said = [*copies[::2], *sorted(own, key=lambda event: event.id)[:1]]
    topics = {event.id: topology.DUPLICATED for event in copies}
    orders = [withdrawal(Said(topics.get(e.id, topology.REVISED), e.id, e.value), AT.format(1)) for e in said]
    pairs = [(reference(event.value), reference(event.value["other"])) for event in copies]
    orders += [about("part", other, page, AT.format(2)) for page, other in pairs[1::2]]
    return [*orders, about("join", *pairs[0], AT.format(3))]


def _message(order: dict[str, Any], partitions: int) -> Outgoing:
    page = order["page"]
    value = orjson.dumps({"items": [order]})
    return Outgoing(topology.ORDERS, partition(page["site"], partitions), page["page"].encode(), value)


def _standing(result: Result) -> tuple[set[tuple[str, str]], dict[str, str]]:
    """What was said of copies and revisions, by id, and the article of each page."""
    topics = (topology.DUPLICATED, topology.REVISED)
    said = {(topic, event.id) for topic in topics for event in result.events[topic]}
    return said, {event.value["page"]: event.value["article"] for event in result.events[topology.ASSIGNED]}


def _undisturbed(history: History) -> tuple[Result, list[dict[str, Any]]]:
    host = MemoryHost(4)
    written = write(host, history.captures)
    host.run()
    orders = _orders(gather(written, [m for topic in topology.PUBLIC for m in host.topic(topic)]))
    for order in orders:
        host.append(_message(order, host.partitions))
    host.run()
    return gather(written, [m for topic in topology.PUBLIC for m in host.topic(topic)]), orders


@pytest.mark.parametrize("seed", range(40))
def test_orders_survive_crashes(seed: int) -> None:
    history = of_captures([raw for case in all_cases() if case.name in NAMES for raw in case.captures])
    wanted, orders = _undisturbed(history)
    simulation = Simulation(history, seed)
    for given in ([], orders):
        for order in given:
            simulation.broker.write(_message(order, simulation.partitions), 0)
        assert any(not simulation._step() for _ in range(STEPS_MAX))
    assert _standing(simulation.result()) == _standing(wanted)
    assert any(event.value["statement"] == "withdrawn" for event in wanted.events[topology.DUPLICATED])
