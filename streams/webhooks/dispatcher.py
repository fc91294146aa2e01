"""All subscriptions at once: a courier for each, a bounded number of deliveries, and an ear for what is new."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from streams.archive import Archive
from streams.webhooks.courier import Courier
from streams.webhooks.sending import Sender
from streams.webhooks.store import Store

logger = logging.getLogger(__name__)

DELIVERIES_MAX = 32  # at once
LOOK_SECONDS = 1.0  # between looks for what another process has changed
GATHER_SECONDS = 0.1  # the archive is written in batches


class Turns:
    """Bounds deliveries at once; receivers that fail have few of them, so that they never take all.

    Fewer, too, than there are threads that look up names: one that no server answers for takes a thread for a while.
    """

    def __init__(self, deliveries_max: int) -> None:
        self._all = asyncio.Semaphore(deliveries_max)
        self._failing = asyncio.Semaphore(max(1, deliveries_max // 10))

    @asynccontextmanager
    async def turn(self, failing: bool) -> AsyncIterator[None]:
        """Wait for a turn."""
        async with AsyncExitStack() as stack:
            if failing:
                await stack.enter_async_context(self._failing)
            await stack.enter_async_context(self._all)
            yield


class Dispatcher:
    """Serves the subscriptions of a store from an archive; it closes neither."""

    def __init__(self, archive: Archive, store: Store, sender: Sender, *, deliveries_max: int = DELIVERIES_MAX) -> None:
        self._archive = archive
        self._store = store
        self.sender = sender
        self._turns = Turns(deliveries_max)
        self._couriers: dict[str, tuple[Courier, asyncio.Task[None]]] = {}
        self._changed = asyncio.Event()
        self._news = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin; call in the event loop, with the sender open."""
        self._archive.wake(self._news)
        self._tasks = [asyncio.create_task(self._watch()), asyncio.create_task(self._listen())]

    async def stop(self) -> None:
        """End; what is on its way may arrive, and is then sent again with its id."""
        tasks = [*self._tasks, *(task for _, task in self._couriers.values())]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def changed(self) -> None:
        """Say that subscriptions were changed in this process."""
        self._changed.set()

    async def _listen(self) -> None:
        while True:
            await self._news.wait()
            await asyncio.sleep(GATHER_SECONDS)
            self._news.clear()
            self._wake_all()

    def _wake_all(self) -> None:
        for courier, _ in self._couriers.values():
            courier.wake()

    async def _watch(self) -> None:
        """Follow what people do with subscriptions, here or by `rowback webhooks`."""
        seen = -1
        while True:
            try:
                changes = await self._store.asked(self._store.foreign_changes)
                if changes != seen or self._changed.is_set():
                    self._changed.clear()
                    await self._match()
                    seen = changes
            except sqlite3.Error as fault:
                logger.warning("the webhooks cannot be read: %s; it is tried again", fault)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._changed.wait()

    async def _match(self) -> None:
        known = {each.id for each in await self._store.asked(self._store.subscriptions)}
        for identity in set(self._couriers) - known:
            self._couriers.pop(identity)[1].cancel()
        for identity in known:
            if identity not in self._couriers or self._couriers[identity][1].done():
                courier = Courier(identity, self._archive, self._store, self.sender, self._turns)
                self._couriers[identity] = courier, asyncio.create_task(courier.run())
        self._wake_all()
