"""Three brokers on this machine that hold everything three times; at least two must have taken what is acknowledged.

Each is broker and controller, with a data directory and a supervisor of its own, as the local broker has them.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from unittest.mock import patch

from aiokafka.errors import KafkaError

from streams import broker
from streams.broker import launching, storage
from streams.broker.configuration import server_properties
from streams.broker.directory import free_ports
from streams.broker.progress import Quiet
from streams.hosts import clients
from tests.faults.kafka import Kafka

BROKERS = 3
REPLICATED_SECONDS_MAX = 120.0
POLL_SECONDS = 0.5
THREEFOLD = {
    "default.replication.factor": 3,
    "min.insync.replicas": 2,
    "offsets.topic.replication.factor": 3,
    "transaction.state.log.replication.factor": 3,
    "transaction.state.log.min.isr": 2,
    "share.coordinator.state.topic.replication.factor": 3,
    "share.coordinator.state.topic.min.isr": 2,
}


class NotReplicated(Exception):
    """Replicas have not caught up within the time; the message names the partitions."""


class Cluster(Kafka):
    """Brokers by number, from 0 on; ``disturbed`` is the same as ``direct``, with no proxy between."""

    replication = BROKERS

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        ports = free_ports(2 * BROKERS)
        self._ports, self._controllers = ports[:BROKERS], ports[BROKERS:]
        self._cluster_id = storage.new_cluster_id()
        self._handles: dict[int, broker.Handle] = {}
        self.direct = ",".join(f"127.0.0.1:{port}" for port in self._ports)

    @property
    def disturbed(self) -> str:
        """The brokers themselves: here they are killed, and connections with them."""
        return self.direct

    @property
    def cluster_id(self) -> str:
        """The id that all of them share."""
        return self._cluster_id

    async def __aenter__(self) -> Cluster:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        async with AsyncExitStack() as stack:
            for handle in self._handles.values():
                stack.push_async_callback(handle.stop)

    async def start(self) -> None:
        """Start all of them at once: alone none of them can say who leads."""
        with self._one_cluster():
            await asyncio.gather(*(self._started(number) for number in range(BROKERS)))

    async def start_one(self, number: int) -> None:
        """Start the broker that was killed, on its data, at its port."""
        with self._one_cluster():
            await self._started(number)

    async def kill_one(self, number: int) -> None:
        """kill -9, and wait for the end."""
        handle = self._handles.pop(number)
        os.kill(handle.broker.pid, signal.SIGKILL)
        await handle.stop()

    async def replicated(self) -> None:
        """Wait until no partition has fewer replicas in sync than it has replicas. Raises NotReplicated."""
        began = time.monotonic()
        while behind := await self._behind():
            if time.monotonic() - began > REPLICATED_SECONDS_MAX:
                raise NotReplicated(f"not in sync after {REPLICATED_SECONDS_MAX:g} s: {', '.join(behind[:10])}")
            await asyncio.sleep(POLL_SECONDS)

    async def _behind(self) -> list[str]:
        admin = clients.admin(self.direct)
        try:
            await admin.start()
            described = await admin.describe_topics(await admin.list_topics())
        except (KafkaError, OSError) as fault:
            return [repr(fault)]
        finally:
            await admin.close()
        return [
            f"{topic['topic']}/{one['partition']}"
            for topic in described
            for one in topic["partitions"]
            if len(one["isr"]) < len(one["replicas"])
        ]

    async def _started(self, number: int) -> None:
        folder = self._directory / f"broker-{number}"
        port = self._ports[number]
        self._handles[number] = await asyncio.to_thread(broker.start, folder, port=port, progress=Quiet())

    @contextmanager
    def _one_cluster(self) -> Iterator[None]:
        with (
            patch.object(launching, "server_properties", self._properties),
            patch.object(launching, "ensure_formatted", self._formatted),
        ):
            yield

    def _formatted(self, logs: Path) -> str:
        """Format a directory as one of the cluster's; ``logs`` is a folder in that of a broker."""
        number = next(n for n in range(BROKERS) if f"broker-{n}" in logs.parts)
        properties = logs / "meta.properties"
        if not properties.exists():
            storage.ensure_formatted(logs)
            lines = [f"cluster.id={self._cluster_id}", f"node.id={number + 1}", "version=1"]
            properties.write_text("\n".join([*lines, f"directory.id={storage.new_cluster_id()}", ""]))
        return self._cluster_id

    def _properties(self, logs: str, port: int, controller_port: int) -> str:
        number = list(self._ports).index(port)
        controller = self._controllers[number]
        voters = ",".join(f"{n + 1}@127.0.0.1:{other}" for n, other in enumerate(self._controllers))
        given = server_properties(logs, port, controller).splitlines()
        values = dict(line.split("=", 1) for line in given)
        values |= {"node.id": str(number + 1), "controller.quorum.voters": voters}
        values |= {name: str(value) for name, value in THREEFOLD.items()}
        return "".join(f"{name}={value}\n" for name, value in values.items())
