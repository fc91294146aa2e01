"""Starts the local broker, or attaches to the one that runs already: one command at a time decides."""

import asyncio
import tempfile
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from streams.broker.directory import DataDirectory
from streams.broker.errors import BrokerError
from streams.broker.fetching import fetch_jars
from streams.broker.java import find_java
from streams.broker.launching import Launch
from streams.broker.progress import Report
from streams.broker.running import Handle, attach
from streams.broker.settings import BrokerSettings

_POLL_SECONDS = 0.05


async def start_or_attach(
    directory: DataDirectory, ephemeral: bool, port: int | None, settings: BrokerSettings, report: Report
) -> Handle:
    """Returns a broker that answers on the directory: the one that runs there, else a new one.

    Raises:
        BrokerError: Neither is to be had.
    """
    directory.prepare(settings.free_mebibytes_min)
    found = await attach(directory, port)
    if found is not None:
        return Handle(found)
    java = await asyncio.to_thread(find_java, settings.java)
    await fetch(settings, report)
    async with _start_lock(directory, settings, report):
        await _until_free_or_ready(directory, settings)
        found = await attach(directory, port)
        if found is not None:
            return Handle(found)
        report.say("starting Kafka")
        return await Launch(directory, ephemeral, port, settings, java).run()


async def fetch(settings: BrokerSettings, report: Report) -> None:
    """Puts Kafka's jars into the cache unless they are there.

    Raises:
        BrokerError: They are not to be had.
    """
    stopped = threading.Event()
    try:
        await asyncio.to_thread(fetch_jars, settings.cache_directory, settings.registry_url, report.fetched, stopped)
    finally:
        stopped.set()  # a thread cannot be cancelled, only asked


@asynccontextmanager
async def _start_lock(directory: DataDirectory, settings: BrokerSettings, report: Report) -> AsyncIterator[None]:
    seconds_max = settings.start_seconds_max + settings.stop_seconds_max
    ends_at, said = time.monotonic() + seconds_max, False
    try:
        while not directory.start_lock.acquire():
            if not said:
                report.say(f"another command is starting Kafka on {directory.path}: waiting for it")
                said = True
            if time.monotonic() > ends_at:
                raise BrokerError(
                    f"another command has been starting a broker on {directory.path} for {seconds_max:.0f} s: "
                    "end it, or name another directory with --data-dir"
                )
            await asyncio.sleep(_POLL_SECONDS)
    except OSError as error:
        raise directory.unwritable(error) from error
    try:
        yield
    finally:
        directory.start_lock.release()


async def _until_free_or_ready(directory: DataDirectory, settings: BrokerSettings) -> None:
    """Waits for a broker that is ending: nobody else can be starting one, because we hold the lock for that."""
    ends_at = time.monotonic() + settings.stop_seconds_max + 5
    while directory.is_in_use() and directory.running() is None:
        if time.monotonic() > ends_at:
            raise BrokerError(
                f"a broker that is neither ready nor gone holds {directory.path} "
                f"(process {directory.holder() or 'unknown'}): end that process and try again"
            )
        await asyncio.sleep(_POLL_SECONDS)


def throw_away_directory() -> Path:
    """Makes a directory that is removed when its broker ends."""
    return Path(tempfile.mkdtemp(prefix="rowback-kafka-"))
