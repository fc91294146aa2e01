"""The canary goes the way of all captures, and says nothing to anybody but that it came through."""

from __future__ import annotations

import time

import orjson

from streams import topology
from streams.hosts.canary import SITE, capture, is_answer
from streams.hosts.memory import MemoryHost
from streams.hosts.metrics import WorkerMetrics


def test_after_the_first_one_all_that_is_said_is_that_it_was_settled() -> None:
    host = MemoryHost()
    for number in range(5):
        host.produce(capture(f"canary-a-{number}", 1_772_000_000.0 + 60 * number), SITE, 1_772_000_000_000)
        host.run()
    settled = [orjson.loads(message.value or b"") for message in host.topic(topology.SETTLED)]
    assert [one["outcome"] for one in settled] == ["created", *["unchanged"] * 4]
    said = {name: len(host.topic(name)) for name in (topology.CLEANED, topology.REVISED, topology.REJECTED)}
    assert said == {topology.CLEANED: 1, topology.REVISED: 0, topology.REJECTED: 0}
    assert [is_answer(m.value, "canary-a-3") for m in host.topic(topology.SETTLED)].count(True) == 1


def test_an_answer_to_another_canary_is_none_of_this_one() -> None:
    assert is_answer(b'{"event_id": "canary-a-1"}', "canary-a-1")
    assert not is_answer(b'{"event_id": "canary-a-12"}', "canary-a-1")
    assert not is_answer(b'["canary-a-1"]', "canary-a-1")
    assert not is_answer(None, "canary-a-1")


def test_the_age_is_told_only_where_a_canary_is_sent() -> None:
    metrics = WorkerMetrics()
    assert b"\nrowback_canary_age_seconds" not in metrics.text()
    metrics.canary_at = time.time() - 90
    line = next(line for line in metrics.text().split(b"\n") if line.startswith(b"rowback_canary_age_seconds"))
    assert float(line.split()[1]) >= 90
