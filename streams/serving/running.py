"""`rowback serve` as a process: the archive's intake and the HTTP server, until told to stop.

The server answers from the first moment on, from what the archive holds; whether it has caught up is said at /readyz.
When Kafka goes away, reading is tried again and again: what was archived is served meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
import resource
import sqlite3
from collections.abc import Callable

from aiohttp import web
from aiokafka.errors import KafkaError

from streams.archive import Archive, ArchiveError, retention
from streams.archive.intake import Intake
from streams.broker.locks import FileLock
from streams.hosts.connection import NotConnected
from streams.hosts.topics import TopicsError
from streams.serving.app import LINE_BYTES_MAX, create_app
from streams.serving.settings import ServeSettings

logger = logging.getLogger(__name__)

RETRY_SECONDS = 3.0
SHUTDOWN_SECONDS_MAX = 0.5  # for connections that are still busy
OTHER_FILES = 100  # that a process has open besides streams
RETENTION_PAUSE_SECONDS = 600.0
NOT_CONNECTED = (KafkaError, NotConnected, TopicsError, OSError)

Say = Callable[[str], None]


class InUse(Exception):
    """Another process writes this archive; the message says so."""


def raised_file_limit(streams_max: int) -> str | None:
    """Raise the limit of open files as far as it goes; return one line where it is too low for so many streams."""
    needed = streams_max + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < needed:
        reachable = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, reachable), hard))
        soft = max(soft, reachable)
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return None
    return (
        f"the limit of open files is {soft}: {max(1, soft - OTHER_FILES)} live streams can be open at once, not "
        f"{streams_max}; raise it (ulimit -n {needed}) or set --streams-max lower"
    )


def streams_possible(streams_max: int) -> int:
    """Return how many streams the limit of open files lets be open."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return streams_max if soft == resource.RLIM_INFINITY else max(1, min(streams_max, soft - OTHER_FILES))


class Reading:
    """Reads Kafka into the archive for ever, and knows why it is not ready."""

    def __init__(self, archive: Archive, bootstrap_servers: str) -> None:
        self._archive = archive
        self._servers = bootstrap_servers
        self._reason: str | None = "nothing was read from Kafka yet"
        self._ready = False

    def not_ready(self) -> str | None:
        """Return why the archive is not up to date, None once it has been (and Kafka is there)."""
        return self._reason

    async def run(self) -> None:
        """Read until cancelled; raises ArchiveError where the archive is not of this Kafka."""
        stopped: BaseException | None = None
        while True:
            intake = Intake(self._archive, self._servers)
            watching = asyncio.create_task(self._watch(intake))
            try:
                await intake.run()
            except* sqlite3.OperationalError as faults:  # the disk is full, or the file busy for long
                self._reason = f"writing {self._archive.path} failed: {faults.exceptions[0]}"
                logger.warning("%s; it is tried again", self._reason)
            except* NOT_CONNECTED as faults:
                fault = faults.exceptions[0]
                self._reason = f"reading Kafka at {self._servers} failed: {fault}"
                logger.warning("%s; it is tried again", self._reason)
            except* ArchiveError as faults:  # trying again would not help
                stopped = faults.exceptions[0]
            finally:
                watching.cancel()
            if stopped is not None:
                raise stopped
            await asyncio.sleep(RETRY_SECONDS)

    async def _watch(self, intake: Intake) -> None:
        await intake.caught_up.wait()
        self._reason = None


async def serve(archive: Archive, settings: ServeSettings, bootstrap_servers: str, say: Say) -> None:
    """Serve until cancelled; raises InUse, ArchiveError, OSError where the address is taken."""
    lock = FileLock(archive.path.with_name(archive.path.name + ".lock"))
    if not lock.acquire():
        raise InUse(f"another rowback writes {archive.path}: stop it, or give another --archive")
    if line := raised_file_limit(settings.streams_max):
        say(line)
    settings = settings.model_copy(update={"streams_max": streams_possible(settings.streams_max)})
    reading = Reading(archive, bootstrap_servers)
    app = create_app(archive, settings, ready=reading.not_ready)
    runner = web.AppRunner(
        app,
        handler_cancellation=True,
        access_log=None,
        shutdown_timeout=SHUTDOWN_SECONDS_MAX,
        max_line_size=LINE_BYTES_MAX,
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.host, settings.port, backlog=4_096, reuse_address=True)
        await site.start()
        say(f"serving {address(runner, settings)}/ from {archive.path}")
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(reading.run())
            tasks.create_task(_retain(archive, settings))
    except ExceptionGroup as group:
        if told := group.subgroup(ArchiveError):
            raise told.exceptions[0] from group
        raise
    finally:
        await runner.cleanup()
        lock.release()


def address(runner: web.AppRunner, settings: ServeSettings) -> str:
    """Return the URL under which a started server is reached."""
    port = runner.addresses[0][1]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return settings.public_url or f"http://{host}:{port}"


async def _retain(archive: Archive, settings: ServeSettings) -> None:
    """Let go of what is older or more than wanted, from time to time."""
    while True:
        try:
            await retention.apply(archive, settings.keep_days, settings.keep_bytes)
        except sqlite3.OperationalError as fault:
            logger.warning("%s: old history could not be let go of: %s; it is tried again", archive.path, fault)
        await asyncio.sleep(RETENTION_PAUSE_SECONDS)
