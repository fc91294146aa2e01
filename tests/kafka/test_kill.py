"""kill -9 on a real Kafka: what a subscriber sees is what an undisturbed run says."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import orjson
import pytest

from streams import topology
from streams.hosts import topics
from streams.hosts.collecting import read_to_end
from streams.hosts.draining import Drain
from streams.hosts.feeding import Feeder
from streams.hosts.memory import MemoryHost
from streams.hosts.workers import Workers
from streams.messages import Incoming
from streams.settings import Settings
from tests.kafka.history import History

CAPTURES = 1_500
SITES = 24
PARTITIONS = 8
NOW_MS = 1_790_000_000_000
WAIT_SECONDS_MAX = 240  # for all stages, on a busy machine, with three session timeouts among it

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]

Said = set[tuple[str, str, bytes]]


def _said(topic: str, headers: dict[str, bytes], value: bytes) -> tuple[str, str, bytes]:
    """What is compared: the CloudEvents id and the content; of a page's article only where it ends up."""
    return topic, headers.get("ce_id", b"").decode(), orjson.dumps(orjson.loads(value), option=orjson.OPT_SORT_KEYS)


def undisturbed(captures: list[tuple[bytes, str]]) -> tuple[Said, dict[str, str]]:
    host = MemoryHost(PARTITIONS)
    host.write_all(captures, NOW_MS)
    host.run()
    said = {
        _said(m.topic, dict(m.headers), m.value or b"")
        for topic in topology.PUBLIC
        if topic not in (topology.RAW, topology.ASSIGNED)
        for m in host.topic(topic)
    }
    return said, _final(host.topic(topology.ASSIGNED))


def _final(messages: list[Incoming]) -> dict[str, str]:
    values = [orjson.loads(m.value or b"{}") for m in messages]
    return {value["page"]: value["article"] for value in values}


async def on_kafka(settings: Settings) -> tuple[Said, dict[str, str]]:
    said: Said = set()
    final: dict[str, str] = {}
    for topic in topology.PUBLIC:
        if topic != topology.RAW:
            async for record in _read(settings, topic):
                value = orjson.loads(record.value or b"{}")
                if topic == topology.ASSIGNED:
                    final[value["page"]] = value["article"]
                else:
                    said.add(_said(topic, dict(record.headers), record.value or b""))
    return said, final


def _read(settings: Settings, topic: str) -> AsyncIterator[Incoming]:
    return read_to_end(settings.bootstrap_servers, topic, settings.partitions, {})


async def test_kill_9_of_workers_changes_nothing_that_is_said(bootstrap_servers: str, tmp_path: Path) -> None:
    """Two workers, killed in turn at a fifth, two fifths, ... of the way, and started again by their supervisor."""
    captures = History(seed=7, sites=SITES).make(CAPTURES)
    assert len({site for _, site in captures}) >= 20
    settings = Settings(bootstrap_servers=bootstrap_servers, partitions=PARTITIONS, data_dir=tmp_path, app_id="killed")
    await topics.ensure(settings)
    feeder = Feeder(bootstrap_servers, PARTITIONS)
    await feeder.start()
    for raw, site in captures:
        await feeder.write(raw, site)
    await feeder.stop()
    drain = Drain(bootstrap_servers, settings.app_id, PARTITIONS)
    await drain.start()
    kills = [CAPTURES * share // 5 for share in (4, 3, 2, 1)]
    async with Workers(settings, 2) as workers:

        def kill_on_the_way(left: int) -> None:
            if kills and left <= kills[0]:
                kills.pop(0)
                os.kill(workers.pids[len(kills) % 2], signal.SIGKILL)

        await asyncio.wait_for(drain.wait(workers.check, kill_on_the_way), WAIT_SECONDS_MAX)
    await drain.stop()

    assert not kills, "the replay ended before every kill was done: make it longer"
    said, articles = await on_kafka(settings)
    expected, expected_articles = undisturbed(captures)
    assert {topic for topic, _, _ in expected} >= {topology.REVISED, topology.DUPLICATED, topology.PAGE_CHANGED}
    assert said == expected
    assert articles == expected_articles
