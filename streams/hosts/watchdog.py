"""Notices a worker that stands still, and ends it: its supervisor starts it again, which helps where waiting does not.

Observed: a consumer can be stuck in a group join, in the recovery of a partition, or on a connection that is dead and
does not know it; and code can hang. From outside such a worker looks alive. Decided: standing still is having something
to do, and getting nowhere with it for ``Settings.standstill_seconds_max``. There is something to do while partitions
are being assigned, while one is recovered, while one has messages, and while Kafka holds messages that were not fetched
(it is asked over a connection of our own: the one that is dead would say nothing). Kafka itself being silent counts as
well, since nobody can tell a dead connection from a dead broker. Deliberately missed: a worker that is slow, whatever
it gets done; and one that has no partitions because there are more workers than partitions.

The event loop cannot watch itself: a thread watches its heartbeat. It counts its own ticks instead of reading a clock,
so that a process that was stopped and goes on is not taken for one that hangs.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from streams.hosts import clients
from streams.hosts.stopping import stop
from streams.hosts.worker import App

TICK_SECONDS = 1.0
ASK_SECONDS = 5.0  # between two questions to Kafka
ANSWER_SECONDS_MAX = 20.0
LOOP_FACTOR = 2.5  # the longest batch keeps the event loop for long, on a slow machine for minutes


class StoodStill(Exception):
    """The worker had something to do and got nowhere with it; the message says with what."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: what is told of it when it stands still, and what changes as soon as it does not."""

    name: str
    words: str
    progress: Hashable


class Standstill:
    """Finds the task that has not moved for too long."""

    def __init__(self, seconds_max: float) -> None:
        self._seconds_max = seconds_max
        self._known: dict[str, tuple[Hashable, float]] = {}

    def found(self, tasks: Iterator[Task], now: float) -> Task | None:
        """Take in what there is to do at a moment (seconds of a monotonic clock); return a task that stands still."""
        known, self._known = self._known, {}
        still = None
        for task in tasks:
            progress, since = known.get(task.name, (None, now))
            if progress != task.progress:
                since = now
            self._known[task.name] = (task.progress, since)
            if now - since >= self._seconds_max:
                still = still or task
        return still

    def longest(self, now: float) -> float:
        """Return for how many seconds the task has not moved that has moved least."""
        return max((now - since for _, since in self._known.values()), default=0.0)


class Watchdog:
    """Watches an app from its start to its end."""

    def __init__(self, app: App) -> None:
        settings = app.rowback_settings
        self._app = app
        self._seconds_max = max(settings.standstill_seconds_max, 3 * settings.session_timeout_seconds)
        self._standstill = Standstill(self._seconds_max)
        self._beats = 0
        self._ends: dict[TopicPartition, int] = {}
        self._answers = 0
        self._over = threading.Event()

    async def run(self) -> None:
        """Watch until cancelled, or until the app was told to give up."""
        seconds_max = int(LOOP_FACTOR * self._seconds_max)
        threading.Thread(target=self._watch_loop, args=(seconds_max,), name="watchdog", daemon=True).start()
        asking = asyncio.create_task(self._ask(), name="watchdog-asking")
        before = time.monotonic()
        try:
            while True:
                await asyncio.sleep(TICK_SECONDS)
                self._beats += 1
                now = time.monotonic()
                if now - before > self._seconds_max / 2:  # the process was stopped: nobody could move
                    self._standstill = Standstill(self._seconds_max)
                before = now
                self._app.stands_still_seconds = self._standstill.longest(now)
                if still := self._standstill.found(self._tasks(), now):
                    self._app.give_up(StoodStill(f"{still.words} for {self._seconds_max:.0f} s"))
                    return
        finally:
            self._over.set()
            asking.cancel()

    def _tasks(self) -> Iterator[Task]:
        app = self._app
        yield Task("kafka", "Kafka has not answered", self._answers)
        if app.joining:
            yield Task("joining", "no partitions have been assigned", app.assignments)
            return
        fetched = app.fetched()
        for number, partition in list(app.owned.items()):
            positions = {tp.topic: offset for tp, offset in fetched.items() if tp.partition == number}
            if words := self._behind(number, positions) or partition.waits_for():
                progress = (app.assignments, partition.progress(), tuple(sorted(positions.items())))
                yield Task(f"partition {number}", f"partition {number} {words}", progress)

    def _behind(self, number: int, positions: dict[str, int]) -> str | None:
        for topic, offset in positions.items():
            if offset < self._ends.get(TopicPartition(topic, number), 0):
                return f"has messages in {topic} that were not fetched"
        return None

    async def _ask(self) -> None:
        """Ask Kafka, again and again, where the topics end; with a new connection after each fault of one."""
        while True:
            reader = clients.consumer(
                self._app.rowback_settings.bootstrap_servers, isolation_level="read_committed", client_id="watchdog"
            )
            try:
                async with asyncio.timeout(ANSWER_SECONDS_MAX):
                    await reader.start()
                while True:
                    async with asyncio.timeout(ANSWER_SECONDS_MAX):
                        await self._ask_once(reader)
                    await asyncio.sleep(ASK_SECONDS)
            except (KafkaError, OSError, TimeoutError):
                await asyncio.sleep(TICK_SECONDS)
            finally:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(TICK_SECONDS):
                        await stop(reader)

    async def _ask_once(self, reader: AIOKafkaConsumer) -> None:
        wanted = [TopicPartition(tp.topic, tp.partition) for tp in self._app.fetched()]
        if wanted:
            self._ends = await reader.end_offsets(wanted)
        else:
            await reader.topics()
        self._answers += 1

    def _watch_loop(self, ticks_max: int) -> None:
        beats, missed = self._beats, 0
        while not self._over.wait(TICK_SECONDS):
            missed = 0 if beats != self._beats else missed + 1
            beats = self._beats
            if missed >= ticks_max:
                end_now(f"the worker stops: its event loop has been stuck for {missed} s")


def end_now(words: str, end: Callable[[int], None] = os._exit) -> None:
    """Say why and end the process from a thread, whatever the others do."""
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - the log's lock may be what is held
    end(1)
