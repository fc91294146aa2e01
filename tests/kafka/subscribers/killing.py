"""Processes of a run that are killed with -9 and started again at once, as a supervisor would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass
class Part:
    """A Python module as a process; its log is for whoever looks into a failure."""

    arguments: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    kills: int = 0

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.check()
        self._process.kill()
        self._process.wait()

    def kill(self) -> None:
        """Kill it wherever it is, and start it again."""
        self.check()
        self._process.kill()
        self._process.wait()
        self.kills += 1
        self._start()

    def check(self) -> None:
        """Fail where it has ended by itself."""
        assert self._process.poll() is None, self.log.read_text()[-2_000:]

    def _start(self) -> None:
        command = (sys.executable, "-m", *self.arguments)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, stderr=log, env={**os.environ, **self.environment})
