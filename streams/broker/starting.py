"""Starts the local broker, or attaches to the one that runs already, and ends what was started here."""

import asyncio
import os
import tempfile
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from streams.broker.configuration import java_command, server_properties
from streams.broker.directory import DataDirectory, State, free_ports, port_is_free
from streams.broker.errors import BrokerError
from streams.broker.fetching import fetch_jars
from streams.broker.java import Java, find_java
from streams.broker.pinned import class_path
from streams.broker.progress import Report
from streams.broker.readiness import answers, last_words
from streams.broker.settings import BrokerSettings
from streams.broker.storage import ensure_formatted
from streams.broker.supervision import Supervisor

_POLL_SECONDS = 0.05
_ATTACH_SECONDS_MAX = 30.0
_PORT_TRIES = 3


@dataclass(frozen=True)
class Broker:
    """A broker that answers: where, on which data, and whether it was started here (then it is ended here too)."""

    bootstrap_servers: str
    data_dir: Path
    started_here: bool
    pid: int
    cluster_id: str

    async def ended(self) -> None:
        """Waits until no broker lives on the data any more."""
        directory = DataDirectory(self.data_dir)
        while directory.is_in_use():  # noqa: ASYNC110 - another process's life is no asyncio.Event
            await asyncio.sleep(10 * _POLL_SECONDS)


class Handle:
    """A broker and the supervisor that holds it, None for one that was there before."""

    def __init__(self, broker: Broker, supervisor: Supervisor | None = None) -> None:
        self.broker = broker
        self._supervisor = supervisor

    async def stop(self) -> None:
        """Ends the broker if it was started here, and waits for its end."""
        if self._supervisor is not None:
            await self._supervisor.end()


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
        return await _start(directory, ephemeral, port, settings, java)


async def attach(directory: DataDirectory, port: int | None = None) -> Broker | None:
    """Returns the broker that runs on the directory, None where none is ready.

    Raises:
        BrokerError: One runs but does not answer, or has another port than the one asked for.
    """
    state = directory.running()
    if state is None:
        return None
    if port not in (None, state.port):
        raise BrokerError(
            f"the broker of {directory.path} runs at port {state.port} already: "
            f"leave the port out to use it, or end it (process {state.pid}) first"
        )
    ends_at = time.monotonic() + _ATTACH_SECONDS_MAX
    while not await answers(state.port):
        if not directory.is_in_use():
            return None
        if time.monotonic() > ends_at:
            raise BrokerError(
                f"the broker of {directory.path} (process {state.pid}) does not answer at port {state.port}: "
                f"end that process and try again; its log is {directory.log}"
            )
        await asyncio.sleep(_POLL_SECONDS)
    return _broker(directory, state, started_here=False)


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


async def _start(
    directory: DataDirectory, ephemeral: bool, port: int | None, settings: BrokerSettings, java: Java
) -> Handle:
    if port is not None and not port_is_free(port):
        raise _taken(port)
    for tries_left in reversed(range(_PORT_TRIES)):
        begin = _log_size(directory)
        state, supervisor = _spawn(directory, ephemeral, _choose_ports(directory, port), settings, java)
        try:
            why = await _until_ready(state.port, supervisor, settings.start_seconds_max)
            if why is None:
                directory.remember(state)
                return Handle(_broker(directory, state, started_here=True), supervisor)
        except BaseException:
            await asyncio.shield(supervisor.end())
            raise
        words = last_words(directory.log, begin)
        await supervisor.end()
        # between our look for a free port and Kafka's use of it somebody may have taken it
        if "Address already in use" not in words:
            break
        if port is not None:
            raise _taken(port)
        if tries_left == 0:
            break
    raise BrokerError(f"Kafka {why}: {words or 'it said nothing'} (log: {directory.log})")


def _choose_ports(directory: DataDirectory, port: int | None) -> tuple[int, int]:
    fresh, controller = free_ports(2)
    if port is None:
        last = directory.last_port()
        port = last if last is not None and port_is_free(last) else fresh
    return port, controller


def _spawn(
    directory: DataDirectory, ephemeral: bool, ports: tuple[int, int], settings: BrokerSettings, java: Java
) -> tuple[State, Supervisor]:
    try:
        cluster_id = ensure_formatted(directory.logs)
        directory.empty_temporary()
        directory.properties.write_text(server_properties(directory.logs, *ports), "utf-8")
    except OSError as error:
        raise directory.unwritable(error) from error
    jars = os.pathsep.join(str(path) for path in class_path(settings.cache_directory))
    task = {
        "directory": str(directory.path),
        "remove": ephemeral,
        "lock": directory.running_lock.name,
        "state": directory.state_file.name,
        "log": directory.log.name,
        "stop_seconds_max": settings.stop_seconds_max,
        "command": java_command(
            java.program, directory.properties, directory.temporary, settings.heap_mebibytes, archive_options=[]
        ),
        "environment": {**os.environ, "CLASSPATH": jars},
    }
    supervisor = Supervisor(task, settings.stop_seconds_max)
    return State(port=ports[0], pid=supervisor.broker_pid, cluster_id=cluster_id), supervisor


async def _until_ready(port: int, supervisor: Supervisor, seconds_max: float) -> str | None:
    """Waits for the broker's first answer; returns None then, else what happened instead."""
    ends_at = time.monotonic() + seconds_max
    while not await answers(port):
        if supervisor.has_ended():
            return "ended while it was starting"
        if time.monotonic() > ends_at:
            return f"did not answer within {seconds_max:.0f} s"
        await asyncio.sleep(_POLL_SECONDS)
    return None


def throw_away_directory() -> Path:
    """Makes a directory that is removed when its broker ends."""
    return Path(tempfile.mkdtemp(prefix="rowback-kafka-"))


def _log_size(directory: DataDirectory) -> int:
    try:
        return directory.log.stat().st_size
    except OSError:
        return 0


def _taken(port: int) -> BrokerError:
    return BrokerError(f"port {port} of 127.0.0.1 is taken: choose another with --port, or leave it out")


def _broker(directory: DataDirectory, state: State, *, started_here: bool) -> Broker:
    return Broker(f"127.0.0.1:{state.port}", directory.path, started_here, state.pid, state.cluster_id)
