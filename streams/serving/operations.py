"""An operation of the API: what is asked where, said once for the router and for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

import jsonschema_rs
import orjson
from aiohttp import hdrs, web

from streams.archive import Archive
from streams.serving.access import refuse_other_pages
from streams.serving.keys import ARCHIVE
from streams.serving.parameters import Parameter, read
from streams.serving.problems import Problem

PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose parameters were read: query values by name, those of the path as ``path_<name>``.

    ``body`` is the decoded JSON of an operation that takes one, and fits its schema.
    """

    request: web.Request
    archive: Archive
    values: dict[str, Any]
    body: Any = None


Handle = Callable[[Asked], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Operation:
    """What can be done at an address. ``answer`` names a schema of the document; problems are added by themselves.

    ``body`` is the schema of what is sent, ``status`` that of success; 204 has no answer.
    """

    path: str
    name: str
    summary: str
    handle: Handle
    answer: str
    parameters: tuple[Parameter, ...] = ()
    media_type: str = "application/json"
    method: str = "GET"
    body: dict[str, Any] | None = None
    status: int = 200


def install(app: web.Application, operations: Iterable[Operation]) -> None:
    """Route operations."""
    for operation in operations:
        if operation.method == hdrs.METH_GET:
            app.router.add_get(PREFIX + operation.path, _handler(operation), name=operation.name)
        else:
            app.router.add_route(operation.method, PREFIX + operation.path, _handler(operation), name=operation.name)


def _handler(operation: Operation) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    fits = jsonschema_rs.validator_for(operation.body) if operation.body is not None else None

    async def handler(request: web.Request) -> web.StreamResponse:
        if operation.method != hdrs.METH_GET:
            refuse_other_pages(request)
        values = read(request, operation.parameters)
        body = None if fits is None else await _body(request, fits)
        return await operation.handle(Asked(request, request.app[ARCHIVE], values, body))

    return handler


async def _body(request: web.Request, fits: jsonschema_rs.Validator) -> Any:
    if request.content_type != "application/json":
        raise Problem(415, "not-json", "send JSON, with Content-Type: application/json")
    try:
        body = orjson.loads(await request.read())
    except orjson.JSONDecodeError as fault:
        raise Problem(400, "bad-body", f"the body is not JSON: {fault}") from fault
    for fault_ in fits.iter_errors(body):
        where = ".".join(map(str, fault_.instance_path)) or "the body"
        # An address may hold a key: it is not said again.
        is_form = list(fault_.schema_path)[-1:] == ["pattern"]
        said = "it does not have the form that is asked for" if is_form else fault_.message[:300]
        raise Problem(400, "bad-body", f"{where[:60]}: {said}")
    return body
