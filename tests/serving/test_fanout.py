"""Joining the live stream: nothing between reading the archive and following it is lost or comes twice."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any, cast

from streams import topology
from streams.archive import Archive, Filters
from streams.serving.fanout import Fanout, Stream
from tests.archive.river import golden

WAIT_SECONDS_MAX = 20


class Transport:
    """Stands for a socket: keeps what is written."""

    def __init__(self, waiting: int = 0) -> None:
        self.written = b""
        self.waiting = waiting
        self.is_aborted = False

    def write(self, data: bytes) -> None:
        self.written += data

    def is_closing(self) -> bool:
        return self.is_aborted

    def get_write_buffer_size(self) -> int:
        return self.waiting

    def abort(self) -> None:
        self.is_aborted = True

    def places(self) -> list[int]:
        return [int(each) for each in re.findall(rb"id: [0-9a-f]+-([0-9]+)\nevent", self.written)]


def stream(transport: Transport, position: int) -> Stream:
    future = asyncio.get_running_loop().create_future()
    return Stream(cast(asyncio.Transport, transport), position, chunked=True, done=future)


async def served(fanout: Fanout, transport: Transport, last: int) -> None:
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        while last not in transport.places():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)
    assert not fanout.closed


async def test_each_stream_gets_what_lies_above_its_own_place(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.sqlite3")
    fanout = Fanout(archive, buffer_bytes_max=1_000_000, keep_alive_seconds=100)
    messages = [message for message in golden() if message.topic == topology.REVISED]
    archive.add(messages[:10])
    early, late = Transport(), Transport()
    assert fanout.join(Filters(), stream(early, 4))  # a new channel begins at its place
    assert fanout.join(Filters(), stream(late, 7))  # read further before it came
    assert not fanout.join(Filters(), stream(Transport(), 3))  # must read on first
    fanout.start()
    archive.add(messages[10:12])
    await served(fanout, early, 12)
    await served(fanout, late, 12)
    assert early.places() == list(range(5, 13))
    assert late.places() == list(range(8, 13))
    assert not fanout.join(Filters(), stream(Transport(), 11))
    assert fanout.join(Filters(), stream(Transport(), 12))
    await fanout.stop()
    archive.close()


async def test_one_slow_stream_is_dropped_and_the_others_go_on(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.sqlite3")
    fanout = Fanout(archive, buffer_bytes_max=1_000, keep_alive_seconds=100)
    slow, quick = Transport(waiting=1_001), Transport(waiting=1_000)
    streams: list[Any] = [stream(slow, 0), stream(quick, 0)]
    assert all(fanout.join(Filters(), each) for each in streams)
    fanout.start()
    archive.add([message for message in golden() if message.topic == topology.REVISED][:3])
    await served(fanout, quick, 3)
    assert slow.is_aborted
    assert slow.written == b""
    assert [each.done.done() for each in streams] == [True, False]
    assert fanout.dropped == 1
    await fanout.stop()
    archive.close()


async def test_chunks_are_those_of_http() -> None:
    transport = Transport()
    stream(transport, 0).write(b"data: x\n\n")
    assert transport.written == b"9\r\ndata: x\n\n\r\n"
