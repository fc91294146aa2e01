"""The application: what is served, in the order in which a request meets it.

    problems ─> access (host, token) ─> OPERATIONS of the API | EXTENSIONS (pages for people, feeds, webhooks)

A further resource of the API is a module with OPERATIONS and a row in `resources`. Whatever is no part of the API is an
extension: a function that is given the application, adds its routes, and reads ``app[ARCHIVE]``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aiohttp import web

from streams.archive import Archive
from streams.serving import feeds, health, metrics, page, picture, webhooks
from streams.serving.access import access, complete_headers
from streams.serving.answers import entity
from streams.serving.fanout import Fanout
from streams.serving.keys import ARCHIVE, FANOUT, READY, SETTINGS, Ready
from streams.serving.openapi import document
from streams.serving.operations import PREFIX, install
from streams.serving.problems import problems
from streams.serving.resources import OPERATIONS
from streams.serving.settings import ServeSettings

REQUEST_BYTES_MAX = 64 * 1024  # nothing is sent here but questions, and subscriptions
LINE_BYTES_MAX = 128 * 1024  # every parameter at its longest, escaped; give it to the runner as max_line_size

Extension = Callable[[web.Application], None]
EXTENSIONS: tuple[Extension, ...] = (
    metrics.install,
    health.install,
    page.install,
    feeds.install,
    picture.install,
    webhooks.install,
)


def create_app(
    archive: Archive,
    settings: ServeSettings,
    *,
    ready: Ready = lambda: None,
    extensions: Iterable[Extension] = EXTENSIONS,
) -> web.Application:
    """Return the application over an open archive, which it does not close."""
    app = web.Application(middlewares=[problems, access], client_max_size=REQUEST_BYTES_MAX)
    app[ARCHIVE], app[SETTINGS], app[READY] = archive, settings, ready
    app[FANOUT] = Fanout(
        archive, buffer_bytes_max=settings.stream_buffer_bytes_max, keep_alive_seconds=settings.keep_alive_seconds
    )
    app.on_response_prepare.append(complete_headers)
    app.on_startup.append(_start_streams)
    app.on_shutdown.append(_end_streams)  # before connections are waited for, or an open stream would hold them up
    install(app, OPERATIONS)
    app.router.add_get(PREFIX + "/openapi.json", _openapi)
    for extension in extensions:
        extension(app)
    return app


async def _start_streams(app: web.Application) -> None:
    app[FANOUT].start()


async def _end_streams(app: web.Application) -> None:
    await app[FANOUT].stop()


async def _openapi(request: web.Request) -> web.Response:
    return entity(request, document(OPERATIONS), "application/vnd.oai.openapi+json")
