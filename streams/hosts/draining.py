"""When is everything handled? When no stage, in the order data flows, has anything left to read. No guessing by time.

A stage is done when its group has committed what there is to read in its topics. The offset of the last message and the
end of the log differ where transactions left their markers, so a partition whose committed offset stands still below
the end is asked whether a message lies between. Because a stage may feed one that was looked at already, a pass counts
only if nothing has moved since the pass before. The end is that of the log, open transactions included: what a stage
has committed may be visible in its offsets a moment before it is in the topic of the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from aiokafka import TopicPartition

from streams import topology
from streams.hosts import clients
from streams.hosts.stopping import stop

POLL_SECONDS = 0.2
PROBE_MILLISECONDS = 250
PROBES_MAX = 20

Positions = dict[TopicPartition, int]


class Drain:
    """Follows how far the stages of a group have come."""

    def __init__(
        self, bootstrap_servers: str, group: str, partitions: int, inputs: Sequence[str] = topology.CONSUMED
    ) -> None:
        self.group = group
        self._admin = clients.admin(bootstrap_servers)
        self._reader = clients.consumer(
            bootstrap_servers,
            isolation_level="read_committed",
            max_partition_fetch_bytes=topology.MESSAGE_BYTES_MAX,
        )
        self._ends_reader = clients.consumer(bootstrap_servers, isolation_level="read_uncommitted")
        self._inputs = [TopicPartition(topic, n) for topic in inputs for n in range(partitions)]
        self._empty: Positions = {}  # offsets from which on a partition is known to hold markers only, up to an end

    async def start(self) -> None:
        """Connect."""
        await self._admin.start()
        await self._reader.start()
        await self._ends_reader.start()

    async def stop(self) -> None:
        """Disconnect."""
        await stop(self._ends_reader)
        await stop(self._reader)
        await self._admin.close()

    async def wait(self, alive: Callable[[], None], progress: Callable[[int], None]) -> None:
        """Return when all is handled. ``alive`` raises when the workers are gone; ``progress`` gets what is left."""
        before: tuple[Positions, Positions] | None = None
        while True:
            alive()
            ends = await self._ends()
            committed = await self.committed()
            left = {tp: end - committed.get(tp, 0) for tp, end in ends.items() if committed.get(tp, 0) < end}
            progress(sum(count for tp, count in left.items() if tp.topic == topology.RAW))
            standing = before is not None and before == (ends, committed)
            if standing and not await self._messages_left(left, committed, ends):
                return
            before = (ends, committed)
            await asyncio.sleep(POLL_SECONDS)

    async def _ends(self) -> Positions:
        ends: Positions = await self._ends_reader.end_offsets(self._inputs)
        return ends

    async def committed(self) -> Positions:
        """Return the group's committed offsets of the stages' inputs."""
        offsets = await clients.committed(self._admin, self.group)
        return {tp: offsets[tp] for tp in self._inputs if tp in offsets}

    async def _messages_left(self, left: Positions, committed: Positions, ends: Positions) -> bool:
        """Whether a message lies between what is committed and the end; markers of transactions are none."""
        unknown = [tp for tp in left if self._empty.get(tp) != ends[tp]]
        self._reader.assign(unknown)
        for tp in unknown:
            self._reader.seek(tp, committed.get(tp, 0))
        for _ in range(PROBES_MAX):
            behind = [tp for tp in unknown if await self._reader.position(tp) < ends[tp]]
            if not behind:
                self._empty.update({tp: ends[tp] for tp in unknown})
                return False
            if await self._reader.getmany(*behind, timeout_ms=PROBE_MILLISECONDS, max_records=1):
                return True
        return True
