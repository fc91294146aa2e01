"""How many live streams one process serves, and at what cost.

    python -m tests.serving.load [--streams 2000] [--seconds 30] [--filter-sets 1]

The server is a process of its own: the application, an archive, and something that archives one revision a second that
every stream gets. The clients are one more process that reads raw sockets. Delivery is counted from before the event is
archived to when a client has read it. Asked for: p99 under 2 s, under 60 % of a core, under 300 MB.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web

from streams import topology
from streams.archive import Archive
from streams.messages import Incoming
from streams.serving.app import create_app
from streams.serving.running import raised_file_limit
from streams.serving.settings import ServeSettings
from tests.archive.synthetic import example

OPENED_AT_ONCE = 50
TEXT = (
    "The council said on Tuesday that the bridge would reopen within a week, and that all repairs were paid for. " * 2
)
MARK = b'"judgement":"'
WARMING_SECONDS = 5


def event(number: int, sample: Incoming) -> Incoming:
    """Return a revision that was never archived, with the time in it."""
    value = {**orjson.loads(sample.value or b""), "significance": 0.5, "judgement": str(time.monotonic_ns())}
    side = {"paragraph": 0, "sentence": 0}
    edit = {
        "op": "edited",
        "old": TEXT,
        "new": TEXT.replace("week", "month"),
        "kind": "edit",
        "spans": [],
        "signals": [],
    }
    value["edits"] = [{**edit, "old_position": side, "new_position": side}] * 3
    headers = {**dict(sample.headers), "ce_id": f"{number:032x}".encode()}
    return Incoming(topology.REVISED, 0, number, sample.key, orjson.dumps(value), 0, tuple(headers.items()))


async def serve(folder: Path, streams: int) -> None:
    """Serve and archive one revision a second until told to stop; print the port first, the cost last."""
    archive = Archive(folder / "load.sqlite3")
    settings = ServeSettings(streams_max=streams + 10)
    runner = web.AppRunner(
        create_app(archive, settings), handler_cancellation=True, access_log=None, shutdown_timeout=0.5
    )
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=4_096).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    sample = example(topology.REVISED)
    used = count = 0.0
    began = time.monotonic()
    while not ended.is_set():
        message = event(int(count), sample)
        await archive.written(lambda m=message: archive.add([m]))  # type: ignore[misc]
        count += 1
        if count == WARMING_SECONDS * 2:
            began, used = time.monotonic(), _cpu()
        await asyncio.sleep(max(0.0, 1 - time.monotonic() % 1))
    seconds, used = time.monotonic() - began, _cpu() - used
    stopping = time.monotonic()
    await runner.cleanup()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {
        "events": int(count),
        "event_bytes": len(event(0, sample).value or b""),
        "core_percent": round(100 * used / seconds, 1),
        "memory_mb_peak": round(peak, 1),
        "stop_seconds": round(time.monotonic() - stopping, 2),
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    archive.close()


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def read(port: int, query: str, delays: list[float], ready: asyncio.Semaphore) -> None:
    """Read one stream and note how old each event is."""
    async with ready:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /api/v1/events{query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        await reader.readuntil(b"retry:")
    try:
        while True:
            await reader.readuntil(MARK)
            sent = await reader.readuntil(b'"')
            delays.append((time.monotonic_ns() - int(sent[:-1])) / 1e9)
    except (asyncio.IncompleteReadError, ConnectionResetError):
        pass
    finally:
        writer.close()


async def clients(port: int, streams: int, filter_sets: int, seconds: float) -> dict[str, Any]:
    """Open the streams, and return what they saw."""
    delays: list[float] = []
    ready = asyncio.Semaphore(OPENED_AT_ONCE)
    began = time.monotonic()
    tasks = []
    for number in range(streams):
        which = number % filter_sets
        query = f"?significance_min=0.000{which:04d}" if which else ""
        tasks.append(asyncio.create_task(read(port, query, delays, ready)))
    await asyncio.sleep(WARMING_SECONDS)
    opened = time.monotonic() - began
    delays.clear()
    await asyncio.sleep(seconds)
    seen = sorted(delays)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return {
        "streams": streams,
        "filter_sets": filter_sets,
        "seconds_of_warming": round(opened, 1),
        "deliveries": len(seen),
        "p50_ms": round(1000 * seen[len(seen) // 2], 1),
        "p99_ms": round(1000 * seen[len(seen) * 99 // 100], 1),
        "worst_ms": round(1000 * seen[-1], 1),
    }


async def measure(streams: int, filter_sets: int, seconds: float) -> dict[str, Any]:
    """Run server and clients, and return all figures."""
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "tests.serving.load", "--serve", folder, "--streams", str(streams))
        server = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        assert server.stdout is not None
        port = int(await server.stdout.readline())
        seen = await clients(port, streams, filter_sets, seconds)
        server.terminate()
        cost = orjson.loads((await server.stdout.read()).splitlines()[-1])
        await server.wait()
    return {**seen, **cost}


def main() -> None:
    """Print figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--filter-sets", type=int, default=1)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if line := raised_file_limit(given.streams + 100):
        sys.exit(line)
    if given.serve:
        asyncio.run(serve(given.serve, given.streams))
    else:
        figures = asyncio.run(measure(given.streams, given.filter_sets, given.seconds))
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
