"""The poller as a Faust app of its own: an agent a topic, a partition's looks as one unit, and a timer that only asks.

The timer sends looks that are due, and what the sources name, to ``rowback.poll.due``; the agent on it hands them to
the partition, which starts them. So whatever moves a partition's looks is in its topics, in order.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine
from typing import Any

from aiokafka.errors import KafkaError

from streams import topology
from streams.fetching import Fetcher, FetchSettings
from streams.hosts import clients
from streams.hosts.partition import Partition
from streams.hosts.poll_hubs import Hubs
from streams.hosts.poll_metrics import PollMetrics
from streams.hosts.poll_partition import PollPartition
from streams.hosts.worker import App, wired
from streams.messages import Outgoing
from streams.polling.batch import messages_of
from streams.polling.found import Item
from streams.polling.planning import Pace
from streams.polling.poller import Poller
from streams.settings import PollSettings, Settings
from streams.sources import WatchedSources

logger = logging.getLogger(__name__)

SOURCES_SECONDS = 2.0  # between two looks at the sources file


class PollApp(App):
    """The poller's app, with the partitions that it owns."""

    def __init__(self, settings: Settings, polling: PollSettings, sources: WatchedSources, cluster_id: str) -> None:
        super().__init__(
            settings.model_copy(update={"app_id": f"{settings.app_id}-poll"}), cluster_id, topology.POLL_CHANGELOG
        )
        self.polling = polling
        self.watched = sources
        self._web: Fetcher | None = None
        self._asking = clients.producer(settings.bootstrap_servers, linger_ms=0)
        self._looking_after: list[asyncio.Task[None]] = []
        self._hubs: Hubs | None = None

    def new_metrics(self) -> PollMetrics:
        """Return what this app counts with: also its fetches, and what is due."""
        self._poll_metrics = PollMetrics()
        self._poll_metrics.watch_pollers(self._pollers)
        return self._poll_metrics

    def new_partition(self, number: int) -> Partition:
        """Return a partition whose looks begin."""
        assert self._web is not None  # noqa: S101 - made before partitions can be assigned
        poller = Poller(
            number, self.rowback_settings.partitions, pace_of(self.rowback_settings, self.polling), self.watched.current
        )
        return PollPartition(poller, self._web, self.rowback_settings, self.identity, self.give_up, self._poll_metrics)

    async def on_start(self) -> None:
        """Make what fetches and what asks, before partitions come."""
        sources = self.watched.current
        self._web = Fetcher(
            FetchSettings(
                contact=self.polling.contact or sources.contact,
                allowed_private=self.polling.allowed_private_set,
                concurrency_max=max(sources.concurrency_max, 1),
                request_seconds_max=self.polling.request_seconds_max,
            )
        )
        await self._web.__aenter__()
        await self._asking.start()
        self._begin(self._ask(), "timer")
        if sources.callback_url:
            self._hubs = Hubs(sources.callback_url, self._pollers, self._web, self._send_item)
            host, _, port = self.polling.callback_listen.rpartition(":")
            await self._hubs.listen(host, int(port))
            self._begin(self._hubs.run(), "hubs")
        await super().on_start()

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(self._task_ended)
        self._looking_after.append(task)

    def _pollers(self) -> list[Poller]:
        owned = list(self.owned.values())
        return [one.poller for one in owned if isinstance(one, PollPartition) and one.ready.is_set()]

    async def on_stop(self) -> None:
        """End what asks and what fetches; the partitions have been let go of before."""
        await super().on_stop()
        for task in self._looking_after:
            task.cancel()
        if self._hubs is not None:
            await self._hubs.close()
        await self.disown()
        await self._asking.stop()
        if self._web is not None:
            await self._web.__aexit__(None, None, None)

    def _task_ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (fault := task.exception()) is not None:
            self.give_up(fault)

    async def _ask(self) -> None:
        """Send what is due to where it is looked at; what does not arrive is due again a little later."""
        sources_at = 0.0
        synced: dict[Partition, Any] = {}
        while True:
            await asyncio.sleep(self.polling.tick_seconds)
            if time.monotonic() - sources_at >= SOURCES_SECONDS:
                sources_at = time.monotonic()
                fault = self.watched.fault
                if self.watched.changed():
                    logger.info("the sources have changed")
                elif self.watched.fault not in (None, fault):
                    logger.warning("the sources go on as they were: %s", self.watched.fault)
            try:
                for partition in list(self.owned.values()):
                    if isinstance(partition, PollPartition) and partition.ready.is_set():
                        await self._ask_for(partition, synced)
            except (KafkaError, OSError) as lost:
                logger.warning("looks that are due could not be sent: %r", lost)
            synced = {partition: known for partition, known in synced.items() if partition in self.owned.values()}

    async def _ask_for(self, partition: PollPartition, synced: dict[Partition, Any]) -> None:
        poller = partition.poller
        items = []
        if synced.get(partition) is not self.watched.current:
            poller.sources = synced[partition] = self.watched.current
            items = poller.wanted()
        items += poller.due(time.time())
        for message in messages_of(items, partition.number):
            await self._send(message)

    async def _send_item(self, number: int, item: Item) -> None:
        for message in messages_of([item], number):
            await self._send(message)

    async def _send(self, message: Outgoing) -> None:
        await self._asking.send_and_wait(message.topic, message.value, partition=message.partition)


def pace_of(settings: Settings, polling: PollSettings) -> Pace:
    """Return the pace that the settings set."""
    return Pace(
        polling.look_seconds_min,
        polling.look_seconds_max,
        polling.feed_seconds_min,
        polling.feed_seconds_max,
        settings.confirm_after_seconds,
    )


def create_poll_app(settings: Settings, polling: PollSettings, sources: WatchedSources, cluster_id: str) -> PollApp:
    """Return the app of a poller; topics must exist (``topics.ensure``)."""
    return wired(PollApp(settings, polling, sources, cluster_id), topology.POLLER.reads)
