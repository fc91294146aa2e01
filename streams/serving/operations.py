"""An operation of the API: what is asked where, said once for the router and for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from streams.archive import Archive
from streams.serving.keys import ARCHIVE
from streams.serving.parameters import Parameter, read

PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose parameters were read: query values by name, those of the path as ``path_<name>``."""

    request: web.Request
    archive: Archive
    values: dict[str, Any]


Handle = Callable[[Asked], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One address that can be read. ``answer`` names a schema of the document; problems are added by themselves."""

    path: str
    name: str
    summary: str
    handle: Handle
    answer: str
    parameters: tuple[Parameter, ...] = ()
    media_type: str = "application/json"


def install(app: web.Application, operations: Iterable[Operation]) -> None:
    """Route operations."""
    for operation in operations:
        app.router.add_get(PREFIX + operation.path, _handler(operation), name=operation.name)


def _handler(operation: Operation) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handler(request: web.Request) -> web.StreamResponse:
        asked = Asked(request, request.app[ARCHIVE], read(request, operation.parameters))
        return await operation.handle(asked)

    return handler
