"""A subscriber's server on loopback, which checks what comes with the library that a subscriber would take."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import orjson
from aiohttp import web
from standardwebhooks.webhooks import Webhook

Answer = Callable[["Received"], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Received:
    """A message as it came."""

    id: str
    body: bytes
    headers: dict[str, str]

    @property
    def value(self) -> dict[str, Any]:
        found: dict[str, Any] = orjson.loads(self.body)
        return found


@dataclass
class Receiver:
    """Takes messages; ``answer`` may do something else with them. ``secrets`` are those that must verify."""

    secrets: list[str] = field(default_factory=list)
    answer: Answer | None = None
    messages: list[Received] = field(default_factory=list)
    place: str = ""

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._handle), shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.place = f"{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://{self.place}/hook"

    @property
    def sequences(self) -> list[int]:
        return [each.value["sequence"] for each in self.messages]

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        for secret in self.secrets:
            Webhook(secret).verify(body, headers)  # raises: the answer is 500, and nothing is taken
        received = Received(headers["webhook-id"], body, headers)
        if self.answer is not None:
            return await self.answer(received)
        self.messages.append(received)
        return web.Response(status=204)

    async def has(self, count: int) -> None:
        """Wait until so many messages have come."""
        await until(lambda: len(self.messages) >= count)


async def until(holds: Callable[[], bool], seconds_max: float = 60.0) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds_max):
        while not holds():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)
