"""What is put under load: a Kafka and workers, started here or running elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import tempfile
import urllib.request
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

from streams.broker import BrokerSettings, local_broker
from streams.hosts import topics
from streams.hosts.beginning import until_at_work
from streams.hosts.workers import Workers
from streams.settings import Settings
from tests.benchmarks.process import NotMeasurable, cpu_seconds

HEAP_MEBIBYTES = 512
ANSWER_SECONDS_MAX = 5.0


@dataclass(frozen=True)
class Stack:
    """A Kafka at ``servers`` and the workers on it; of those that run elsewhere no process is known."""

    servers: str
    partitions: int
    workers: int
    group: str = Settings.model_fields["app_id"].default
    pids: dict[str, list[int]] = field(default_factory=dict)  # by part: worker, broker
    data: dict[str, Path] = field(default_factory=dict)  # folders by part
    check: Callable[[], None] = lambda: None
    metrics: str | None = None  # host:port of the workers' metrics; a name may stand for several machines

    def cpu(self) -> dict[str, float]:
        """Return the CPU seconds that each part has taken so far, this process among them."""
        taken = {"load": sum(os.times()[:2])}
        for part, pids in self.pids.items():
            with contextlib.suppress(NotMeasurable):
                taken[part] = sum(map(cpu_seconds, pids))
        return {**taken, **_told(self.metrics, "process_cpu_seconds_total")}

    def memory(self) -> dict[str, int]:
        """Return the resident bytes of each part."""
        known = {part: sum(map(resident_bytes, pids)) for part, pids in self.pids.items()}
        return known | {part: int(size) for part, size in _told(self.metrics, "process_resident_memory_bytes").items()}

    def disk(self) -> dict[str, int]:
        """Return the bytes on disk of each part."""
        return {part: folder_bytes(path) for part, path in self.data.items()}


@contextlib.asynccontextmanager
async def local(workers: int, partitions: int) -> AsyncIterator[Stack]:
    """Yield a throw-away Kafka with workers as processes, at work."""
    async with contextlib.AsyncExitStack() as stack:
        heap = BrokerSettings(heap_mebibytes=HEAP_MEBIBYTES)
        broker = await stack.enter_async_context(local_broker(ephemeral=True, settings=heap))
        tables = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rowback-load-")))
        settings = Settings(bootstrap_servers=broker.bootstrap_servers, partitions=partitions, data_dir=tables)
        await topics.ensure(settings)
        fleet = await stack.enter_async_context(Workers(settings, workers))
        await until_at_work(broker.bootstrap_servers, [settings.app_id], fleet.check)
        first = list(fleet.pids)

        def check() -> None:
            fleet.check()
            if fleet.pids != first:
                raise NotMeasurable("a worker died and was started again: what was measured says nothing")

        pids = {"worker": first, "broker": [broker.pid]}
        data = {"worker": tables, "broker": broker.data_dir}
        yield Stack(broker.bootstrap_servers, partitions, workers, settings.app_id, pids, data, check)


@contextlib.asynccontextmanager
async def elsewhere(servers: str, workers: int, partitions: int, metrics: str | None = None) -> AsyncIterator[Stack]:
    """Yield what runs at an address, once it works."""
    settings = Settings(bootstrap_servers=servers, partitions=partitions)
    await topics.ensure(settings)
    await asyncio.wait_for(until_at_work(servers, [settings.app_id], lambda: None), 120)
    yield Stack(servers, partitions, workers, settings.app_id, metrics=metrics)


def _told(place: str | None, name: str) -> dict[str, float]:
    """Return the sum of a metric of all workers behind a place; nothing where they cannot be asked."""
    if place is None:
        return {}
    host, _, port = place.rpartition(":")
    total = 0.0
    try:
        addresses = sorted({str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
        for address in addresses:
            with urllib.request.urlopen(f"http://{address}:{port}/metrics", timeout=ANSWER_SECONDS_MAX) as answer:
                lines = answer.read().decode().splitlines()
            total += sum(float(line.split()[1]) for line in lines if line.startswith(f"{name} "))
    except OSError:
        return {}
    return {"worker": total}


def resident_bytes(pid: int) -> int:
    """Return the resident memory of a process (VmRSS of proc(5))."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError as fault:
        raise NotMeasurable(f"the memory of process {pid} cannot be read: this needs Linux's /proc") from fault
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS")), 0)


def folder_bytes(path: Path) -> int:
    """Return the bytes of all files below a folder; what goes away meanwhile is left out."""
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            with contextlib.suppress(OSError):
                total += (Path(folder) / name).stat().st_blocks * 512
    return total
