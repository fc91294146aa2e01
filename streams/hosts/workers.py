"""Processes that belong to a command, workers and others: started with it, restarted when they die, ended with it.

Each holds the reading end of a pipe to the command, so that it also ends when the command is killed.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from types import TracebackType

from streams.settings import Settings

STOP_SECONDS_MAX = 20.0
RESTARTS_MAX = 8  # in a row: together with the pauses more than two minutes, as long as a Kafka may take to return
STEADY_SECONDS = 60.0  # what has lived so long begins anew: what dies now and then is started again for ever
PAUSE_SECONDS_MIN = 0.5  # before the second restart in a row; the first one comes at once
PAUSE_SECONDS_MAX = 30.0
LINES_KEPT = 40


class WorkersDied(Exception):
    """A process ended again and again; the message carries its last words."""


class Restarts:
    """When a process that keeps dying may be started again: at once, then after pauses that grow."""

    def __init__(self) -> None:
        self._in_a_row = 0
        self._started_at = 0.0
        self._again_at: float | None = None

    def started(self, now: float) -> None:
        """Note a start; times are seconds of a monotonic clock."""
        self._started_at = now
        self._again_at = None

    def is_due(self, now: float) -> bool:
        """Tell of a process that is dead whether it is to be started; raises GaveUp after too many in a row."""
        if self._again_at is None:
            self._in_a_row = 1 if now - self._started_at >= STEADY_SECONDS else self._in_a_row + 1
            if self._in_a_row > RESTARTS_MAX:
                raise GaveUp
            pause = 0.0 if self._in_a_row == 1 else PAUSE_SECONDS_MIN * 2.0 ** (self._in_a_row - 2)
            self._again_at = now + min(pause, PAUSE_SECONDS_MAX)
        return now >= self._again_at


class GaveUp(Exception):
    """Starting again does not help."""


class Workers:
    """A number of ``rowback worker`` processes on one Kafka, and of ``others``: each a rowback command's arguments.

    What every part is told (Kafka, partitions, its data directory) is added to the arguments; ``environment`` is given
    to all of them.
    """

    def __init__(
        self,
        settings: Settings,
        count: int,
        others: Sequence[Sequence[str]] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._settings = settings
        self._commands = [(f"worker-{index}", ["worker"]) for index in range(count)]
        self._commands += [(f"{other[0]}-{index}", list(other)) for index, other in enumerate(others)]
        self._environment = dict(environment or {})
        self._processes: list[subprocess.Popen[bytes]] = []
        self._last_words: deque[str] = deque(maxlen=LINES_KEPT)
        self._readers: list[asyncio.Task[None]] = []
        self._restarts = [Restarts() for _ in self._commands]

    async def __aenter__(self) -> Workers:
        for index in range(len(self._commands)):
            self._processes.append(self._start(index))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                await asyncio.to_thread(process.wait, STOP_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                process.kill()
                await asyncio.to_thread(process.wait)
        for reader in self._readers:
            reader.cancel()

    @property
    def pids(self) -> list[int]:
        """The process ids, of the workers first."""
        return [process.pid for process in self._processes]

    def check(self) -> None:
        """Start again what has died; raises WorkersDied where that does not help."""
        for index, process in enumerate(self._processes):
            if process.poll() is None:
                continue
            try:
                if self._restarts[index].is_due(time.monotonic()):
                    self._processes[index] = self._start(index)
            except GaveUp:
                words = "\n".join(self._last_words)
                ended = f"a {self._commands[index][1][0]} ended {RESTARTS_MAX + 1} times"
                raise WorkersDied(f"{ended}, with exit code {process.returncode}:\n{words}") from None

    def _start(self, index: int) -> subprocess.Popen[bytes]:
        settings = self._settings
        self._restarts[index].started(time.monotonic())
        name, arguments = self._commands[index]
        command = [
            *(sys.executable, "-m", "streams", *arguments, "--end-with-stdin"),
            *("--bootstrap-servers", settings.bootstrap_servers),
            *("--data-dir", str(settings.data_dir / name)),
        ]
        environment = {
            **os.environ,
            "ROWBACK_APP_ID": settings.app_id,
            "ROWBACK_PARTITIONS": str(settings.partitions),
            "ROWBACK_LOG_LEVEL": _log_level(),
            "ROWBACK_SESSION_TIMEOUT_SECONDS": str(settings.session_timeout_seconds),
            "ROWBACK_SOURCES": settings.sources,
            "ROWBACK_CONFIRM_AFTER_SECONDS": str(settings.confirm_after_seconds),
            **self._environment,
        }
        if settings.metrics_port:  # each part has a port of its own, from the given one on
            environment["ROWBACK_METRICS_PORT"] = str(settings.metrics_port + index)
        process = subprocess.Popen(  # noqa: S603 - our own command, no shell
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
        )
        self._readers.append(asyncio.create_task(self._listen(process)))
        return process

    async def _listen(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stderr is not None  # noqa: S101 - it was asked for as a pipe
        while line := await asyncio.to_thread(process.stderr.readline):
            text = line.decode(errors="replace").rstrip()
            self._last_words.append(text)
            print(text, file=sys.stderr)  # noqa: T201 - a worker's log is this command's log


def _log_level() -> str:
    """A command's workers are quiet unless asked: what they do shows in the command's own output."""
    return os.environ.get("ROWBACK_LOG_LEVEL", "ERROR").upper()
