"""A courier brings one subscription its messages: one at a time, each until it was taken, so the order is strict."""

from __future__ import annotations

import asyncio
import logging
import random
import sqlite3
import time
from contextlib import AbstractAsyncContextManager, suppress
from typing import Protocol

from streams.archive import Archive, BadQuestion, TooSlow
from streams.webhooks import choosing, message, retrying
from streams.webhooks.delivery import Pending
from streams.webhooks.policy import WAITING_MAX, Waiting, ripe
from streams.webhooks.sending import Attempt
from streams.webhooks.store import Store
from streams.webhooks.subscription import Subscription, masked

logger = logging.getLogger(__name__)

TROUBLE_SECONDS = 5.0  # before the archive or the file is asked again after it failed
STEPS_MAX = 20  # of reading the archive before what was found is sent


class Sends(Protocol):
    """What a courier needs to send."""

    async def deliver(self, subscription: Subscription, pending: Pending) -> Attempt:
        """Send a message once."""
        ...


class Turns(Protocol):
    """Lets a courier send when it may."""

    def turn(self, failing: bool) -> AbstractAsyncContextManager[None]:
        """Wait for a turn; those that fail have fewer."""
        ...


class Courier:
    """Serves one subscription until that is removed."""

    def __init__(self, identity: str, archive: Archive, store: Store, sender: Sends, turns: Turns) -> None:
        self._identity = identity
        self._archive = archive
        self._store = store
        self._sender = sender
        self._turns = turns
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Say that there may be something to do."""
        self._woken.set()

    async def run(self) -> None:
        """Serve for ever; return when the subscription is no more."""
        while True:
            self._woken.clear()
            try:
                subscription = await self._store.asked(self._store.subscription, self._identity)
                if subscription is None:
                    return
                again_ms = await self._step(subscription)
            except (TooSlow, sqlite3.Error) as fault:
                logger.warning("webhook %s waits: %s", self._identity, fault)
                again_ms = _now_ms() + int(TROUBLE_SECONDS * 1000)
            except BadQuestion as fault:
                reason = f"its words cannot be looked up: {fault}"
                await self._store.asked(self._store.turn, self._identity, "disabled", reason)
                again_ms = None
            await self._rest(again_ms)

    async def _rest(self, until_ms: int | None) -> None:
        if until_ms is not None and until_ms <= _now_ms():
            return
        seconds = None if until_ms is None else (until_ms - _now_ms()) / 1000
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def _step(self, subscription: Subscription) -> int | None:
        """Do the next thing; return when to come again (ms), 0 at once, None when woken."""
        pending = await self._store.asked(self._store.pending, self._identity)
        if pending is not None and await self._was_erased(pending):
            return 0  # also where nothing is sent: the text is to go
        if subscription.state != "active":
            return None
        if pending is not None:
            if pending.next_ms > _now_ms():
                return pending.next_ms
            await self._deliver(subscription, pending)
            return 0
        if subscription.epoch != self._archive.epoch:
            since_ms = max(subscription.start_ms, subscription.passed_ms + 1)
            place = await self._archive.read(choosing.begin, since_ms)
            await self._store.asked(self._store.begin_epoch, self._identity, self._archive.epoch, place)
            return 0
        return await self._gather(subscription)

    async def _gather(self, subscription: Subscription) -> int | None:
        gathers = subscription.policy.gathers
        rows_max = WAITING_MAX if gathers else 1
        waiting = await self._store.asked(self._store.waiting, self._identity, rows_max)
        # Without a policy what waits already comes first, and the archive is asked when it is gone.
        has_room = len(waiting) < WAITING_MAX if gathers else not waiting
        if has_room and await self._read_on(subscription):
            waiting = await self._store.asked(self._store.waiting, self._identity, rows_max)
        chosen, again_ms = ripe(waiting, subscription.policy, _now_ms())
        if not chosen:
            return again_ms
        await self._make(subscription, chosen)
        return 0

    async def _read_on(self, subscription: Subscription) -> bool:
        """Read the archive on: to its end, or until there is enough; return whether something new fits."""
        enough = WAITING_MAX if subscription.policy.gathers else 1
        place, new = subscription.place, 0
        for _ in range(STEPS_MAX):
            found, reached = await self._archive.read(choosing.following, subscription.filters, place)
            if reached == place:
                return new > 0
            wanted = [each for each in found if each.written_ms >= subscription.start_ms]
            new += await self._store.asked(self._store.hold, self._identity, wanted, reached, _now_ms())
            place = reached
            if new >= enough:
                return True
        self._woken.set()  # there is more: come again at once
        return new > 0

    async def _make(self, subscription: Subscription, chosen: list[Waiting]) -> None:
        """Make what was chosen the pending message; what the archive holds no longer is left out."""
        loaded = await self._archive.read(choosing.contents, [each.sequence for each in chosen])
        events = message.fitting(loaded)
        held = {event.sequence for event in loaded}
        taken = {event.sequence for event in events}
        carried = [each for each in chosen if each.sequence in taken]
        if carried:
            sequence = subscription.sequence + 1
            identity = message.message_id(subscription.id, [each.event for each in carried])
            gathered = subscription.policy.gathers
            body = message.body(identity, subscription.id, sequence, events, gathered=gathered)
            pending = Pending(identity, sequence, body, _now_ms())
            await self._store.asked(self._store.pend, self._identity, pending, carried)
        gone = [each.number for each in chosen if each.sequence not in held]
        if gone and len(loaded) < len(chosen) and not _cut_short(chosen, held):
            await self._store.asked(self._store.let_go, gone)

    async def _was_erased(self, pending: Pending) -> bool:
        """Take a message back that carries what was erased since it was made; return whether that was so."""
        if not await self._archive.read(choosing.has_erased, pending.made_ms):
            return False
        events = await self._store.asked(self._store.events_of, self._identity, pending.sequence)
        left = await self._archive.read(choosing.left, events)
        if len(left) == len(events):
            return False
        await self._store.asked(self._store.unpend, self._identity, pending.sequence, left, _now_ms())
        return True

    async def _deliver(self, subscription: Subscription, pending: Pending) -> None:
        async with self._turns.turn(pending.attempts > 0):
            attempt = await self._sender.deliver(subscription, pending)
        tried = attempt.tried
        if attempt.taken:
            await self._store.asked(self._store.record, self._identity, pending, tried)
            return
        failures = pending.attempts + 1
        failing_seconds = (tried.at_ms - (pending.failed_at_ms or tried.at_ms)) / 1000
        disabled = retrying.given_up(tried.status, failures, failing_seconds)
        if disabled is not None:
            logger.warning("webhook %s to %s is disabled: %s", self._identity, masked(subscription.url), disabled)
        share = random.random()  # noqa: S311 - spreads retries, keeps no secret
        seconds = retrying.wait_seconds(failures, share, attempt.retry_after_seconds)
        next_ms = tried.at_ms + int(seconds * 1000)
        await self._store.asked(self._store.fail, self._identity, tried, next_ms, disabled)


def _cut_short(chosen: list[Waiting], held: set[int]) -> bool:
    """Tell whether loading ended early because events are large: what is missing behind the last one is not gone."""
    return bool(held) and max(held) < chosen[-1].sequence


def _now_ms() -> int:
    return int(time.time() * 1000)
