"""What was read reaches its partition, whatever a reassignment does meanwhile."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast

from faust.types import TP

from streams import topology
from streams.hosts.partition import Chunk, Partition
from streams.hosts.worker import App
from streams.messages import Incoming
from streams.settings import Settings

GENERATION = 3


class Queue:
    """A partition that only notes what it is given."""

    def __init__(self) -> None:
        self.chunks: list[Chunk] = []

    async def offer(self, chunk: Chunk) -> None:
        self.chunks.append(chunk)

    async def stop(self) -> None:
        pass


class Worker(App):
    """An app whose partitions are queues."""

    def new_partition(self, number: int) -> Partition:
        return cast(Partition, Queue())


def chunk(generation: int) -> Chunk:
    return Chunk(topology.RAW, 0, [Incoming(topology.RAW, 0, 0, None, b"{}", 0)], 2, generation)


def given(worker: Worker) -> list[int]:
    return [chunk.generation for chunk in cast(Queue, worker.owned[0]).chunks]


def made(folder: Path) -> Worker:
    worker = Worker(Settings(data_dir=folder), "cluster")
    worker.consumer_generation_id = GENERATION
    return worker


async def test_what_comes_before_its_partition_is_taken_over_waits_for_that(tmp_path: Path) -> None:
    worker = made(tmp_path)
    early = asyncio.create_task(worker.hand_over(chunk(GENERATION)))
    await asyncio.sleep(0)
    assert not early.done()
    await worker.own({TP(topology.RAW, 0)})
    await early
    assert given(worker) == [GENERATION]


async def test_what_was_read_under_the_assignment_before_is_left_to_be_read_again(tmp_path: Path) -> None:
    worker = made(tmp_path)
    await worker.own({TP(topology.RAW, 0)})
    await worker.disown()
    late = asyncio.create_task(worker.hand_over(chunk(GENERATION)))
    worker.consumer_generation_id = GENERATION + 1
    await worker.own({TP(topology.RAW, 0)})
    await late
    await worker.hand_over(chunk(GENERATION + 1))
    assert given(worker) == [GENERATION + 1]
