"""A TCP proxy that does to connections what networks do: delays them, resets them, or swallows what they carry."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct

CHUNK_BYTES_MAX = 64 * 1024
RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER with no time: the other side is told of a reset, not of an end


class Proxy:
    """Stands before a port of 127.0.0.1. What it does to connections is set from outside, at any moment."""

    def __init__(self, target_port: int) -> None:
        self.delay_seconds = 0.0  # for each piece of data, in both directions
        self.refusing = False  # new connections are reset at once
        self.port = 0
        self._target_port = target_port
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen on any free port."""
        self._server = await asyncio.start_server(self._accepted, "127.0.0.1", self.port)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """End all connections and listen no more."""
        if self._server is not None:
            self._server.close()
        self.reset()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def swallow(self) -> None:
        """Become a black hole: connections stay open, new ones are taken, and nothing arrives."""
        self._flowing.clear()

    def flow(self) -> None:
        """Let through what came in meanwhile, and all that follows."""
        self._flowing.set()

    def reset(self) -> None:
        """Reset every open connection."""
        for writer in list(self._open):
            _reset(writer)

    @property
    def connections(self) -> int:
        """How many connections are open, both sides of each counted."""
        return len(self._open)

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refusing:
            _reset(writer)
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        except OSError:
            _reset(writer)  # as a port that nobody listens on would
            return
        for source, sink in ((reader, far_writer), (far_reader, writer)):
            self._open.add(sink)
            task = asyncio.create_task(self._pump(source, sink))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(OSError):
                while data := await source.read(CHUNK_BYTES_MAX):
                    if self.delay_seconds:
                        await asyncio.sleep(self.delay_seconds)
                    await self._flowing.wait()
                    sink.write(data)
                    await sink.drain()
        finally:
            self._open.discard(sink)
            sink.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
    writer.transport.abort()
