"""Launches a broker on a data directory that nobody uses, and sees it through to its first answer."""

import asyncio
import os
import time
from dataclasses import dataclass

from streams.broker.archive import ClassArchive
from streams.broker.configuration import java_command, server_properties
from streams.broker.directory import DataDirectory, State, free_ports, port_is_free
from streams.broker.errors import BrokerError
from streams.broker.java import Java
from streams.broker.pinned import class_path
from streams.broker.readiness import answers, last_words
from streams.broker.running import Handle, broker_of
from streams.broker.settings import BrokerSettings
from streams.broker.storage import ensure_formatted
from streams.broker.supervision import Supervisor

_POLL_SECONDS = 0.05
_TRIES = 4


@dataclass(frozen=True)
class Launch:
    """What one launch goes by; `port` None means any port."""

    directory: DataDirectory
    ephemeral: bool
    port: int | None
    settings: BrokerSettings
    java: Java

    async def run(self) -> Handle:
        """Returns the broker when it answers.

        Tried again, a few times, where somebody took the port meanwhile, and without the class archive where the broker
        died with one.

        Raises:
            BrokerError: It does not come up.
        """
        if self.port is not None and not port_is_free(self.port):
            raise _taken(self.port)
        failure = _Failure("", "")
        for _ in range(_TRIES):
            archive = self._archive()
            with_archive = archive is not None and archive.exists()
            outcome = await self._try(archive)
            if isinstance(outcome, Handle):
                return outcome
            failure = outcome
            if failure.port_taken:
                if self.port is not None:
                    raise _taken(self.port)
            elif archive is not None and with_archive:
                archive.discard()
            else:
                break
        where = "" if self.ephemeral else f" (log: {self.directory.log})"
        raise BrokerError(f"Kafka {failure.what}: {failure.words or 'it said nothing'}{where}")

    async def _try(self, archive: ClassArchive | None) -> "Handle | _Failure":
        log_begin = self.directory.log_bytes()
        state, supervisor = self._spawn(archive)
        try:
            what = await _until_ready(state.port, supervisor, self.settings.start_seconds_max)
            if what is None:
                self.directory.remember(state)
                return Handle(broker_of(self.directory, state, started_here=True), supervisor)
            failure = _Failure(what, last_words(self.directory.log, log_begin))
        except BaseException:
            await asyncio.shield(supervisor.end())
            raise
        await supervisor.end()
        return failure

    def _spawn(self, archive: ClassArchive | None) -> tuple[State, Supervisor]:
        directory, settings, program = self.directory, self.settings, self.java.program
        port, controller_port = self._ports()
        try:
            cluster_id = ensure_formatted(directory.logs)
            directory.empty_temporary()
            directory.properties.write_text(server_properties(directory.logs.name, port, controller_port), "utf-8")
        except OSError as error:
            raise directory.unwritable(error) from error
        temporary = directory.temporary
        options = [] if archive is None else archive.options(temporary)
        jars = os.pathsep.join(str(path) for path in class_path(settings.cache_directory))
        task = {
            "directory": str(directory.path),
            "remove": self.ephemeral,
            "lock": directory.running_lock.name,
            "state": directory.state_file.name,
            "log": directory.log.name,
            "stop_seconds_max": settings.stop_seconds_max,
            "command": java_command(program, directory.properties, temporary, settings.heap_mebibytes, options),
            "environment": {**os.environ, "CLASSPATH": jars},
            "class_archive": None if archive is None else archive.task(self.java, temporary),
        }
        supervisor = Supervisor(task, settings.stop_seconds_max)
        return State(port=port, pid=supervisor.broker_pid, cluster_id=cluster_id), supervisor

    def _ports(self) -> tuple[int, int]:
        fresh, controller = free_ports(2)
        if self.port is not None:
            return self.port, controller
        last = self.directory.last_port()
        return (last if last is not None and port_is_free(last) else fresh), controller

    def _archive(self) -> ClassArchive | None:
        return ClassArchive.of(self.java, self.settings.cache_directory) if self.settings.class_archive else None


@dataclass(frozen=True)
class _Failure:
    """A start that came to nothing: what happened, and the line of the log that says why."""

    what: str
    words: str

    @property
    def port_taken(self) -> bool:
        """Somebody took the port between our look for a free one and Kafka's use of it."""
        return "Address already in use" in self.words


async def _until_ready(port: int, supervisor: Supervisor, seconds_max: float) -> str | None:
    """Waits for the broker's first answer; returns None then, else what happened instead."""
    ends_at = time.monotonic() + seconds_max
    while not await answers(port):
        if supervisor.has_ended():
            return "ended while it was starting"
        if time.monotonic() > ends_at:
            return f"did not answer within {seconds_max:g} s"
        await asyncio.sleep(_POLL_SECONDS)
    return None


def _taken(port: int) -> BrokerError:
    return BrokerError(f"port {port} of 127.0.0.1 is taken: choose another with --port, or leave it out")
