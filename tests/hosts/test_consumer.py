"""Where a worker's reading goes on after a reassignment."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from faust.types import TP

from streams.hosts.consumer import ChunkConsumer

COMMITTED, UNCOMMITTED = TP("article.raw", 0), TP("article.raw", 1)


class Thread:
    """The thread that talks to the broker, which here only notes where it is sent."""

    def __init__(self) -> None:
        self.to_beginning: list[tuple[str, int]] = []

    async def seek_to_committed(self) -> dict[TP, int]:
        return {COMMITTED: 7, UNCOMMITTED: -1}

    async def seek_to_beginning(self, *partitions: Any) -> None:
        self.to_beginning += [(tp.topic, tp.partition) for tp in partitions]


def consumer(thread: Thread) -> ChunkConsumer:
    """A consumer of two partitions without a broker; its positions are behind what was fetched already."""
    made = ChunkConsumer.__new__(ChunkConsumer)
    made.__dict__.update(
        _thread=thread,
        _read_offset={UNCOMMITTED: 12},
        _committed_offset={},
        assignment=lambda: {COMMITTED, UNCOMMITTED},
        app=SimpleNamespace(),
    )
    return made


async def test_reading_goes_on_at_what_is_committed_and_else_at_the_beginning() -> None:
    thread = Thread()
    reading = consumer(thread)
    await reading.perform_seek()
    assert thread.to_beginning == [("article.raw", 1)]
    assert reading._goes_on_at == {COMMITTED: 7, UNCOMMITTED: 0}
