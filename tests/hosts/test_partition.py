"""What a partition takes in: in order, in bounded batches, and never past a gap."""

import asyncio
from pathlib import Path

import pytest

from streams import topology
from streams.handler import Handler
from streams.hosts.partition import CHUNKS_WAITING_MAX, Chunk, InputGap, Partition
from streams.messages import Incoming
from streams.settings import Settings


def chunk(after: int, *offsets: int, size: int = 100) -> Chunk:
    messages = [Incoming(topology.RAW, 0, offset, None, b"{}", 0) for offset in offsets]
    return Chunk(topology.RAW, after, messages, size)


@pytest.fixture
async def partition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Partition:
    """A partition whose task stands still: only its queue is looked at."""

    async def stand_still(self: Partition) -> None:
        await self._stop_asked.wait()

    monkeypatch.setattr(Partition, "_run", stand_still)
    settings = Settings(data_dir=tmp_path, batch_captures_max=4, batch_bytes_max=1024)
    return Partition(0, settings, Handler(8), "cluster", lambda _: None)


async def test_what_goes_on_where_the_state_stands_is_taken(partition: Partition) -> None:
    await partition.offer(chunk(3, 3, 4))
    await partition.offer(chunk(5, 7))
    assert [c.after for c in partition._next_chunks({topology.RAW: 3})] == [3, 5]


async def test_what_was_handled_already_may_come_again(partition: Partition) -> None:
    await partition.offer(chunk(0, 0, 1, 2))
    await partition.offer(chunk(3, 3))
    assert [c.after for c in partition._next_chunks({topology.RAW: 3})] == [0, 3]


async def test_messages_skipped_on_the_way_stop_the_partition_instead_of_being_lost(partition: Partition) -> None:
    await partition.offer(chunk(5, 5, 6))
    with pytest.raises(InputGap, match=r"stands at offset 3, the input goes on at 5"):
        partition._next_chunks({topology.RAW: 3})


async def test_a_gap_behind_an_earlier_chunk_is_seen_too(partition: Partition) -> None:
    await partition.offer(chunk(3, 3))
    await partition.offer(chunk(6, 6))
    with pytest.raises(InputGap):
        partition._next_chunks({topology.RAW: 3})


async def test_a_batch_is_bounded_by_captures_and_by_bytes(partition: Partition) -> None:
    for after in range(0, 9, 3):
        await partition.offer(chunk(after, after, after + 1, after + 2))
    assert len(partition._next_chunks({})) == 1
    partition._waiting.clear()
    await partition.offer(chunk(0, 0, size=900))
    await partition.offer(chunk(1, 1, size=900))
    assert len(partition._next_chunks({})) == 1


async def test_a_chunk_larger_than_a_batch_is_a_batch_of_its_own(partition: Partition) -> None:
    await partition.offer(chunk(0, *range(50), size=1_000_000))
    assert len(partition._next_chunks({})) == 1


async def test_a_full_queue_makes_the_agent_wait_and_a_stop_lets_it_go(partition: Partition) -> None:
    for after in range(CHUNKS_WAITING_MAX):
        await partition.offer(chunk(after, after))
    waiting = asyncio.create_task(partition.offer(chunk(99, 99)))
    await asyncio.sleep(0)
    assert not waiting.done()
    await partition.stop()
    await asyncio.wait_for(waiting, 5)


async def test_a_batch_is_bounded_by_the_time_that_the_last_ones_took(partition: Partition) -> None:
    for after in range(4):
        await partition.offer(chunk(after, after))
    partition._seconds_each = 0.5  # of a second that a batch may take
    assert len(partition._next_chunks({})) == 2
    partition._seconds_each = 30.0
    assert len(partition._next_chunks({})) == 1
