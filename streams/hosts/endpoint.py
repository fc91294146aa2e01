"""The small HTTP server beside a worker or poller: /metrics, /livez, /readyz. Off unless a port is given.

*Alive* is a process whose event loop answers and that has not given up; one that stands still is ended by the watchdog,
and says until then for how long it has. *Ready* is one whose partitions are assigned and up to date; one that was
assigned none, because there are more workers than partitions, has nothing to wait for.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator

from aiohttp import hdrs, web

from streams.hosts.metrics import CONTENT_TYPE
from streams.hosts.worker import App

logger = logging.getLogger(__name__)

APP = web.AppKey("app", App)
SHUTDOWN_SECONDS_MAX = 0.5
RETRY_AFTER = {hdrs.RETRY_AFTER: "2"}


class CannotListen(Exception):
    """The address for metrics cannot be had; the message is one line for people."""


def not_ready(app: App) -> str | None:
    """Return why a worker is not ready, None when it is."""
    if app.fault is not None:
        return "it stops"
    if app.joining:
        return "no partitions have been assigned"
    behind = sorted(number for number, partition in app.owned.items() if not partition.ready.is_set())
    return f"not up to date: partitions {', '.join(map(str, behind))}" if behind else None


async def metrics(request: web.Request) -> web.Response:
    """Everything that is counted."""
    return web.Response(body=request.app[APP].metrics.text(), headers={hdrs.CONTENT_TYPE: CONTENT_TYPE})


async def livez(request: web.Request) -> web.Response:
    """The event loop answers, and the worker has not given up."""
    app = request.app[APP]
    alive = app.fault is None
    said = {"alive": alive, "stands_still_seconds": round(app.stands_still_seconds, 1)}
    return web.json_response(said, status=200 if alive else 503)


async def readyz(request: web.Request) -> web.Response:
    """The partitions are assigned and up to date."""
    app = request.app[APP]
    if reason := not_ready(app):
        return web.json_response({"ready": False, "reason": reason}, status=503, headers=RETRY_AFTER)
    return web.json_response({"ready": True, "partitions": sorted(app.owned)})


def routes(app: App) -> web.Application:
    """Return the application that answers for a worker."""
    served = web.Application(client_max_size=1024)
    served[APP] = app
    for path, handler in (("/metrics", metrics), ("/livez", livez), ("/readyz", readyz)):
        served.router.add_get(path, handler)
    return served


@contextlib.asynccontextmanager
async def endpoint(app: App) -> AsyncIterator[int | None]:
    """Answer while the context lasts, where the settings name a port; yield the port.

    Raises CannotListen where host and port cannot be had.
    """
    settings = app.rowback_settings
    if settings.metrics_port is None:
        yield None
        return
    runner = web.AppRunner(routes(app), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS_MAX)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.metrics_host, settings.metrics_port).start()
        except OSError as fault:
            where = f"{settings.metrics_host}:{settings.metrics_port}"
            raise CannotListen(f"metrics cannot be served at {where}: {fault.strerror or fault}") from fault
        port: int = runner.addresses[0][1]
        logger.info("metrics at http://%s:%s/metrics", settings.metrics_host, port)
        yield port
    finally:
        await runner.cleanup()
