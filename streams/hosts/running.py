"""The life of a worker process: start, run until a signal or a fault, stop within a bound."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from streams.hosts.canary import singing
from streams.hosts.endpoint import endpoint
from streams.hosts.watchdog import Watchdog
from streams.hosts.worker import App, create_app
from streams.settings import Settings

STOP_SECONDS_MAX = 10.0
FRAMES = ("cr_frame", "gi_frame", "ag_frame")
AWAITED = ("cr_await", "gi_yieldfrom", "ag_await")


async def run(settings: Settings, cluster_id: str) -> BaseException | None:
    """Run a worker until SIGINT or SIGTERM; return None then, or the fault that ended it."""
    return await run_app(create_app(settings, cluster_id))


async def run_app(app: App) -> BaseException | None:
    """Run an app until SIGINT or SIGTERM; return None then, or the fault that ended it.

    Raises CannotListen where the address for its metrics cannot be had.
    """
    async with endpoint(app), singing(app.rowback_settings, app.metrics):
        return await _run_app(app)


async def _run_app(app: App) -> BaseException | None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked.set)
    loop.add_signal_handler(signal.SIGUSR1, print_tasks)
    starting = asyncio.create_task(app.start())
    watching = asyncio.create_task(Watchdog(app).run(), name="watchdog")
    waits = [asyncio.create_task(asked.wait()), asyncio.create_task(app.failed.wait())]
    await asyncio.wait([*waits, starting], return_when=asyncio.FIRST_COMPLETED)
    if starting.done() and starting.exception() is None:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    elif starting.done():
        app.fault = starting.exception()
    watching.cancel()
    leave_after(STOP_SECONDS_MAX, app)
    await app.stop()
    for task in (starting, watching, *waits):
        task.cancel()
    fault: BaseException | None = app.fault
    return fault


def leave_after(seconds: float, app: App) -> None:
    """End the process in a while, if it has not ended by then: all that counts is in Kafka.

    A consumer in the middle of a group join answers nobody, and what waits for it may not even be cancelled. So a
    thread does it, and no task.
    """

    def leave() -> None:
        print(f"the worker did not stop within {seconds:g} s and is ended", file=sys.stderr, flush=True)  # noqa: T201
        os._exit(0 if app.fault is None else 1)

    timer = threading.Timer(seconds, leave)
    timer.daemon = True  # it ends with a process that needs no help
    timer.start()


def print_tasks() -> None:
    """Print where every task stands: what to look at when a worker stands still (``kill -USR1 PID``)."""
    for task in asyncio.all_tasks():
        print(f"{task.get_name()}: {' < '.join(reversed(_places(task.get_coro())))}", file=sys.stderr)  # noqa: T201
    sys.stderr.flush()


def _places(awaited: Any) -> list[str]:
    """Follow who waits for whom, from the outermost coroutine in; the task itself only knows the first."""
    places = []
    while awaited is not None:
        frame = next((f for name in FRAMES if (f := getattr(awaited, name, None))), None)
        if frame:
            places.append(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno} {frame.f_code.co_name}")
        awaited = next((a for name in AWAITED if (a := getattr(awaited, name, None)) is not None), None)
    return places
