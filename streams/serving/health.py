"""Is it alive, is it ready: for whatever starts and watches it."""

from __future__ import annotations

from aiohttp import web

from streams.serving.answers import answer
from streams.serving.keys import ARCHIVE, FANOUT, READY
from streams.serving.problems import Problem


async def livez(request: web.Request) -> web.Response:
    """The process answers."""
    return answer(request, {"alive": True})


async def readyz(request: web.Request) -> web.Response:
    """The archive has caught up with Kafka."""
    if reason := request.app[READY]():
        raise Problem(503, "not-ready", reason, {"Retry-After": "2"})
    fanout = request.app[FANOUT]
    known = {"ready": True, "epoch": request.app[ARCHIVE].epoch}
    return answer(request, {**known, "streams": fanout.streams, "streams_dropped": fanout.dropped})


def install(app: web.Application) -> None:
    """Route both."""
    app.router.add_get("/livez", livez)
    app.router.add_get("/readyz", readyz)
