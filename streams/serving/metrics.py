"""What serving tells Prometheus, at /metrics. Behind the token, where there is one, as everything is.

Labels are methods, status codes and the routes as they are written here: never what somebody asked for.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time

from aiohttp import hdrs, web

from streams.archive import Archive, ArchiveError, TooSlow, counts
from streams.hosts.metrics import CONTENT_TYPE, Metrics
from streams.serving.keys import ARCHIVE, FANOUT, READY
from streams.serving.problems import Handler
from streams.serving.webhooks import WEBHOOKS
from streams.webhooks.store import Store
from streams.webhooks.subscription import STATES

ELSEWHERE = "none"  # the route of what is not served
METHODS = frozenset({hdrs.METH_GET, hdrs.METH_HEAD, hdrs.METH_OPTIONS, hdrs.METH_POST, hdrs.METH_DELETE})
READ_SECONDS_MAX = 5.0


class ServeMetrics(Metrics):
    """The metrics of a server."""

    def __init__(self) -> None:
        super().__init__()
        labels = ["method", "route", "status"]
        self._requests = self.counter("rowback_serve_requests_total", "Requests answered; streams once ended.", labels)
        self._seconds = self.histogram("rowback_serve_request_seconds", "How long an answer took, without streams.")
        self._streams = self.gauge("rowback_serve_streams", "Live streams that are open.")
        self._filters = self.gauge("rowback_serve_filter_sets", "Different sets of filters among them.")
        self._dropped = self.counter("rowback_serve_streams_dropped_total", "Streams whose client read too slowly.")
        self._ready = self.gauge("rowback_serve_ready", "1 where the archive has caught up with Kafka, else 0.")
        self._newest = self.gauge("rowback_archive_newest_sequence", "Number of the newest event in the archive.")
        self._oldest = self.gauge("rowback_archive_oldest_sequence", "Number of the oldest event in the archive.")
        self._bytes = self.gauge("rowback_archive_bytes", "Bytes in use in the archive's file.")
        self._dropped_before = 0
        self._webhooks = self.gauge("rowback_webhooks", "Webhooks by their state.", ["state"])
        self._waiting = self.gauge("rowback_webhooks_waiting", "Events that wait to be put into a message.")
        self._pending = self.gauge("rowback_webhooks_pending", "Messages that were made and are not taken yet.")
        for state in STATES:
            self._webhooks.labels(state)

    def answered(self, request: web.Request, status: int, seconds: float, *, is_stream: bool) -> None:
        """Take in a request that was answered."""
        method = request.method if request.method in METHODS else "other"
        resource = request.match_info.route.resource
        self._requests.labels(method, ELSEWHERE if resource is None else resource.canonical, str(status)).inc()
        if not is_stream:
            self._seconds.observe(seconds)

    async def look(self, app: web.Application) -> None:
        """Look at what is not counted; what the archive does not tell in time stays as it was."""
        fanout = app[FANOUT]
        self._streams.set(fanout.streams)
        self._filters.set(fanout.filter_sets)
        self._dropped.inc(fanout.dropped - self._dropped_before)
        self._dropped_before = fanout.dropped
        self._ready.set(app[READY]() is None)
        if WEBHOOKS in app:
            await self._look_at_webhooks(app[WEBHOOKS].store)
        archive: Archive = app[ARCHIVE]
        try:
            async with asyncio.timeout(READ_SECONDS_MAX):
                found = await archive.read(counts.summary)
        except (TimeoutError, TooSlow, ArchiveError, sqlite3.Error):
            return
        self._newest.set(found["latest"])
        self._oldest.set(found["oldest"])
        self._bytes.set(found["bytes"])

    async def _look_at_webhooks(self, store: Store) -> None:
        try:
            totals = await store.asked(store.totals)
        except sqlite3.Error:
            return
        for state in STATES:
            self._webhooks.labels(state).set(totals[state])
        self._waiting.set(totals["waiting"])
        self._pending.set(totals["pending"])


METRICS = web.AppKey("metrics", ServeMetrics)


@web.middleware
async def counted(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Count every answer, whatever it is."""
    began, status, is_stream = time.monotonic(), 500, False
    try:
        response = await handler(request)
        status, is_stream = response.status, not isinstance(response, web.Response)
    except web.HTTPException as redirected:
        status = redirected.status
        raise
    except asyncio.CancelledError:
        status = 499  # the client went away: what proxies write for it
        raise
    else:
        return response
    finally:
        request.app[METRICS].answered(request, status, time.monotonic() - began, is_stream=is_stream)


async def metrics(request: web.Request) -> web.Response:
    """Everything that is counted."""
    known = request.app[METRICS]
    await known.look(request.app)
    return web.Response(body=known.text(), headers={hdrs.CONTENT_TYPE: CONTENT_TYPE})


def install(app: web.Application) -> None:
    """Route it, and count what is asked; ``app[METRICS]`` takes further metrics of extensions."""
    app[METRICS] = ServeMetrics()
    app.middlewares.insert(0, counted)
    app.router.add_get("/metrics", metrics)
