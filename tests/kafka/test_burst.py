"""A burst of a hundred times the usual, and bodies of the largest size, do not make a worker larger than its bounds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import orjson
import pytest
import pytest_asyncio

from streams.hosts import topics
from streams.hosts.draining import Drain
from streams.hosts.feeding import Feeder
from streams.settings import Settings
from streams.stages.clean import BODY_BYTES_MAX
from tests.faults.fleet import Fleet
from tests.kafka.history import History

PARTITIONS = 4
GROUP = "burst"
USUAL, BURST = 10, 1_000
LARGE = 6  # bodies, together many times what a transaction takes
GROWTH_MAX = 2.5  # of the memory of a worker under the usual load; a transaction is part of it
POLL_SECONDS = 0.1

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600), pytest.mark.asyncio(loop_scope="module")]


class Worker:
    """A worker, and the most memory that it ever had, in mebibytes."""

    def __init__(self, settings: Settings, fleet: Fleet) -> None:
        self.settings = settings
        self.fleet = fleet
        self.peak = 0.0

    async def takes(self, captures: list[tuple[bytes, str]]) -> float:
        """Return the most memory it had until all of these were handled."""
        self.peak = 0.0
        feeder = Feeder(self.settings.bootstrap_servers, PARTITIONS)
        await feeder.start()
        for raw, site in captures:
            await feeder.write(raw, site)
        await feeder.stop()
        drain = Drain(self.settings.bootstrap_servers, GROUP, PARTITIONS)
        await drain.start()
        watching = asyncio.create_task(self._watch())
        try:
            await drain.wait(self.fleet.tend, lambda _left: None)
        finally:
            watching.cancel()
            await drain.stop()
        assert not self.fleet.ended, self.fleet.ended
        return self.peak

    async def _watch(self) -> None:
        status = Path(f"/proc/{self.fleet.members['worker'].process.pid}/status")
        while True:
            lines = await asyncio.to_thread(status.read_text)
            line = next(line for line in lines.splitlines() if line.startswith("VmRSS:"))
            self.peak = max(self.peak, int(line.split()[1]) / 1024)
            await asyncio.sleep(POLL_SECONDS)


@pytest_asyncio.fixture(loop_scope="module")
async def worker(bootstrap_servers: str, tmp_path: Path) -> AsyncIterator[Worker]:
    settings = Settings(
        bootstrap_servers=bootstrap_servers, partitions=PARTITIONS, data_dir=tmp_path / "data", app_id=GROUP
    )
    await topics.ensure(settings)
    async with Fleet(tmp_path, {"ROWBACK_APP_ID": GROUP}) as fleet:
        where = ("--bootstrap-servers", bootstrap_servers, "--partitions", str(PARTITIONS))
        fleet.start("worker", "worker", "--end-with-stdin", *where, "--data-dir", str(settings.data_dir))
        yield Worker(settings, fleet)


def large(number: int) -> tuple[bytes, str]:
    paragraph = f"<p>The council said so on {number} occasions.</p><!-- {'x' * 4_000} -->"
    body = (paragraph * (BODY_BYTES_MAX // len(paragraph)))[:BODY_BYTES_MAX]
    value = {
        "url": f"https://large.example/{number}",
        "captured_at": "2026-03-01T08:00:00Z",
        "status": 200,
        "content_type": "text/html",
        "body": body,
    }
    return orjson.dumps(value), "large.example"


async def test_memory_stays_within_its_bounds(worker: Worker) -> None:
    history = History(seed=8, sites=24).make(USUAL + BURST)
    usual = await worker.takes(history[:USUAL])
    burst = await worker.takes(history[USUAL:])
    bodies = await worker.takes([large(number) for number in range(LARGE)])
    print(f"usual {usual:.0f} MiB, burst {burst:.0f} MiB, the largest bodies {bodies:.0f} MiB")  # noqa: T201
    assert burst <= GROWTH_MAX * usual
    limits = worker.settings.batch_bytes_max / 2**20
    assert bodies <= GROWTH_MAX * usual + 8 * limits
