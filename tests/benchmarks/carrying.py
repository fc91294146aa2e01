"""Carries captures through a process that reads ``article.raw``, and measures what that takes."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from streams.broker import Broker
from streams.hosts.draining import Drain
from streams.hosts.feeding import Feeder
from tests.benchmarks.captures import Capture
from tests.benchmarks.process import cpu_seconds

SAMPLE_SECONDS = 0.1


@dataclass(frozen=True)
class Passage:
    """What one load took, from the first capture written to the last message handled."""

    seconds: float
    worker_cpu: float
    producer_cpu: float
    broker_cpu: float


@dataclass(frozen=True)
class Carrier:
    """A process ``pid`` that commits what it has handled of ``topics`` under a group's name.

    ``check`` raises where the process is not what it was at the beginning.
    """

    broker: Broker
    pid: int
    group: str
    topics: tuple[str, ...]
    partitions: int
    check: Callable[[], None]

    async def carry(self, captures: Sequence[Capture]) -> Passage:
        """Write captures, wait until all stages are through, and return what it took."""
        drain = Drain(self.broker.bootstrap_servers, self.group, self.partitions, self.topics)
        await drain.start()
        watching = asyncio.create_task(self._watch(drain))
        try:
            started, worker, producer = time.monotonic(), cpu_seconds(self.pid), time.process_time()
            broker = cpu_seconds(self.broker.pid)
            await self._write(captures)
            producer = time.process_time() - producer
            await drain.wait(self.check, lambda _left: None)
            await asyncio.sleep(2 * SAMPLE_SECONDS)
            broker = cpu_seconds(self.broker.pid) - broker
        finally:
            watching.cancel()
            samples = await watching
            await drain.stop()
        # What comes after the last commit is waiting to be sure that it was the last.
        last = next(sample for sample in samples if sample.committed == samples[-1].committed)
        return Passage(last.at - started, last.cpu - worker, producer, broker)

    async def _write(self, captures: Sequence[Capture]) -> None:
        feeder = Feeder(self.broker.bootstrap_servers, self.partitions)
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
                samples.append(_Sample(time.monotonic(), cpu_seconds(self.pid), committed))
                await asyncio.sleep(SAMPLE_SECONDS)
        return samples


@dataclass(frozen=True)
class _Sample:
    at: float
    cpu: float
    committed: object
