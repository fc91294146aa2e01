"""One delivery: a signed POST to an allowed machine, without redirects, within a time; its answer is looked at only
for its status. A subscription that notifies people is handed to a ``Notifier``.

What a receiver says is neither kept nor shown: whoever may subscribe could else read what this machine can reach. The
rules for addresses are those of fetching, checked at the socket that is connected.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp

from streams.fetching.connecting import session
from streams.fetching.request import request
from streams.fetching.retrying import retry_after_seconds
from streams.fetching.settings import FetchSettings
from streams.web.time import written
from streams.webhooks import message, retrying
from streams.webhooks.delivery import Pending, Tried
from streams.webhooks.notice import notice
from streams.webhooks.notifying import Notifier
from streams.webhooks.subscription import Subscription

ANSWER_BYTES_MAX = 16 * 1024
DELIVERY_SECONDS_MAX = 15.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a delivery brought, how long the receiver wants to be left alone, and how long it took."""

    tried: Tried
    retry_after_seconds: float | None
    elapsed_ms: float

    @property
    def taken(self) -> bool:
        """Whether the message counts as delivered."""
        return self.tried.fault is None


class Sender:
    """Sends; use inside of ``async with``. ``allowed_private`` are places such as ``127.0.0.1:9000``."""

    def __init__(
        self,
        allowed_private: frozenset[str] = frozenset(),
        *,
        delivery_seconds_max: float = DELIVERY_SECONDS_MAX,
        public_url: str | None = None,
    ) -> None:
        self._settings = FetchSettings(allowed_private=allowed_private)
        self._notifier = Notifier(allowed_private)
        self._public_url = public_url
        self._seconds_max = delivery_seconds_max
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the session."""
        self._session = session(self._settings)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    async def deliver(self, subscription: Subscription, pending: Pending) -> Attempt:
        """Send a message once. Never raises but when it is cancelled."""
        if subscription.notifies:
            return await self._notify(subscription, pending)
        if self._session is None:
            raise RuntimeError("a Sender is used inside of `async with`")
        now = time.time()
        headers = message.headers(pending.message, pending.body, subscription.signing(int(now * 1000)), now)
        headers["accept"] = "*/*"
        started = time.perf_counter()
        reply = await request(
            self._session, subscription.url, headers, ANSWER_BYTES_MAX, self._seconds_max, pending.body
        )
        elapsed_ms = round((time.perf_counter() - started) * 1000, 1)
        if reply.status is None:
            fault: str | None = reply.fault.message if reply.fault else "no answer came"
        else:  # whatever became of the answer's body, its status was said
            fault = retrying.fault(reply.status)
        tried = Tried(int(time.time() * 1000), reply.status, fault)
        return Attempt(tried, retry_after_seconds(reply.headers.get("retry-after"), time.time()), elapsed_ms)

    async def _notify(self, subscription: Subscription, pending: Pending) -> Attempt:
        started = time.perf_counter()
        notified = await self._notifier.notify(subscription.url, notice(pending.body, self._public_url))
        elapsed_ms = round((time.perf_counter() - started) * 1000, 1)
        return Attempt(Tried(int(time.time() * 1000), notified.status, notified.fault), None, elapsed_ms)

    async def test(self, subscription: Subscription, trial: str) -> Attempt:
        """Send a test message, which is no part of the sequence; ``trial`` makes its id."""
        now_ms = int(time.time() * 1000)
        identity = f"msg_test_{trial}"
        body = message.trial(identity, subscription.id, written(now_ms * 1000))
        return await self.deliver(subscription, Pending(identity, 0, body, now_ms))
