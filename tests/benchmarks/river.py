"""The same captures through a real Kafka and one real worker process."""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from streams import topology
from streams.broker import Broker, local_broker
from streams.hosts import topics
from streams.hosts.collecting import Collector, tally
from streams.hosts.workers import Workers
from streams.settings import Settings
from tests.benchmarks.captures import Capture
from tests.benchmarks.carrying import Carrier, Passage
from tests.benchmarks.process import NotMeasurable


class River:
    """A running worker, to be given captures."""

    def __init__(self, broker: Broker, settings: Settings, workers: Workers) -> None:
        self._settings = settings
        self._workers = workers
        (self._pid,) = workers.pids
        self._carrier = Carrier(broker, self._pid, settings.app_id, topology.CONSUMED, settings.partitions, self._check)

    async def carry(self, captures: Sequence[Capture]) -> Passage:
        """Write captures, wait until all stages are through, and return what it took."""
        return await self._carrier.carry(captures)

    async def outcomes(self) -> Counter[str]:
        """Count what became of all captures so far."""
        collector = Collector(self._settings.bootstrap_servers, self._settings.partitions, {})
        return tally(list((await collector.outcomes()).values()))

    def _check(self) -> None:
        self._workers.check()
        if self._workers.pids != [self._pid]:
            raise NotMeasurable("the worker died and was started again: there is nothing to compare")


@contextlib.asynccontextmanager
async def running(partitions: int) -> AsyncIterator[River]:
    """Yield a worker on a throw-away Kafka."""
    async with contextlib.AsyncExitStack() as stack:
        broker = await stack.enter_async_context(local_broker(ephemeral=True))
        tables = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rowback-benchmark-")))
        settings = Settings(bootstrap_servers=broker.bootstrap_servers, partitions=partitions, data_dir=tables)
        await topics.ensure(settings)
        yield River(broker, settings, await stack.enter_async_context(Workers(settings, 1)))
