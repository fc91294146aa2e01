"""Where hubs reach this machine: an aiohttp application with one address for each subscription.

It exists only where a public callback URL is configured. Whatever comes in is bounded; what is not signed is answered
as if it were taken (the standard wants it so), and dropped.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from streams.feeds.websub import Subscription, is_signed, verified

CONTENT_BYTES_MAX = 16 * 1024 * 1024
TOKEN_CHARACTERS_MAX = 200

Known = Callable[[str], Awaitable[Subscription | None]]
Changed = Callable[[Subscription], Awaitable[None]]
Announced = Callable[[str], Awaitable[None]]


def callbacks(
    known: Known, changed: Changed, announced: Announced, clock: Callable[[], float] = time.time
) -> web.Application:
    """Return the application. ``known`` finds a subscription by its token, ``changed`` remembers it anew.

    ``announced`` gets the address of a feed that the hub says is new: it is to be looked at now.
    """
    handler = _Handler(known, changed, announced, clock)
    application = web.Application(client_max_size=CONTENT_BYTES_MAX)
    application.router.add_get("/{token}", handler.ask)
    application.router.add_post("/{token}", handler.tell)
    return application


class _Handler:
    def __init__(self, known: Known, changed: Changed, announced: Announced, clock: Callable[[], float]) -> None:
        self._known = known
        self._changed = changed
        self._announced = announced
        self._clock = clock

    async def ask(self, request: web.Request) -> web.Response:
        """Answer the hub's question whether a subscription was meant."""
        found = await self._find(request)
        answer = verified(request.query, found, self._clock())
        if answer.known != found:
            await self._changed(answer.known)
        if answer.challenge is None:
            # A refusal is told, not asked about: there is nothing to send back.
            raise web.HTTPOk if answer.known.state == "denied" else web.HTTPNotFound
        return web.Response(text=answer.challenge, content_type="text/plain")

    async def tell(self, request: web.Request) -> web.Response:
        """Take the hub's word that a feed has something new."""
        found = await self._find(request)
        body = await request.read()
        if found.state == "active" and is_signed(request.headers.get("X-Hub-Signature"), found, body):
            await self._announced(found.topic)
        return web.Response(status=202)

    async def _find(self, request: web.Request) -> Subscription:
        token = request.match_info["token"]
        found = await self._known(token) if len(token) <= TOKEN_CHARACTERS_MAX else None
        if found is None:
            # 410: so that a hub stops sending what was subscribed to by a life before.
            raise web.HTTPGone
        return found
