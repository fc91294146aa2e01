"""What really happened, one JSON line each, as it happens."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson


class Ledger:
    """An append-only file of lines ``{"time", "elapsed", "what", ...}``; each is written at once."""

    def __init__(self, path: Path, started: float) -> None:
        self.path = path
        self._started = started
        self._file: io.FileIO = path.open("wb", buffering=0)

    def write(self, what: str, elapsed: float, **values: Any) -> None:
        """Write a line; ``elapsed`` is seconds since the start."""
        head = {"time": self.time(elapsed), "elapsed": round(elapsed, 3), "what": what}
        self._file.write(orjson.dumps(head | values) + b"\n")

    def time(self, elapsed: float) -> str:
        """Return wall time in RFC 3339, to the millisecond."""
        moment = datetime.fromtimestamp(self._started + elapsed, UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def close(self) -> None:
        """Close the file; what was written is there already."""
        self._file.close()
