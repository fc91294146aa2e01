"""Feeds a generated history at a steady, bounded rate for as long as faults happen, and knows what was accepted."""

from __future__ import annotations

import asyncio
import contextlib
from types import TracebackType

from aiokafka.errors import KafkaError

from streams.hosts.feeding import UNWRITTEN, Feeder

CHUNK_CAPTURES = 6
CHUNK_SECONDS = 0.5
AGAIN_SECONDS = 1.0
CLOSE_SECONDS_MAX = 5.0

Capture = tuple[bytes, str]


class Feeding:
    """Writes captures one chunk after the other; a chunk that was not accepted is not written again."""

    def __init__(self, servers: str, partitions: int, captures: list[Capture]) -> None:
        self.acknowledged: set[tuple[int, int]] = set()
        self.newest: dict[int, int] = {}  # by partition: the offset of the last capture that was accepted
        self._servers = servers
        self._partitions = partitions
        self._captures = captures
        self._task: asyncio.Task[None] | None = None
        self.left = len(captures)

    async def __aenter__(self) -> Feeding:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.wait([self._task])
        if not self._task.cancelled():
            self._task.result()

    async def _run(self) -> None:
        """A new producer after each fault of one: what it had in hand is accepted or not, and looked up at the end."""
        while self.left:
            feeder = Feeder(self._servers, self._partitions)
            try:
                await feeder.start()
                while self.left:
                    await self._chunk(feeder)
                    await asyncio.sleep(CHUNK_SECONDS)
            except (KafkaError, OSError):
                await asyncio.sleep(AGAIN_SECONDS)
            finally:
                self._note(feeder)
                with contextlib.suppress(KafkaError, OSError, TimeoutError):
                    await asyncio.wait_for(feeder.stop(), CLOSE_SECONDS_MAX)

    async def _chunk(self, feeder: Feeder) -> None:
        begin = len(self._captures) - self.left
        chunk = self._captures[begin : begin + CHUNK_CAPTURES]
        self.left -= len(chunk)
        for raw, site in chunk:
            await feeder.write(raw, site)
        await feeder.flush()
        self._note(feeder)

    def _note(self, feeder: Feeder) -> None:
        for number, offset in zip(feeder.numbers, feeder.offsets, strict=True):
            if number != UNWRITTEN and offset >= 0:
                self.acknowledged.add((number, offset))
                self.newest[number] = max(offset, self.newest.get(number, -1))
