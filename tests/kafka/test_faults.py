"""A short form of ``python -m tests.faults``, and what ends a worker: SIGTERM at any stage, or its own watchdog."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from streams.hosts import topics
from streams.settings import Settings
from tests.faults import serving
from tests.faults.checker import Seen, violations
from tests.faults.fleet import Fleet
from tests.faults.kafka import Kafka
from tests.faults.kinds import SESSION_SECONDS
from tests.faults.leg import Leg
from tests.faults.told import LIVENESS

FAULTS = ["worker_kill", "reset", "broker_kill"]
SEED = 3
PARTITIONS = 4
GROUP = "ended"
END_SECONDS_MAX = 15.0  # of a worker that is asked to; a busy machine has its part in it
WAIT_SECONDS_MAX = 90.0
STANDSTILL_SECONDS_MAX = 5.0  # what is set; three session timeouts are what it comes to
ASSIGNED = "working on"

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600), pytest.mark.asyncio(loop_scope="module")]


async def test_faults_leave_no_trace_and_the_pipeline_resumes(tmp_path: Path) -> None:
    """Whatever is wrong is named; the kinds of violations must be all there, so that none was left out."""
    happened: list[str] = []
    told = await Leg(tmp_path, SEED, FAULTS, happened.append).run()
    assert not any(told.violations.values()), told.violations
    assert {LIVENESS, "lost", "invented", "repeated", "out_of_order", "state"} <= told.violations.keys()
    assert sorted(happened) == sorted(FAULTS)
    assert told.captures > 0


async def test_nothing_at_all_is_no_violation() -> None:
    assert not any(violations(Seen(1, [], [], [{}], set())).values())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kafka(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Kafka]:
    folder = tmp_path_factory.mktemp("faults")
    async with Kafka(folder / "kafka") as running:
        settings = Settings(bootstrap_servers=running.direct, partitions=PARTITIONS, data_dir=folder, app_id=GROUP)
        await topics.ensure(settings)
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def fleet(tmp_path: Path) -> AsyncIterator[Fleet]:
    environment = {
        "ROWBACK_APP_ID": GROUP,
        "ROWBACK_SESSION_TIMEOUT_SECONDS": str(SESSION_SECONDS),
        "ROWBACK_STANDSTILL_SECONDS_MAX": str(STANDSTILL_SECONDS_MAX),
    }
    async with Fleet(tmp_path, environment) as running:
        yield running


def start(fleet: Fleet, kafka: Kafka, name: str) -> None:
    where = ("--bootstrap-servers", kafka.disturbed, "--partitions", str(PARTITIONS))
    fleet.start(name, "worker", "--end-with-stdin", *where, "--data-dir", str(fleet.directory / name))


async def told(fleet: Fleet, name: str, words: str) -> None:
    """Wait until a worker's log has these words."""
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        while words not in fleet.members[name].words(1_000):
            assert fleet.members[name].runs, fleet.members[name].words()
            await asyncio.sleep(0.1)


async def ends(fleet: Fleet, name: str) -> None:
    """SIGTERM ends a worker in seconds, without a word of complaint."""
    seconds = await fleet.terminate(name)
    assert not fleet.problems
    assert seconds < END_SECONDS_MAX
    assert "Traceback" not in fleet.members[name].words(1_000)


async def test_sigterm_ends_a_worker_at_any_moment_of_its_start(kafka: Kafka, fleet: Fleet) -> None:
    for step, seconds in enumerate((0.1, 0.8, 1.6, 2.4)):
        start(fleet, kafka, f"worker-{step}")
        await asyncio.sleep(seconds)
        await ends(fleet, f"worker-{step}")


async def test_sigterm_ends_a_worker_that_recovers_its_state(kafka: Kafka, fleet: Fleet) -> None:
    """Everything takes long, and nothing comes through any more as soon as partitions are there to be recovered."""
    start(fleet, kafka, "worker")
    await told(fleet, "worker", ASSIGNED)
    kafka.proxy.swallow()
    await asyncio.sleep(0.5)
    await ends(fleet, "worker")
    kafka.proxy.reset()
    kafka.proxy.flow()


async def test_sigterm_ends_worker_and_server_whose_broker_is_gone(kafka: Kafka, fleet: Fleet) -> None:
    start(fleet, kafka, "worker")
    fleet.start("serve", *serving.command(kafka.disturbed, fleet.directory / "archive.sqlite3"))
    await told(fleet, "worker", ASSIGNED)
    await told(fleet, "serve", "serving http")
    await kafka.kill()
    try:
        await asyncio.sleep(1)
        for name in ("worker", "serve"):
            await ends(fleet, name)
    finally:
        await kafka.start()


async def test_a_worker_stuck_in_a_group_join_ends_when_asked_and_else_by_itself(kafka: Kafka, fleet: Fleet) -> None:
    """The group waits for a member that stands still: for as long as its session may last, which is long."""
    fleet.environment["ROWBACK_SESSION_TIMEOUT_SECONDS"] = "120"
    start(fleet, kafka, "still")
    await told(fleet, "still", ASSIGNED)
    fleet.pause("still")
    fleet.environment["ROWBACK_SESSION_TIMEOUT_SECONDS"] = str(SESSION_SECONDS)
    start(fleet, kafka, "asked")
    start(fleet, kafka, "left")
    await asyncio.sleep(6)
    await ends(fleet, "asked")
    assert ASSIGNED not in fleet.members["asked"].words(1_000)
    left = fleet.members["left"]
    assert await asyncio.to_thread(left.process.wait, WAIT_SECONDS_MAX) == 1
    assert "the worker stops: no partitions have been assigned for" in left.words()
    assert "Traceback" not in left.words(1_000)
    fleet.send("still", signal.SIGKILL)
