"""What strangers may not make the fetcher do."""

import asyncio
import gzip
import importlib
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web

from streams.fetching import Fetcher, Look
from streams.fetching.settings import MIB
from tests.fetching.conftest import FAST, Server


def brotli_packed(data: bytes) -> bytes:
    """Pack by Brotli; the module comes with what unpacks it."""
    return bytes(importlib.import_module("brotli").compress(data, quality=5))


Servers = Callable[[], Awaitable[Server]]


async def test_loopback_is_refused_unless_it_is_allowed(server: Server) -> None:
    server.text("/", "secret")
    async with Fetcher(replace(FAST, obey_robots=False)) as fetcher:
        answer = await fetcher.fetch(Look(server.url("/")))
    assert answer.fault is not None
    assert answer.fault.code == "address_not_allowed"
    assert answer.status is None
    assert not server.requests


async def test_a_name_that_resolves_to_loopback_is_refused(server: Server) -> None:
    port = server.place.rpartition(":")[2]
    async with Fetcher(replace(FAST, obey_robots=False)) as fetcher:
        answer = await fetcher.fetch(Look(f"http://localhost:{port}/"))
    assert answer.fault is not None
    assert answer.fault.code == "address_not_allowed"
    assert not server.requests


async def test_a_redirect_into_a_private_network_is_refused(fetcher: Fetcher, server: Server, servers: Servers) -> None:
    other = await servers()
    other.text("/latest/meta-data", "secret")
    server.redirect("/story", other.url("/latest/meta-data"))
    answer = await fetcher.fetch(Look(server.url("/story")))
    assert answer.fault is not None
    assert answer.fault.code in ("address_not_allowed", "robots")
    assert not other.requests


async def test_a_name_that_changes_its_address_is_checked_each_time(server: Server) -> None:
    """DNS rebinding: the check that was passed by the first address does not count for the second."""
    resolver = Rebinding("127.0.0.1")
    port = int(server.place.rpartition(":")[2])
    server.text("/", "page", headers={"Connection": "close"})
    settings = replace(FAST, allowed_private=frozenset({server.place}), obey_robots=False)
    async with Fetcher(settings) as fetcher:
        session = fetcher._session
        assert session is not None
        connector = session.connector
        assert isinstance(connector, aiohttp.TCPConnector)
        connector._resolver = resolver
        connector._use_dns_cache = False
        first = await fetcher.fetch(Look(f"http://rebinding.example:{port}/"))
        resolver.address = "127.0.0.2"
        second = await fetcher.fetch(Look(f"http://rebinding.example:{port}/"))
    assert first.body == b"page"
    assert second.fault is not None
    assert second.fault.code == "address_not_allowed"


class Rebinding(aiohttp.abc.AbstractResolver):
    """Resolves every name to what it is told."""

    def __init__(self, address: str) -> None:
        self.address = address

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[aiohttp.abc.ResolveResult]:
        return [
            {"hostname": host, "host": self.address, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
        ]

    async def close(self) -> None:
        """Nothing is held."""


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "gopher://a.example/", "//a.example/", "",
            "http://", "http://[::1", "data:text/html,x", "http://a b/"]
)  # fmt: skip
async def test_only_web_addresses_are_fetched(fetcher: Fetcher, url: str) -> None:
    answer = await fetcher.fetch(Look(url))
    assert answer.fault is not None
    assert answer.fault.code == "bad_address"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "javascript:alert(1)", "ftp://a.example/x", ""])
async def test_a_redirect_to_no_web_address_is_not_followed(fetcher: Fetcher, server: Server, target: str) -> None:
    server.redirect("/", target)
    answer = await fetcher.fetch(Look(server.url("/")))
    assert answer.fault is not None
    assert answer.fault.code == "bad_redirect"


async def test_a_body_over_the_limit_is_not_read(fetcher: Fetcher, server: Server) -> None:
    written = 0

    async def endless(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        nonlocal written
        for _ in range(200):
            await response.write(b"x" * MIB)
            written += MIB
        return response

    server.on("/", endless)
    answer = await fetcher.fetch(Look(server.url("/")))
    assert answer.fault is not None
    assert answer.fault.code == "too_large"
    assert answer.body == b""
    # Eight and what lies in the buffers between.
    assert written < 100 * MIB


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("br", brotli_packed)])
async def test_a_bomb_is_not_unpacked(
    fetcher: Fetcher, server: Server, coding: str, pack: Callable[[bytes], bytes]
) -> None:
    server.text("/", pack(b"\x00" * (64 * MIB)), headers={"Content-Encoding": coding})
    answer = await fetcher.fetch(Look(server.url("/")))
    assert answer.fault is not None
    assert answer.fault.code == "too_large"


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("br", brotli_packed)])
async def test_packed_bodies_are_unpacked(
    fetcher: Fetcher, server: Server, coding: str, pack: Callable[[bytes], bytes]
) -> None:
    server.text("/", pack(b"<p>The ferry sails again.</p>"), headers={"Content-Encoding": coding})
    assert (await fetcher.fetch(Look(server.url("/")))).body == b"<p>The ferry sails again.</p>"
    assert server.requests[-1].headers["Accept-Encoding"] == "gzip, deflate, br"


async def test_a_header_without_end_is_no_answer(fetcher: Fetcher, server: Server) -> None:
    server.text("/", "x", headers={"X-Long": "x" * 200_000})
    answer = await fetcher.fetch(Look(server.url("/")))
    assert answer.fault is not None
    assert answer.fault.code == "protocol"


async def test_a_silent_host_is_not_waited_for(server: Server) -> None:
    async def silent(_: web.BaseRequest) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    server.on("/", silent)
    settings = replace(FAST, allowed_private=frozenset({server.place}), obey_robots=False, request_seconds_max=0.2)
    async with Fetcher(settings) as fetcher:
        answer = await fetcher.fetch(Look(server.url("/")))
    assert answer.fault is not None
    assert answer.fault.code == "timeout"


async def test_no_cookie_comes_back(fetcher: Fetcher, server: Server) -> None:
    server.text("/", "x", headers={"Set-Cookie": "reader=17; Path=/"})
    first = await fetcher.fetch(Look(server.url("/")))
    await fetcher.fetch(Look(server.url("/")))
    assert "set-cookie" not in first.headers
    assert all("Cookie" not in request.headers for request in server.requests)


async def test_a_password_in_an_address_is_neither_sent_nor_told(fetcher: Fetcher, server: Server) -> None:
    server.redirect("/", f"http://me:secret@{server.place}/next")
    server.text("/next", "x")
    answer = await fetcher.fetch(Look(server.url("/")))
    assert answer.body == b"x"
    assert all("Authorization" not in request.headers for request in server.requests)
    assert "secret" not in repr(answer.redirects) + answer.final_url


async def test_a_host_that_breaks_off_is_a_fault(fetcher: Fetcher, server: Server) -> None:
    async def broken(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"half")
        assert request.transport is not None
        request.transport.close()
        return response

    server.on("/", broken)
    answer = await fetcher.fetch(Look(server.url("/")))
    assert answer.fault is not None
    assert answer.fault.code == "connection"
    assert answer.body == b""


async def test_why_an_address_is_refused_is_said_and_not_blamed_on_robots_txt() -> None:
    async with Fetcher(FAST) as fetcher:
        answer = await fetcher.fetch(Look("http://127.0.0.1:9/feed.xml"))
    assert answer.fault is not None
    assert answer.fault.code == "address_not_allowed"
