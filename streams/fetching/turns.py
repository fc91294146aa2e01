"""Turns at a host: how many requests at once, how long between their beginnings, and when to leave it alone."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass


class HostBusy(Exception):
    """The turn would come too late; ``wait_seconds`` says when it would."""

    def __init__(self, wait_seconds: float) -> None:
        super().__init__(wait_seconds)
        self.wait_seconds = wait_seconds


class HostWaits(HostBusy):
    """The host has asked to be left alone for ``wait_seconds`` more."""


@dataclass(slots=True)
class _Host:
    running: int = 0
    waiting: int = 0
    next_at: float = 0.0  # before this no request begins
    held_until: float = 0.0
    freed: asyncio.Event | None = None


class Turns:
    """Gives each request its turn at its host. ``clock`` counts seconds and never goes back."""

    def __init__(
        self, concurrency_max: int, wait_seconds_max: float, hosts_max: int, clock: Callable[[], float]
    ) -> None:
        self._total = asyncio.Semaphore(concurrency_max)
        self._wait_seconds_max = wait_seconds_max
        self._hosts_max = hosts_max
        self._clock = clock
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long."""
        known = self._host(host)
        known.held_until = max(known.held_until, self._clock() + seconds)

    @asynccontextmanager
    async def turn(self, host: str, delay_seconds: float, concurrency_max: int) -> AsyncIterator[None]:
        """Wait for a turn at the host and have it. Raises HostBusy and HostWaits instead of waiting too long."""
        known = self._host(host)
        known.waiting += 1
        try:
            await self._wait(known, delay_seconds, concurrency_max)
            known.running += 1
        finally:
            known.waiting -= 1
        try:
            yield
        finally:
            known.running -= 1
            self._total.release()
            if known.freed is not None:
                known.freed.set()

    async def _wait(self, known: _Host, delay_seconds: float, concurrency_max: int) -> None:
        """Return with one of the places of all hosts taken, at a moment when the host may be asked."""
        deadline = self._clock() + self._wait_seconds_max
        while True:
            now = self._clock()
            if known.held_until > now:
                raise HostWaits(known.held_until - now)
            if known.running >= concurrency_max:
                await self._until_freed(known, deadline - now)
            elif known.next_at > now:
                if known.next_at > deadline:
                    raise HostBusy(known.next_at - now)
                await asyncio.sleep(known.next_at - now)
            elif await self._take_place(known, concurrency_max):
                known.next_at = self._clock() + delay_seconds
                return

    async def _take_place(self, known: _Host, concurrency_max: int) -> bool:
        """Take one of the places of all hosts; give it back where the host's own turn has gone meanwhile."""
        await self._total.acquire()
        now = self._clock()
        if known.running < concurrency_max and known.next_at <= now and known.held_until <= now:
            return True
        self._total.release()
        return False

    async def _until_freed(self, known: _Host, seconds: float) -> None:
        if known.freed is None or known.freed.is_set():
            known.freed = asyncio.Event()
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                await known.freed.wait()
        except TimeoutError:
            raise HostBusy(self._wait_seconds_max) from None

    def _host(self, host: str) -> _Host:
        known = self._hosts.setdefault(host, _Host())
        self._hosts.move_to_end(host)
        if len(self._hosts) > self._hosts_max:
            self._forget()
        return known

    def _forget(self) -> None:
        """Forget the hosts longest unused that nobody waits for and that need not be left alone."""
        now = self._clock()
        for name in list(self._hosts)[: self._hosts_max // 10 + 1]:
            known = self._hosts[name]
            if not known.running and not known.waiting and max(known.next_at, known.held_until) <= now:
                del self._hosts[name]
