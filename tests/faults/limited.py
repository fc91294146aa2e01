"""A Kafka whose log directory has little room: a file system of its own, which can be filled and emptied."""

from __future__ import annotations

import asyncio
import subprocess
import time
from pathlib import Path
from types import TracebackType

from streams.broker.settings import BrokerSettings, settings_from_environment
from tests.faults.kafka import Kafka
from tests.faults.recovering import StandsStill

ROOM_MEBIBYTES = 300
CHUNK_BYTES = 4 * 1024 * 1024
ENDED_SECONDS_MAX = 90.0
POLL_SECONDS = 0.1


class Limited(Kafka):
    """A broker on a small file system in memory, which only root may mount."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory / "limited")
        self._room = directory / "limited"
        self._ballast = self._room / "ballast"

    async def __aenter__(self) -> Limited:
        self._room.mkdir(parents=True)
        await _run("mount", "-t", "tmpfs", "-o", f"size={ROOM_MEBIBYTES}m", "tmpfs", str(self._room))
        try:
            await super().__aenter__()
        except BaseException:
            await _run("umount", str(self._room))
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            await super().__aexit__(kind, fault, traceback)
        finally:
            await _run("umount", "--lazy", str(self._room))

    def settings(self) -> BrokerSettings:
        """Return the broker's settings: it would not start with so little room by itself."""
        return settings_from_environment().model_copy(update={"free_mebibytes_min": 1})

    async def fill(self) -> None:
        """Leave no room at all, and wait until the broker has ended by itself. Raises StandsStill."""
        began = time.monotonic()
        while not self.has_ended():
            await asyncio.to_thread(self._fill)  # again and again: what Kafka deletes makes room
            if time.monotonic() - began > ENDED_SECONDS_MAX:
                raise StandsStill(f"the broker goes on for {ENDED_SECONDS_MAX:g} s with a full log directory")
            await asyncio.sleep(POLL_SECONDS)
        await self.ended()

    def make_room(self) -> None:
        """Take away what fills the directory."""
        self._ballast.unlink()

    def _fill(self) -> None:
        chunk = bytes(CHUNK_BYTES)
        with self._ballast.open("ab", buffering=0) as file:
            try:
                while file.write(chunk) == len(chunk):
                    pass
                while file.write(chunk[:4096]):
                    pass
            except OSError:  # no space left on the device
                return


async def _run(*command: str) -> None:
    await asyncio.to_thread(subprocess.run, command, check=True)
