"""The proxy does what networks do, and lets everything through when it is not asked to do anything."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from tests.faults.proxy import Proxy

SOON = 5.0
SILENCE = 0.2


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    """Before a server that gives back what it gets."""

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(1024):
                writer.write(data)
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    proxy = Proxy(server.sockets[0].getsockname()[1])
    await proxy.start()
    yield proxy
    await proxy.stop()
    server.close()


class Client:
    """A connection through the proxy."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def of(cls, proxy: Proxy) -> Client:
        return cls(*await asyncio.open_connection("127.0.0.1", proxy.port))

    async def echoed(self, words: bytes, seconds: float = SOON) -> bytes:
        self.writer.write(words)
        return await asyncio.wait_for(self.reader.read(1024), seconds)


async def test_what_is_sent_comes_through_both_ways(proxy: Proxy) -> None:
    client = await Client.of(proxy)
    assert await client.echoed(b"word") == b"word"
    assert proxy.connections == 2


async def test_a_delay_holds_for_each_direction(proxy: Proxy) -> None:
    client = await Client.of(proxy)
    proxy.delay_seconds = 0.3
    began = asyncio.get_running_loop().time()
    assert await client.echoed(b"word") == b"word"
    assert asyncio.get_running_loop().time() - began >= 2 * 0.3


async def test_a_black_hole_is_silent_and_gives_up_what_it_took_when_it_ends(proxy: Proxy) -> None:
    client = await Client.of(proxy)
    proxy.swallow()
    with pytest.raises(TimeoutError):
        await client.echoed(b"word", SILENCE)
    proxy.flow()
    assert await asyncio.wait_for(client.reader.read(1024), SOON) == b"word"


async def test_a_reset_is_told_to_the_client(proxy: Proxy) -> None:
    client = await Client.of(proxy)
    assert await client.echoed(b"word") == b"word"
    proxy.reset()
    with pytest.raises(ConnectionResetError):
        await asyncio.wait_for(client.reader.read(1024), SOON)


async def test_whoever_is_refused_is_reset(proxy: Proxy) -> None:
    proxy.refusing = True
    client = await Client.of(proxy)
    with pytest.raises(ConnectionError):
        await asyncio.wait_for(client.reader.read(1024), SOON)
