"""Fetching from strangers, politely: turns at hosts, robots.txt, redirects, conditional requests.

Decided: every hop of a redirect is a look of its own at its host, with its turn and its rules; validators go only to
the address that gave them. A host that says 429 or 503 with Retry-After is left alone for so long by this process at
once, whatever the schedule thinks.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import replace
from math import ceil
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import aiohttp

from streams.feeds.links import resolved
from streams.fetching.connecting import session
from streams.fetching.looks import REDIRECTS, Answer, Fault, Look
from streams.fetching.request import Reply, elapsed_ms, request, validator
from streams.fetching.retrying import retry_after_seconds
from streams.fetching.robots import Robots, read_robots
from streams.fetching.settings import FetchSettings, bytes_max
from streams.fetching.turns import HostBusy, HostWaits, Turns

ROBOTS_REDIRECTS_MAX = 5  # RFC 9309, 2.3.1.2
HELD_SECONDS_MAX = 86_400.0
_NOT_ASKED: dict[str, type[HostBusy]] = {"host_waits": HostWaits, "host_busy": HostBusy}
_HELD_BY = frozenset({429, 503})


class Fetcher:
    """An HTTP client for the news. Use it as ``async with Fetcher(settings) as fetcher``."""

    def __init__(self, settings: FetchSettings | None = None) -> None:
        self._settings = settings or FetchSettings()
        self._turns = Turns(
            self._settings.concurrency_max,
            self._settings.wait_seconds_max,
            self._settings.hosts_remembered_max,
            time.monotonic,
        )
        self._robots: OrderedDict[str, Robots] = OrderedDict()
        self._robots_asked: dict[str, asyncio.Task[Robots]] = {}
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the session."""
        self._session = session(self._settings)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        for task in self._robots_asked.values():
            task.cancel()
        if self._session is not None:
            await self._session.close()

    async def fetch(self, look: Look) -> Answer:
        """Look once, redirects followed. Never raises but when it is cancelled: what went wrong is in the answer."""
        started = time.perf_counter()
        url = resolved(look.url, look.url)
        if url is None:
            fault = Fault("bad_address", "this is no http or https address that can be fetched")
            return Answer(look.url, look.url, fault=fault)
        first = url
        redirects: list[tuple[int, str]] = []
        while True:
            reply = await self._reply(url, look)
            if reply.fault or reply.status not in REDIRECTS:
                reply.fault = reply.fault or _unasked(reply, url, look)
                break
            target = resolved(reply.headers.get("location"), url)
            if fault_ := self._bad_hop(target, first, look, redirects):
                reply.fault = fault_
                break
            url = target or url
            redirects.append((reply.status or 0, url))
        return _answer(look, url, redirects, reply, elapsed_ms(started))

    async def send_form(self, url: str, form: dict[str, str]) -> Answer:
        """Send a form to a hub, once: no redirects, no robots.txt, but the same limits. Never raises."""
        started = time.perf_counter()
        look = Look(url, purpose="robots")
        target = resolved(url, url)
        if target is None:
            return Answer(url, url, fault=Fault("bad_address", "this is no http or https address"))
        try:
            reply = await self._ask_in_turn(target, look, 0.0, form)
        except HostBusy as wait:
            reply = Reply(headers=_retry_after(wait), fault=Fault("host_busy", "no turn at this host came in time"))
        return _answer(look, target, [], reply, elapsed_ms(started))

    async def robots(
        self, url: str, *, delay_seconds: float | None = None, concurrency_max: int | None = None
    ) -> Robots:
        """Return what the host of an address allows; asked once a day. Raises HostBusy where no turn comes in time."""
        origin = _origin(url)
        known = self._robots.get(origin)
        if known is not None and known.expires_at > time.monotonic():
            self._robots.move_to_end(origin)
            return known
        task = self._robots_asked.get(origin)
        if task is None:
            look = Look(f"{origin}/robots.txt", purpose="robots", delay_seconds=delay_seconds,
                        concurrency_max=concurrency_max)  # fmt: skip
            task = asyncio.create_task(self._ask_robots(look, origin, known))
            self._robots_asked[origin] = task
            task.add_done_callback(lambda done: self._robots_answered(origin, done))
        # Shielded: that one look is cancelled must not take the rules from the others that wait for them.
        return await asyncio.shield(task)

    def _robots_answered(self, origin: str, done: asyncio.Task[Robots]) -> None:
        self._robots_asked.pop(origin, None)
        if not done.cancelled():
            done.exception()  # whoever still waits gets it; where nobody does it is no news

    async def _ask_robots(self, look: Look, origin: str, known: Robots | None) -> Robots:
        answer = await self.fetch(look)
        if answer.fault is not None and answer.fault.code in _NOT_ASKED:
            # Nothing was learned about the rules: whoever waits for them waits for the host.
            raise _NOT_ASKED[answer.fault.code](answer.retry_after_seconds or 0.0)
        status = answer.status if answer.fault is None or answer.fault.code == "too_large" else None
        if answer.fault is not None and answer.fault.code in ("redirect_loop", "too_many_redirects", "bad_redirect"):
            status = 404  # RFC 9309, 2.3.1.2: then there are no rules
        robots = read_robots(look.url, status, answer.body, time.monotonic(), known)
        if not robots.reachable:
            robots = replace(robots, fault=answer.fault)
        self._robots[origin] = robots
        while len(self._robots) > self._settings.robots_cached_max:
            self._robots.popitem(last=False)
        return robots

    async def _reply(self, url: str, look: Look) -> Reply:
        crawl_delay = 0.0
        try:
            if self._settings.obey_robots and look.purpose != "robots":
                robots = await self.robots(url, delay_seconds=look.delay_seconds, concurrency_max=look.concurrency_max)
                if reason := robots.why_not(url):
                    # A host that cannot be reached at all is not one that forbids.
                    return Reply(fault=robots.fault or Fault("robots", reason))
                crawl_delay = robots.crawl_delay_seconds or 0.0
            return await self._ask_in_turn(url, look, crawl_delay)
        except HostWaits as wait:
            words = f"the host has asked to be left alone for {wait.wait_seconds:.0f} seconds more"
            return Reply(headers=_retry_after(wait), fault=Fault("host_waits", words))
        except HostBusy as wait:
            words = f"too many looks wait for this host, the next turn would be in {wait.wait_seconds:.0f} seconds"
            return Reply(headers=_retry_after(wait), fault=Fault("host_busy", words))

    async def _ask_in_turn(self, url: str, look: Look, crawl_delay: float, form: dict[str, str] | None = None) -> Reply:
        if self._session is None:
            raise RuntimeError("a Fetcher is used inside of `async with`")
        settings = self._settings
        delay = settings.host_delay_seconds if look.delay_seconds is None else look.delay_seconds
        concurrency = look.concurrency_max or settings.host_concurrency_max
        if look.purpose == "robots":
            # The rules are asked for once a day: the page that waits for them shall not wait for its delay as well.
            delay = 0.0
        host = urlsplit(url).netloc.lower()
        async with self._turns.turn(host, max(delay, crawl_delay), 1 if crawl_delay else concurrency):
            reply = await request(
                self._session, url, _conditions(url, look), bytes_max(look.purpose), settings.request_seconds_max, form
            )
        if reply.status in _HELD_BY:
            asked = retry_after_seconds(reply.headers.get("retry-after"), time.time())
            self._turns.hold(host, min(asked or 0.0, HELD_SECONDS_MAX))
        return reply

    def _bad_hop(self, target: str | None, first: str, look: Look, redirects: list[tuple[int, str]]) -> Fault | None:
        if target is None:
            return Fault("bad_redirect", "the host redirects to nowhere that can be fetched")
        if target == first or target in (url for _, url in redirects):
            return Fault("redirect_loop", "the redirects lead back to where they came from (some hosts do so to "
                         "visitors without cookies)")  # fmt: skip
        most = ROBOTS_REDIRECTS_MAX if look.purpose == "robots" else self._settings.redirects_max
        if len(redirects) >= most:
            return Fault("too_many_redirects", f"there are more than {most} redirects")
        return None


def _unasked(reply: Reply, url: str, look: Look) -> Fault | None:
    """Return the fault of a host that answers a question that was not asked: there is no body to go with it."""
    if reply.status != 304 or _conditions(url, look):
        return None
    return Fault("protocol", "the host says that nothing was modified, and was not asked for that")


def _retry_after(wait: HostBusy) -> dict[str, str]:
    return {"retry-after": f"{ceil(wait.wait_seconds)}"}


def _conditions(url: str, look: Look) -> dict[str, str]:
    """Return the headers of a conditional request, for the address alone that the validators came from."""
    if url != (look.validated_url or look.url):
        return {}
    headers = {"If-None-Match": validator(look.etag), "If-Modified-Since": validator(look.last_modified)}
    return {name: value for name, value in headers.items() if value is not None}


def _answer(look: Look, url: str, redirects: list[tuple[int, str]], reply: Reply, elapsed: float) -> Answer:
    headers = reply.headers
    return Answer(
        look.url,
        url,
        reply.status,
        tuple(redirects),
        headers,
        headers.get("content-type", "")[:200],
        b"" if reply.fault else reply.body,
        validator(headers.get("etag")),
        validator(headers.get("last-modified")),
        retry_after_seconds(headers.get("retry-after"), time.time()),
        reply.fault,
        elapsed,
        reply.asked_at,
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"
