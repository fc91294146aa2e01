"""A subscriber of all public topics, as any other would be: committed messages only, each with when it was seen."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

import orjson
from aiokafka import TopicPartition

from streams import topology
from streams.hosts import clients
from streams.hosts.collecting import origin_of
from streams.hosts.stopping import stop

TOPICS = tuple(name for name in topology.PUBLIC if name != topology.RAW)
READ_MILLISECONDS = 200
FETCH_MILLISECONDS = 20  # the broker may wait for so long for more: what this reader adds to a latency at most
STEP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Received:
    """A message, and when it was here (seconds of a monotonic clock)."""

    topic: str
    at: float
    headers: tuple[tuple[str, bytes], ...]
    value: bytes
    partition: int
    origin: tuple[int, int] | None  # of the capture that was settled: partition and offset on article.raw


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a capture, and when it was known."""

    at: float
    outcome: str
    page: str | None
    captured_at: str
    partition: int


class Subscriber:
    """Reads from where the topics end when it starts."""

    def __init__(self, servers: str, partitions: int) -> None:
        self._consumer = clients.consumer(
            servers,
            isolation_level="read_committed",
            fetch_max_wait_ms=FETCH_MILLISECONDS,
            max_partition_fetch_bytes=topology.MESSAGE_BYTES_MAX,
        )
        self._wanted = [TopicPartition(topic, number) for topic in TOPICS for number in range(partitions)]
        self._task: asyncio.Task[None] | None = None
        self.sites: set[bytes] = set()  # whose captures are counted: others may be at work beside them
        self.received: list[Received] = []
        self.settled = 0

    async def __aenter__(self) -> Subscriber:
        await self._consumer.start()
        self._consumer.assign(self._wanted)
        for tp, offset in (await self._consumer.end_offsets(self._wanted)).items():
            self._consumer.seek(tp, offset)
        self._task = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await stop(self._consumer)

    async def until_settled(self, count: int, seconds_max: float, alive: Callable[[], None]) -> bool:
        """Wait until so many captures are settled in all; False where that takes longer than ``seconds_max``."""
        deadline = time.monotonic() + seconds_max
        while self.settled < count:
            if self._task is not None and self._task.done():
                self._task.result()
            alive()
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(STEP_SECONDS)
        return True

    def take(self) -> list[Received]:
        """Return what has come since the last time."""
        taken, self.received = self.received, []
        return taken

    async def _read(self) -> None:
        while True:
            fetched = await self._consumer.getmany(timeout_ms=READ_MILLISECONDS)
            now = time.monotonic()
            for tp, records in fetched.items():
                if tp.topic == topology.SETTLED:
                    self.settled += sum(r.key in self.sites for r in records)
                for r in records:
                    origin = origin_of(r) if tp.topic == topology.SETTLED else None
                    where = None if origin is None else origin[1:]
                    self.received.append(Received(tp.topic, now, tuple(r.headers), r.value or b"", tp.partition, where))


def settled_by_origin(received: list[Received]) -> dict[tuple[int, int], Settled]:
    """Return what became of captures by where they stand on article.raw."""
    found = {}
    for message in received:
        if message.origin is not None:
            value = orjson.loads(message.value)
            found[message.origin] = Settled(
                message.at, value["outcome"], value["page"], value["captured_at"], message.partition
            )
    return found
