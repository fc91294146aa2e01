"""The newsroom as a server on loopback: one listening socket for each site, one process for all."""

from __future__ import annotations

import asyncio
import errno
import gzip
import socket
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from aiohttp import web

from streams.newsroom import feeds
from streams.newsroom.desk import FORBIDDEN, Answer, Desk
from streams.newsroom.happenings import Happenings
from streams.newsroom.ledger import Ledger
from streams.newsroom.settings import NewsroomSettings
from streams.newsroom.traffic import Traffic
from streams.newsroom.world import World

HOST = "127.0.0.1"  # loopback, and nothing else: these sites lie, break off and go down
BACKLOG = 128
GZIP_BYTES_MIN = 500
SHUTDOWN_SECONDS_MAX = 0.5
ASKED = ("If-None-Match", "If-Modified-Since")


class NewsroomError(Exception):
    """The newsroom cannot run; the message is for a person."""


class Newsroom:
    """Invented sites that publish, edit and misbehave while the context is open.

    ``url`` is the list of their feeds (OPML), ``feeds`` are the feeds' addresses in the order of the sites,
    ``ledger_path`` is where what happens is written; ``traffic``
    counts how each site was asked. Raises NewsroomError where a port is taken.
    """

    def __init__(self, settings: NewsroomSettings) -> None:
        self.settings = settings
        self.ledger_path = settings.ledger or Path(tempfile.gettempdir()) / f"newsroom-{time.time_ns()}.jsonl"
        self.requests = 0
        self.traffic = [Traffic() for _ in range(settings.sites)]
        self._begun = 0.0

    async def __aenter__(self) -> Newsroom:
        """Open all sockets, then let the day begin."""
        loop = asyncio.get_running_loop()
        sockets = _sockets(self.settings)
        self.url = f"{_origin(sockets[0])}/feeds.opml"
        origins = [_origin(one) for one in sockets[1:]]
        started = time.time()
        self._begun = loop.time()
        try:
            self.ledger = Ledger(self.ledger_path, started)
        except OSError as fault:
            _close(sockets)
            raise NewsroomError(f"the ledger cannot be written: {fault}") from fault
        self.world = World(self.settings, origins, self.ledger)
        self.happenings = Happenings(self.world)
        self.desk = Desk(self.world, started)
        self._ports = {one.getsockname()[1]: number for number, one in enumerate(sockets)}
        self._server = web.Server(self._handle, access_log=None)
        self._listening = [await loop.create_server(self._server, sock=one, backlog=BACKLOG) for one in sockets]
        self._day = asyncio.create_task(self._live())
        return self

    async def __aexit__(
        self, sort: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close everything within a second, open connections too."""
        for one in self._listening:
            one.close()
        self._day.cancel()
        with suppress(asyncio.CancelledError):
            await self._day
        for site, traffic in zip(self.world.sites, self.traffic, strict=True):
            self.ledger.write("traffic", self.elapsed, url=site.origin + "/", **traffic.counts())
        self.ledger.write("ended", self.elapsed)
        await self._server.shutdown(SHUTDOWN_SECONDS_MAX)
        self.ledger.close()

    @property
    def feeds(self) -> list[str]:
        """The address of each site's feed."""
        return [site.feed_url for site in self.world.sites]

    @property
    def hosts(self) -> frozenset[str]:
        """Host and port of each site: what a careful fetcher must be allowed to fetch."""
        return frozenset(site.origin.removeprefix("http://") for site in self.world.sites)

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return asyncio.get_running_loop().time() - self._begun

    async def _live(self) -> None:
        while (due := self.happenings.next) is not None:
            await asyncio.sleep(max(0.0, due - self.elapsed))
            self.happenings.advance(self.elapsed)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self.requests += 1
        assert request.transport is not None  # noqa: S101 - a request that is being handled has one
        number = self._ports[request.transport.get_extra_info("sockname")[1]]
        if request.method not in ("GET", "HEAD"):
            return web.Response(status=405)
        if number == 0:
            return self._door(request.path)
        with self.traffic[number - 1].counted(self.elapsed):
            return await self._answer(request, number - 1)

    async def _answer(self, request: web.BaseRequest, number: int) -> web.StreamResponse:
        assert request.transport is not None  # noqa: S101 - a request that is being handled has one
        now = self.elapsed
        self.happenings.advance(now)  # what was due before this request is part of the answer
        site = self.world.sites[number]
        answer = self.desk.answer(site, request.path_qs, request.headers, now)
        self._count(number, request.path, answer)
        if self.settings.requests_in_ledger:
            self.ledger.write(
                "served", now, url=site.origin + request.path_qs, status=answer.status, page_url=answer.page,
                version=answer.version,
            )  # fmt: skip
        if answer.delay_seconds:
            await asyncio.sleep(answer.delay_seconds)
        if answer.resets:
            request.transport.abort()
            return web.Response(status=503)
        return _response(answer, "gzip" in request.headers.get("Accept-Encoding", ""))

    def _count(self, number: int, path: str, answer: Answer) -> None:
        traffic = self.traffic[number]
        traffic.pages += answer.page is not None
        traffic.not_modified += answer.status == 304
        traffic.forbidden += path.startswith(FORBIDDEN)

    def _door(self, path: str) -> web.Response:
        if path not in ("/", "/feeds.opml"):
            return web.Response(status=404)
        body = feeds.opml([(site.name, site.feed_url) for site in self.world.sites])
        return web.Response(body=body, headers={"Content-Type": "text/x-opml; charset=utf-8"})


def _response(answer: Answer, may_compress: bool) -> web.Response:
    headers = dict(answer.headers)
    body = answer.body
    if answer.status != 304:
        headers["Content-Type"] = answer.content_type
        headers["Vary"] = "Accept-Encoding"
        if may_compress and len(body) >= GZIP_BYTES_MIN and not body.startswith(b"\x1f\x8b"):
            body = gzip.compress(body, compresslevel=1)
            headers["Content-Encoding"] = "gzip"
    return web.Response(status=answer.status, body=body, headers=headers)


def _sockets(settings: NewsroomSettings) -> list[socket.socket]:
    """Return a listening socket for the list of feeds and one for each site."""
    found: list[socket.socket] = []
    for number in range(settings.sites + 1):
        port = settings.port + number if settings.port else 0
        one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.append(one)
        try:
            one.bind((HOST, port))
        except OSError as fault:
            _close(found)
            if fault.errno == errno.EADDRINUSE:
                raise NewsroomError(f"port {port} is taken: choose another with --port, or 0 for any") from fault
            raise NewsroomError(f"port {port} cannot be opened: {fault.strerror}") from fault
    return found


def _close(sockets: list[socket.socket]) -> None:
    for one in sockets:
        one.close()


def _origin(one: socket.socket) -> str:
    return f"http://{HOST}:{one.getsockname()[1]}"
