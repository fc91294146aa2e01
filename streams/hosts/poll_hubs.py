"""Subscriptions to hubs (WebSub), where the sources have a public callback URL: asked for, renewed, and listened to.

What is agreed is remembered with the feed, by messages of its partition like everything else, so that it survives the
process; until the message is handled it is known here. A hub's word makes a look due and nothing more. Polling goes on
beside it, because hubs fall silent.

Each poller answers for the feeds that it owns: with several of them, each needs a callback URL of its own.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from aiohttp import web

from streams.feeds import websub
from streams.feeds.websub import Subscription
from streams.fetching import Fetcher
from streams.fetching.callbacks import callbacks
from streams.polling import found
from streams.polling.agenda import Planned
from streams.polling.poller import Poller
from streams.polling.records import FEEDS, NEVER

logger = logging.getLogger(__name__)

ASK_SECONDS = 10.0  # between two looks for subscriptions that are due
ASKED_AT_ONCE_MAX = 5
ACCEPTED = 202

Send = Callable[[int, found.Item], Awaitable[None]]


class Hubs:
    """The subscriptions of one process. ``owned`` gives its pollers now, ``send`` writes an item to a partition."""

    def __init__(self, callback_url: str, owned: Callable[[], Iterable[Poller]], fetcher: Fetcher, send: Send) -> None:
        self._callback_url = callback_url
        self._owned = owned
        self._fetcher = fetcher
        self._send = send
        self._newest: dict[str, Subscription] = {}  # by the feed's address, until the tables have it
        self._runner: web.AppRunner | None = None

    async def listen(self, host: str, port: int) -> None:
        """Begin to answer hubs at the path of the callback URL."""
        path = urlsplit(self._callback_url).path.rstrip("/")
        inner = callbacks(self.known, self.changed, self.announced)
        application = inner
        if path:
            application = web.Application()
            application.add_subapp(path, inner)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()

    async def close(self) -> None:
        """End listening; subscriptions stay, for the next life."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def run(self) -> None:
        """Ask hubs, and ask again in time, until cancelled."""
        while True:
            await self.ask_due()
            await asyncio.sleep(ASK_SECONDS)

    async def ask_due(self) -> None:
        """Ask the hubs of feeds that have no subscription, or one whose end is near."""
        now = time.time()
        due = [(poller, planned) for poller, planned in self._feeds() if self._is_due(planned, now)]
        for poller, planned in due[:ASKED_AT_ONCE_MAX]:
            await self._ask(poller, planned, now)

    def _feeds(self) -> Iterator[tuple[Poller, Planned]]:
        for poller in self._owned():
            for lane in poller.agenda.lanes.values():
                for planned in lane.targets.values():
                    if planned.table == FEEDS and planned.next_at < NEVER:
                        yield poller, planned

    def _subscription(self, planned: Planned) -> Subscription | None:
        return self._newest.get(planned.url) or planned.subscription

    def _is_due(self, planned: Planned, now: float) -> bool:
        if planned.hub is None:
            return False
        known = self._subscription(planned)
        return known is None or known.hub != planned.hub[0] or websub.is_due(known, now)

    async def _ask(self, poller: Poller, planned: Planned, now: float) -> None:
        assert planned.hub is not None  # noqa: S101 - it is due
        hub, topic = planned.hub
        before = self._subscription(planned)
        token, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        if before is not None and before.hub == hub and before.state == "active":
            token, secret = before.token, before.secret  # the same again: what the hub sends meanwhile stays signed
        asked = websub.subscription(topic, hub, token, secret, now)
        if before is not None and before.token == token and now < before.until:
            asked = replace(asked, state="active", until=before.until)
        await self._remember(poller.number, planned.url, asked)
        answer = await self._fetcher.send_form(hub, websub.request_form(asked, self._callback_url, "subscribe"))
        if answer.status != ACCEPTED:
            why = answer.fault.message if answer.fault else f"it answered {answer.status}"
            logger.warning("the hub of %s took no subscription: %s", planned.url, why)

    async def _remember(self, number: int, url: str, known: Subscription) -> None:
        self._newest[url] = known
        await self._send(number, found.subscription_item(url, known))

    async def known(self, token: str) -> Subscription | None:
        """Return the subscription whose callback ends with a token."""
        for _, planned in self._feeds():
            known = self._subscription(planned)
            if known is not None and secrets.compare_digest(known.token.encode(), token.encode()):
                return known
        return None

    async def changed(self, known: Subscription) -> None:
        """Remember what the hub has said of a subscription."""
        for poller, planned in self._feeds():
            before = self._subscription(planned)
            if before is not None and before.token == known.token:
                await self._remember(poller.number, planned.url, known)
                return

    async def announced(self, topic: str) -> None:
        """Look at a feed now: its hub says that there is news."""
        for poller, planned in self._feeds():
            known = self._subscription(planned)
            if known is not None and known.topic == topic:
                await self._send(poller.number, found.announced_item(planned.url))
