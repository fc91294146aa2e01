"""What people see: progress on stderr, tables on stdout, colour only on a terminal."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

BYTES_A_STEP = 1024


def err() -> Console:
    """Return a console for progress and logs."""
    return Console(stderr=True, highlight=False)


def out() -> Console:
    """Return a console for data and tables."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


class Progress:
    """A bar for each step on a terminal; one plain line for each step elsewhere."""

    def __init__(self) -> None:
        self._console = err()
        self._live = self._console.is_terminal
        self._bars = Bars(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=self._console,
            disable=not self._live,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Progress:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._bars.stop()

    def start(self, step: str, total: int | None) -> None:
        """Begin a step; ``total`` is None where it cannot be known."""
        if not self._live:
            self._console.print(f"{step} ...")
        self._finish()
        self._task = self._bars.add_task(step, total=total)

    def advance_to(self, done: int) -> None:
        """Say how far the step is."""
        if self._task is not None:
            self._bars.update(self._task, completed=done)

    def _finish(self) -> None:
        if self._task is not None:
            total = self._bars.tasks[self._task].total
            self._bars.update(self._task, completed=total if total is not None else 1, total=total or 1)
