"""The same captures through a real Kafka and one real worker process."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from streams.broker import Broker, local_broker
from streams.hosts import topics
from streams.hosts.collecting import Collector, tally
from streams.hosts.draining import Drain
from streams.hosts.feeding import Feeder
from streams.hosts.workers import Workers
from streams.settings import Settings
from tests.benchmarks.captures import Capture
from tests.benchmarks.process import NotMeasurable, cpu_seconds

SAMPLE_SECONDS = 0.1


@dataclass(frozen=True)
class Passage:
    """What one load took, from the first capture written to the last message handled."""

    seconds: float
    worker_cpu: float
    producer_cpu: float
    broker_cpu: float


@dataclass(frozen=True)
class _Sample:
    at: float
    cpu: float
    committed: object


class River:
    """A running worker, to be given captures."""

    def __init__(self, broker: Broker, settings: Settings, workers: Workers) -> None:
        self._broker = broker
        self._settings = settings
        self._workers = workers
        (self._pid,) = workers.pids

    async def carry(self, captures: Sequence[Capture]) -> Passage:
        """Write captures, wait until all stages are through, and return what it took."""
        settings = self._settings
        drain = Drain(settings.bootstrap_servers, settings.app_id, settings.partitions)
        await drain.start()
        watching = asyncio.create_task(self._watch(drain))
        try:
            started, worker, producer = time.monotonic(), cpu_seconds(self._pid), time.process_time()
            broker = cpu_seconds(self._broker.pid)
            await self._write(captures)
            producer = time.process_time() - producer
            await drain.wait(self._check, lambda _left: None)
            await asyncio.sleep(2 * SAMPLE_SECONDS)
            broker = cpu_seconds(self._broker.pid) - broker
        finally:
            watching.cancel()
            samples = await watching
            await drain.stop()
        # What comes after the last commit is waiting to be sure that it was the last.
        last = next(sample for sample in samples if sample.committed == samples[-1].committed)
        return Passage(last.at - started, last.cpu - worker, producer, broker)

    async def outcomes(self) -> Counter[str]:
        """Count what became of all captures so far."""
        collector = Collector(self._settings.bootstrap_servers, self._settings.partitions, {})
        return tally(list((await collector.outcomes()).values()))

    def _check(self) -> None:
        self._workers.check()
        if self._workers.pids != [self._pid]:
            raise NotMeasurable("the worker died and was started again: there is nothing to compare")

    async def _write(self, captures: Sequence[Capture]) -> None:
        feeder = Feeder(self._settings.bootstrap_servers, self._settings.partitions)
        await feeder.start()
        try:
            for capture in captures:
                await feeder.write(capture.raw, capture.site)
        finally:
            await feeder.stop()

    async def _watch(self, drain: Drain) -> list[_Sample]:
        samples: list[_Sample] = []
        with contextlib.suppress(asyncio.CancelledError):
            while True:
                committed = await drain.committed()
                samples.append(_Sample(time.monotonic(), cpu_seconds(self._pid), committed))
                await asyncio.sleep(SAMPLE_SECONDS)
        return samples


@contextlib.asynccontextmanager
async def running(partitions: int) -> AsyncIterator[River]:
    """Yield a worker on a throw-away Kafka."""
    async with contextlib.AsyncExitStack() as stack:
        broker = await stack.enter_async_context(local_broker(ephemeral=True))
        tables = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rowback-benchmark-")))
        settings = Settings(bootstrap_servers=broker.bootstrap_servers, partitions=partitions, data_dir=tables)
        await topics.ensure(settings)
        yield River(broker, settings, await stack.enter_async_context(Workers(settings, 1)))
