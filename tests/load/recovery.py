"""How long until a worker that was killed works again, by the size of its tables: with its disk, and without.

With its disk a worker reads from the changelog what it missed, which does not depend on what it knows. Without, it
reads everything its partitions know: time grows with the state and is shared by all workers.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import aiohttp
import uvloop

from streams import topology
from streams.broker import Broker, BrokerError, BrokerSettings, local_broker
from streams.hosts import topics
from streams.hosts.workers import Workers, WorkersDied
from streams.settings import Settings
from tests.benchmarks.process import NotMeasurable
from tests.load import machine, report, state
from tests.load.command import PARTITIONS, say
from tests.load.stack import HEAP_MEBIBYTES, folder_bytes, resident_bytes

READY_SECONDS_MAX = 1800.0
STEP_SECONDS = 0.05
WORKER = "worker-0"
COLUMNS = ("records", "state MB", "disk MB", "disk kept s", "disk empty s", "memory MB")
HEADER = f"{'pages':>10}" + "".join(f"{name:>14}" for name in COLUMNS)
SMALL = 1  # pages that the changelog is given where the disk alone holds the state


@dataclass
class Point:
    """What a restart took; ``empty_seconds`` is None where only the kept disk was measured."""

    pages: int
    records: int
    state_bytes: int
    disk_bytes: int
    empty_seconds: float | None
    kept_seconds: float
    memory_bytes: int


async def measure(pages: int, sample: state.Sample, options: Namespace) -> Point:
    """Return what a restart takes with tables of so many pages."""
    async with contextlib.AsyncExitStack() as stack:
        heap = BrokerSettings(heap_mebibytes=HEAP_MEBIBYTES)
        broker = await stack.enter_async_context(local_broker(ephemeral=True, settings=heap))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rowback-recovery-")))
        settings = Settings(
            bootstrap_servers=broker.bootstrap_servers,
            partitions=options.partitions,
            data_dir=folder,
            metrics_port=_free_port(),
        )
        await topics.ensure(settings)
        empty = None
        if pages <= options.empty_max:
            count = await state.write_changelog(settings, sample, pages)
            empty, _ = await _start(settings)
        else:
            count = await _on_disk(settings, broker, sample, pages)
        kept, memory = await _start(settings)
        size = round(sample.bytes_a_page * pages)
        return Point(pages, count, size, folder_bytes(folder / WORKER / "tables"), empty, kept, memory)


async def _on_disk(settings: Settings, broker: Broker, sample: state.Sample, pages: int) -> int:
    """Give the worker a disk that holds the state, and a changelog that begins where it ends."""
    await state.write_changelog(settings, sample, SMALL * settings.partitions)
    identity = f"{broker.cluster_id}/{topology.CHANGELOG}"
    return await asyncio.to_thread(state.write_stores, settings, WORKER, identity, sample, pages)


async def _start(settings: Settings) -> tuple[float, int]:
    """Start a worker, wait until all its partitions work, kill it; return seconds, and its memory then."""
    began = time.monotonic()
    async with Workers(settings, 1) as workers, aiohttp.ClientSession() as session:
        await asyncio.wait_for(
            _until_ready(session, f"http://127.0.0.1:{settings.metrics_port}/readyz"), READY_SECONDS_MAX
        )
        seconds = time.monotonic() - began
        memory = resident_bytes(workers.pids[0])
        os.kill(workers.pids[0], signal.SIGKILL)
        return seconds, memory


async def _until_ready(session: aiohttp.ClientSession, address: str) -> None:
    while True:
        with contextlib.suppress(aiohttp.ClientError):
            async with session.get(address) as answer:
                if answer.status == 200 and (await answer.json())["partitions"]:
                    return
        await asyncio.sleep(STEP_SECONDS)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def as_value(points: list[Point], sample: state.Sample, options: Namespace, around: dict[str, Any]) -> dict[str, Any]:
    """Return everything for machines."""
    return {
        "machine": around,
        "partitions": options.partitions,
        "workers": 1,
        "versions_a_page": round(sample.versions_a_page, 2),
        "state_bytes_a_page": round(sample.bytes_a_page),
        "points": [asdict(point) for point in points],
    }


def as_text(value: dict[str, Any]) -> str:
    """Return the same for people."""
    scene = (
        f"one worker, {value['partitions']} partitions, {value['versions_a_page']} versions and "
        f"{value['state_bytes_a_page']:,} bytes of state a page; from the start of the process until it works"
    )
    lines = [scene, machine.in_words(value["machine"]), "", HEADER]
    for point in value["points"]:
        empty = "not measured" if point["empty_seconds"] is None else f"{point['empty_seconds']:.1f}"
        lines.append(
            f"{point['pages']:>10,}{point['records']:>14,}{point['state_bytes'] / 1e6:>14,.0f}"
            f"{point['disk_bytes'] / 1e6:>14,.0f}{point['kept_seconds']:>14.1f}{empty:>14}"
            f"{point['memory_bytes'] / 1e6:>14,.0f}"
        )
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Parse, run, print."""
    parser = ArgumentParser(prog="python -m tests.load.recovery", description=__doc__)
    parser.add_argument(
        "--pages", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000], help="sizes of the state"
    )
    parser.add_argument(
        "--empty-max", type=int, default=100_000, help="with an empty disk up to so many pages (default: 100000)"
    )
    parser.add_argument("--partitions", type=int, default=PARTITIONS, help=f"of each topic (default: {PARTITIONS})")
    parser.add_argument("--out", type=Path, help="write recovery.txt and recovery.json into this folder")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    report.quiet()
    around, points, sample = machine.described(), [], state.sampled()
    try:
        for pages in options.pages:
            points.append(uvloop.run(measure(pages, sample, options)))
            say(f"{pages:,} pages: ready in {points[-1].kept_seconds:.1f} s with its disk")
    except (BrokerError, WorkersDied, NotMeasurable, TimeoutError) as fault:
        say(f"{type(fault).__name__}: {fault}")
        return 1
    value = as_value(points, sample, options, around)
    if options.out:
        report.write(options.out, "recovery", value, as_text(value))
    sys.stdout.write(report.as_json(value).decode() if options.json else as_text(value))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
