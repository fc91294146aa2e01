"""A worker: a Faust app with one agent a topic, and a task for each partition that it owns.

Faust brings the consumer group, the assignment (partition n of every topic to the same worker) and the life cycle;
the agents hand chunks to the partitions. See ``partition.py`` for the order of things and ``delivery.py`` for the
promise.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import AsyncIterable, Iterable
from typing import Any, TypeVar

import faust
from faust.types import TP

from streams import topology
from streams.handler import Handler
from streams.hosts import clients
from streams.hosts.consumer import ChunkConsumer, ChunkSchema, Transport
from streams.hosts.metrics import WorkerMetrics
from streams.hosts.partition import Chunk, Partition
from streams.hosts.rules import rule_book
from streams.settings import Settings

logger = logging.getLogger(__name__)

CHUNKS_BUFFERED_MAX = 8  # of one topic, between the fetcher and its agent


class App(faust.App):
    """The Faust app, with the partitions that this worker owns."""

    def __init__(self, settings: Settings, cluster_id: str, changelog: str = topology.CHANGELOG) -> None:
        (settings.data_dir / "faust").mkdir(parents=True, exist_ok=True)
        super().__init__(
            settings.app_id,
            broker=[f"kafka://{address.strip()}" for address in settings.bootstrap_servers.split(",")],
            broker_credentials=clients.credentials(),
            processing_guarantee="at_least_once",
            autodiscover=False,
            origin=None,
            web_enabled=False,
            canonical_url="http://worker",  # unused, but a member that returns from a new host must not have another
            reply_create_topic=False,
            topic_disable_leader=True,
            topic_allow_declare=False,
            topic_partitions=settings.partitions,
            stream_wait_empty=False,
            stream_buffer_maxsize=CHUNKS_BUFFERED_MAX,
            consumer_auto_offset_reset="earliest",
            consumer_max_fetch_size=1024 * 1024,
            consumer_group_instance_id=member_id(settings),
            broker_session_timeout=settings.session_timeout_seconds,
            broker_request_timeout=max(90.0, 1.5 * settings.session_timeout_seconds),  # Faust wants it to be longer
            broker_heartbeat_interval=settings.session_timeout_seconds / 5,
            datadir=str(settings.data_dir / "faust"),
            store="memory://",
        )
        self.rowback_settings = settings
        self.handler = Handler(settings.partitions, rule_book(settings), time.thread_time)
        self.metrics = self.new_metrics()
        self.identity = f"{cluster_id}/{changelog}"
        self.owned: dict[int, Partition] = {}
        self.settled = asyncio.Event()  # whether the partitions of the assignment are taken over
        self.fault: BaseException | None = None
        self.failed = asyncio.Event()
        self.joining = True  # until partitions were assigned, if only none; and again while they are reassigned
        self.assignments = 0
        self.stands_still_seconds = 0.0  # as the watchdog sees it
        self.metrics.watch(self)

    def new_metrics(self) -> WorkerMetrics:
        """Return what this app counts with."""
        return WorkerMetrics()

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)

    async def own(self, assigned: set[TP]) -> None:
        """Take over the partitions that were assigned."""
        self.joining = False
        self.assignments += 1
        numbers = sorted({tp.partition for tp in assigned})
        logger.info("working on %s of %s partitions: %s", len(numbers), self.rowback_settings.partitions, numbers)
        for number in numbers:
            if number not in self.owned:
                self.owned[number] = self.new_partition(number)
        self.settled.set()

    def new_partition(self, number: int) -> Partition:
        """Return a partition that begins to work."""
        return Partition(number, self.rowback_settings, self.handler, self.identity, self.give_up, self.metrics)

    async def disown(self) -> None:
        """Let go of all partitions; what is assigned again is taken over anew."""
        self.settled.clear()
        partitions, self.owned = list(self.owned.values()), {}
        await asyncio.gather(*(partition.stop() for partition in partitions), return_exceptions=True)

    def fetched(self) -> dict[TP, int]:
        """Return how far the owned topics were fetched, by partition."""
        return self.consumer.positions() if isinstance(self.consumer, ChunkConsumer) else {}

    async def hand_over(self, chunk: Chunk) -> None:
        """Give a chunk to its partition; what was read under an assignment that is over will be read again.

        Faust lets messages through before it says what is assigned: the first chunk waits for its partition to be taken
        over. Dropped it would never be read again, and the worker would stand still in silence.
        """
        await self.settled.wait()
        partition = self.owned.get(chunk.messages[0].partition)
        if partition is not None and chunk.generation == self.consumer_generation_id:
            await partition.offer(chunk)

    async def crash(self, reason: BaseException) -> None:
        """Faust's word for a fault of its own: a worker that only looks alive helps nobody."""
        self.give_up(reason)
        await super().crash(reason)

    def give_up(self, fault: BaseException) -> None:
        """Stop the worker: a partition cannot go on, and standing still in silence is worse."""
        if self.fault is None:
            self.fault = fault
            logger.error("the worker stops: %s", fault, exc_info=fault if fault.__traceback__ else None)
            self.failed.set()


def member_id(settings: Settings) -> str:
    """Return the name under which this data directory's worker joins the group, the same after every restart.

    Kafka then gives a worker that was killed its partitions back as soon as it returns, instead of waiting for its
    session to time out.
    """
    path = settings.data_dir / "member"
    if not path.exists():
        path.write_text(uuid.uuid4().hex)
    return f"{settings.app_id}-{path.read_text().strip()}"


def create_app(settings: Settings, cluster_id: str) -> App:
    """Return the app of a worker; topics must exist (``topics.ensure``)."""
    return wired(App(settings, cluster_id), topology.CONSUMED)


AnApp = TypeVar("AnApp", bound=App)


def wired(app: AnApp, consumed: Iterable[str]) -> AnApp:
    """Give an app an agent for each topic that it reads, and its partitions as they are assigned."""
    for name in consumed:
        _add_agent(app, name)

    @app.on_partitions_revoked.connect(weak=False)
    async def on_revoked(_sender: App, _revoked: set[TP], **_: Any) -> None:
        app.joining = True
        await app.disown()

    @app.on_partitions_assigned.connect(weak=False)
    async def on_assigned(_sender: App, assigned: set[TP], **_: Any) -> None:
        await app.own(assigned)

    @app.on_before_shutdown.connect(weak=False)
    async def on_shutdown(_sender: App, **_: Any) -> None:
        await app.disown()

    return app


def _add_agent(app: App, name: str) -> None:
    topic = app.topic(name, schema=ChunkSchema(), acks=False, partitions=app.rowback_settings.partitions)

    async def agent(stream: AsyncIterable[Chunk]) -> None:
        async for chunk in stream:
            await app.hand_over(chunk)

    agent.__name__ = name.replace(".", "_")
    app.agent(topic, name=name)(agent)
