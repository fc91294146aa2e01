"""Every golden case on a real Kafka, all at once: the same outcomes, the same events with the same ids."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from streams import topology
from streams.hosts import topics
from streams.hosts.collecting import read_to_end
from streams.hosts.draining import Drain
from streams.hosts.feeding import Feeder
from streams.hosts.workers import Workers
from streams.messages import Incoming
from streams.settings import Settings
from tests.golden.cases import all_cases, home
from tests.golden.matching import Result, faults, gather
from tests.golden.memory import run

PARTITIONS = 4
WAIT_SECONDS_MAX = 240

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]


async def feed(settings: Settings, captures: list[bytes]) -> list[Incoming]:
    """Write captures; return them as they stand on the topic."""
    feeder = Feeder(settings.bootstrap_servers, settings.partitions)
    await feeder.start()
    for raw in captures:
        await feeder.write(raw, home(raw))
    await feeder.stop()
    origins = feeder.origins()
    return [Incoming(*origin, None, raw, 0) for origin, raw in zip(origins, captures, strict=True)]


async def read_all(settings: Settings) -> list[Incoming]:
    """Return what stands on the public topics."""
    said = []
    for topic in topology.PUBLIC:
        if topic != topology.RAW:
            said += [record async for record in read_to_end(settings.bootstrap_servers, topic, settings.partitions, {})]
    return [Incoming(r.topic, r.partition, r.offset, r.key, r.value, r.timestamp, tuple(r.headers)) for r in said]


async def on_kafka(settings: Settings, captures: list[bytes]) -> tuple[Result, list[Incoming]]:
    """Run captures through two workers to the end."""
    await topics.ensure(settings)
    written = await feed(settings, captures)
    drain = Drain(settings.bootstrap_servers, settings.app_id, settings.partitions)
    await drain.start()
    async with Workers(settings, 2) as workers:
        await asyncio.wait_for(drain.wait(workers.check, lambda _: None), WAIT_SECONDS_MAX)
    await drain.stop()
    said = await read_all(settings)
    return gather(written, said), said


async def test_golden_cases_say_on_kafka_what_they_say_in_memory(bootstrap_servers: str, tmp_path: Path) -> None:
    captures = [raw for case in all_cases() for raw in case.captures]
    settings = Settings(bootstrap_servers=bootstrap_servers, partitions=PARTITIONS, data_dir=tmp_path, app_id="golden")
    result, said = await on_kafka(settings, captures)
    expected = gather(*run(captures))
    assert result.settled == expected.settled
    assert not result.strays
    assert result.identities() == expected.identities()
    assert not list(faults(said))
