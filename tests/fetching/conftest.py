"""A web server on loopback, and a fetcher that may ask it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace

import pytest
from aiohttp import web

from streams.fetching import Fetcher, FetchSettings

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
FAST = FetchSettings(contact="mailto:desk@gazette.example", host_delay_seconds=0.0, host_concurrency_max=8)


@dataclass
class Server:
    """Answers by path; ``requests`` are those that came, robots.txt among them."""

    place: str = ""
    handlers: dict[str, Handler] = field(default_factory=dict)
    requests: list[web.BaseRequest] = field(default_factory=list)

    def on(self, path: str, handler: Handler) -> None:
        self.handlers[path] = handler

    def text(self, path: str, body: str | bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
        content = body.encode() if isinstance(body, str) else body

        async def answer(_: web.BaseRequest) -> web.Response:
            return web.Response(status=status, body=content, headers=headers)

        self.on(path, answer)

    def redirect(self, path: str, location: str, status: int = 302) -> None:
        self.text(path, b"", status, {"Location": location})

    def url(self, path: str) -> str:
        return f"http://{self.place}{path}"

    def paths(self) -> list[str]:
        return [request.path_qs for request in self.requests if request.path != "/robots.txt"]

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self.requests.append(request)
        handler = self.handlers.get(request.path)
        return await handler(request) if handler else web.Response(status=404)


@pytest.fixture
async def servers() -> AsyncIterator[Callable[[], Awaitable[Server]]]:
    async with AsyncExitStack() as stack:

        async def start() -> Server:
            server = Server()
            runner = web.ServerRunner(web.Server(server.handle), shutdown_timeout=0.1)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            server.place = f"127.0.0.1:{runner.addresses[0][1]}"
            return server

        yield start


@pytest.fixture
async def server(servers: Callable[[], Awaitable[Server]]) -> Server:
    return await servers()


@pytest.fixture
async def fetcher(server: Server) -> AsyncIterator[Fetcher]:
    async with Fetcher(replace(FAST, allowed_private=frozenset({server.place}))) as opened:
        yield opened
