"""Liveness: after a fault, what was written before is handled within a bound, without anybody's help."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from streams import topology
from streams.hosts.draining import Drain

RECOVERY_SECONDS_MAX = 150.0  # generous: session timeouts, a rebalance, and a busy machine on top of them
DRAIN_SECONDS_MAX = 300.0
ANSWER_SECONDS_MAX = 20.0
POLL_SECONDS = 0.25


class StandsStill(Exception):
    """The pipeline has not resumed by itself; the message says what is left."""


class Progress:
    """How far the workers' group has come, asked through whatever happens to the broker."""

    def __init__(self, servers: str, group: str, partitions: int, tend: Callable[[], None]) -> None:
        self._servers = servers
        self._group = group
        self._partitions = partitions
        self._tend = tend
        self._drain: Drain | None = None

    async def stop(self) -> None:
        """Disconnect."""
        drain, self._drain = self._drain, None
        if drain is not None:
            await drain.stop()

    async def reached(self, newest: Mapping[int, int]) -> float:
        """Wait until captures up to these offsets, by partition, are handled; return how many seconds that took.

        Raises StandsStill after ``RECOVERY_SECONDS_MAX``.
        """
        began = time.monotonic()
        wanted = {TopicPartition(topology.RAW, number): offset + 1 for number, offset in newest.items()}
        left = wanted
        while left:
            if time.monotonic() - began > RECOVERY_SECONDS_MAX:
                behind = {tp.partition: offset for tp, offset in sorted(left.items())}
                raise StandsStill(f"not handled after {RECOVERY_SECONDS_MAX:g} s, by partition: {behind}")
            self._tend()
            await asyncio.sleep(POLL_SECONDS)
            committed = await self._committed()
            left = {tp: offset for tp, offset in left.items() if committed.get(tp, 0) < offset}
        return time.monotonic() - began

    async def drained(self) -> float:
        """Wait until no stage has anything left to read; return how many seconds that took. Raises StandsStill."""
        began = time.monotonic()
        while True:
            try:
                drain = await self._connected()
                left = DRAIN_SECONDS_MAX - (time.monotonic() - began)
                await asyncio.wait_for(drain.wait(self._tend, lambda _: None), max(left, 0.0))
                return time.monotonic() - began
            except TimeoutError:
                raise StandsStill(f"lag did not fall to zero within {DRAIN_SECONDS_MAX:g} s") from None
            except (KafkaError, OSError):
                await self.stop()
                await asyncio.sleep(POLL_SECONDS)

    async def _connected(self) -> Drain:
        if self._drain is None:
            drain = Drain(self._servers, self._group, self._partitions)
            await asyncio.wait_for(drain.start(), ANSWER_SECONDS_MAX)
            self._drain = drain
        return self._drain

    async def _committed(self) -> dict[TopicPartition, int]:
        try:
            drain = await self._connected()
            return await asyncio.wait_for(drain.committed(), ANSWER_SECONDS_MAX)
        except (KafkaError, OSError, TimeoutError):
            await self.stop()
            return {}
