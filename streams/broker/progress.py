"""Tells the person at the terminal what takes time: a bar on a terminal, plain lines anywhere else, all on stderr."""

import threading
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn


class Report(Protocol):
    """Told what a start does; `fetched` is called from any thread with bytes in place and bytes wanted."""

    def say(self, text: str) -> None:
        """Takes one line about what happens now."""

    def fetched(self, done: int, wanted: int) -> None:
        """Takes the state of the download."""


class Quiet:
    """Says nothing."""

    def say(self, text: str) -> None:
        """Drops the line."""

    def fetched(self, done: int, wanted: int) -> None:
        """Drops the state."""


class Terminal:
    """Writes to stderr; as a context manager, so that a bar is taken down whatever happens."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._bar: Progress | None = None
        self._task = TaskID(0)
        self._begun = False
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._take_down()

    def say(self, text: str) -> None:
        """Prints one line."""
        with self._lock:
            self._take_down()
        self._console.print(text, markup=False)

    def fetched(self, done: int, wanted: int) -> None:
        """Moves the bar; without a terminal, one line at the beginning and one at the end."""
        with self._lock:
            if not self._begun:
                self._begun = True
                self._begin(wanted)
            if self._bar is not None:
                self._bar.update(self._task, completed=done, total=wanted)
            if done == wanted:
                self._take_down()
                self._console.print("fetched Kafka", markup=False)

    def _begin(self, wanted: int) -> None:
        if not self._console.is_terminal:
            self._console.print(f"fetching Kafka ({wanted / 1e6:.0f} MB, once)", markup=False)
            return
        columns = (TextColumn("fetching Kafka, once"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        self._bar = Progress(*columns, console=self._console, transient=True)
        self._task = self._bar.add_task("", total=wanted)
        self._bar.start()

    def _take_down(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
