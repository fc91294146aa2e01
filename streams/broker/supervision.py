"""The command's side of the supervisor: starts it, gives it its task, lets go of it."""

import asyncio
import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from streams.broker.errors import BrokerError

_POLL_SECONDS = 0.05
_BEYOND_STOP_SECONDS = 10.0  # what the supervisor may take in addition to the broker's own end


class Supervisor:
    """A supervisor process and the broker below it; the broker lives as long as this process holds the pipe."""

    def __init__(self, task: dict[str, object], stop_seconds_max: float) -> None:
        self._stop_seconds_max = stop_seconds_max
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            # isolated and without site-packages: it starts in no time and stays at a few megabytes
            [sys.executable, "-I", "-S", str(Path(__file__).with_name("supervisor.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C at the terminal is the command's business: it ends its workers first
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("both ends were asked for")
        self._pipe: IO[bytes] = self._process.stdin
        self.broker_pid = self._hand_over(task, self._process.stdout)

    def has_ended(self) -> bool:
        """Returns whether the supervisor, and so the broker, is gone."""
        return self._process.poll() is not None

    async def end(self) -> None:
        """Lets go, which ends the broker, and waits until both are gone."""
        self._let_go()
        ends_at = time.monotonic() + self._stop_seconds_max + _BEYOND_STOP_SECONDS
        while not self.has_ended():
            if time.monotonic() > ends_at:
                self._process.kill()  # Linux ends the broker then
            await asyncio.sleep(_POLL_SECONDS)

    def _hand_over(self, task: dict[str, object], answers: IO[bytes]) -> int:
        """Gives the task and returns the broker's process id."""
        with suppress(BrokenPipeError):
            self._pipe.write(json.dumps({**task, "parent": os.getpid()}).encode() + b"\n")
            self._pipe.flush()
        with answers:
            line = answers.readline()
        answer = json.loads(line) if line else {"error": f"its supervisor ended with code {self._process.wait()}"}
        if "pid" not in answer:
            self._let_go()
            self._process.wait()
            raise BrokerError(f"cannot start Kafka on {task['directory']}: {answer['error']}")
        return int(answer["pid"])

    def _let_go(self) -> None:
        with suppress(OSError):
            self._pipe.close()
