"""Workers as a supervisor runs them: started again when they end by themselves, and everything else done on purpose."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

STOP_SECONDS_MAX = 20.0
START_AGAIN_SECONDS_MIN = 1.0  # between two starts of a process that ends by itself
POLL_SECONDS = 0.05


@dataclass
class Member:
    """A process of the fleet: its command, and what became of it."""

    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes]
    started_at: float
    wanted: bool = True
    paused: bool = False

    @property
    def runs(self) -> bool:
        """Whether the process lives."""
        return self.process.poll() is None

    def words(self, lines: int = 12) -> str:
        """Return the last lines of its log."""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])


class Fleet:
    """Processes by name. ``ended`` tells who ended unasked, how, and with which last words; they are started again."""

    def __init__(self, directory: Path, environment: dict[str, str]) -> None:
        self.directory = directory
        self.members: dict[str, Member] = {}
        self.ended: list[str] = []
        self.problems: list[str] = []
        self.environment = {**os.environ, **environment}
        self.module = "streams"  # what is started: rowback, or a version of it

    async def __aenter__(self) -> Fleet:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for member in self.members.values():
            member.process.kill()
        for member in self.members.values():
            await asyncio.to_thread(member.process.wait)
            if member.process.stdin is not None:
                member.process.stdin.close()

    def running(self, kind: str) -> list[str]:
        """Return the names of the wanted processes whose names begin with ``kind``."""
        return [name for name, member in self.members.items() if member.wanted and name.startswith(kind)]

    def start(self, name: str, *arguments: str) -> None:
        """Start a rowback command under a name, or the named one again."""
        old = self.members.get(name)
        command = [sys.executable, "-m", self.module, *arguments] if arguments or old is None else old.command
        log = self.directory / f"{name}.log"
        with log.open("ab") as errors:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors, env=self.environment
            )
        if old is not None and old.process.stdin is not None:
            old.process.stdin.close()
        self.members[name] = Member(name, command, log, process, time.monotonic())

    def send(self, name: str, number: signal.Signals) -> None:
        """Send a signal to a process that lives."""
        if self.members[name].runs:
            self.members[name].process.send_signal(number)

    async def kill(self, name: str) -> None:
        """kill -9; the process is not started again before ``start``."""
        member = self.members[name]
        member.wanted = False
        member.process.kill()
        await asyncio.to_thread(member.process.wait)

    def pause(self, name: str) -> None:
        """SIGSTOP."""
        self.members[name].paused = True
        self.send(name, signal.SIGSTOP)

    def resume(self, name: str) -> None:
        """SIGCONT."""
        self.members[name].paused = False
        self.send(name, signal.SIGCONT)

    async def terminate(self, name: str) -> float:
        """SIGTERM; return the seconds until the end. One that takes too long, or fails, is a problem."""
        member, began = self.members[name], time.monotonic()
        member.wanted = False
        if not member.runs:  # as one does that was started while no Kafka was there
            self.ended.append(f"{name} had ended with {member.process.returncode}: {member.words(1)}")
            return 0.0
        member.process.terminate()
        try:
            await asyncio.to_thread(member.process.wait, STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.problems.append(f"{name} did not end within {STOP_SECONDS_MAX:g} s of SIGTERM: {member.words()}")
            await self.kill(name)
        code = member.process.returncode
        if code not in (0, -signal.SIGTERM):  # the latter: before it could listen to signals
            self.problems.append(f"{name} ended with {code} when asked to: {member.words()}")
        return time.monotonic() - began

    def tend(self) -> None:
        """Start again what has ended unasked."""
        for name, member in list(self.members.items()):
            if member.wanted and not member.runs and time.monotonic() - member.started_at > START_AGAIN_SECONDS_MIN:
                self.ended.append(f"{name} ended with {member.process.returncode}: {member.words(1)}")
                self.start(name)
