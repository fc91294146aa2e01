"""What went wrong, as RFC 9457 writes it: one JSON document, the same for programs and for people."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import orjson
from aiohttp import web

from streams.archive import BadQuestion, TooSlow

logger = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """An answer that is a problem. ``name`` makes its type, ``detail`` is a sentence for people."""

    def __init__(self, status: int, name: str, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.name, self.detail, self.headers = status, name, detail, headers or {}

    def response(self) -> web.Response:
        """Return the document."""
        document = {
            "type": f"urn:rowback:problem:{self.name}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        body = orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)
        return web.Response(body=body, status=self.status, content_type=MEDIA_TYPE, headers=self.headers)


def not_found(what: str) -> Problem:
    """Return the problem that something is not in the archive."""
    return Problem(404, "not-found", f"the archive holds no {what} of that name")


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever goes wrong into a problem document; nothing of our insides is told."""
    try:
        return await handler(request)
    except Problem as problem:
        return problem.response()
    except BadQuestion as fault:
        return Problem(400, "bad-parameter", f"the words asked for cannot be looked up: {fault}").response()
    except TooSlow as fault:
        detail = f"{fault}: ask for rarer words, or narrow it down"
        return Problem(503, "too-slow", detail, {"Retry-After": "5"}).response()
    except web.HTTPException as fault:
        if fault.status < 400:
            raise
        return _of_aiohttp(fault)
    except Exception:
        logger.exception("a request failed: %s %s", request.method, request.path)
        return Problem(500, "failed", "this is a bug; the log of the server says more").response()


def _of_aiohttp(fault: web.HTTPException) -> web.Response:
    details = {
        404: "there is nothing at this address",
        405: "this address has no such method: " + fault.headers.get("Allow", "").replace(",", ", "),
        413: "the request is too large",
    }
    kept = {name: value for name, value in fault.headers.items() if name in ("Allow", "Retry-After")}
    name = HTTPStatus(fault.status).phrase.lower().replace(" ", "-")
    return Problem(fault.status, name, details.get(fault.status, fault.reason), kept).response()
