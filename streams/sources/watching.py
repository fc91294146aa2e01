"""The sources as they are now: files that were changed are read again, without a restart.

Decided: a file that became unreadable or wrong changes nothing; the fault is told once for each of its contents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from streams.sources.reading import combined, read_all
from streams.sources.settings import BadSources, Sources

_Stamp = tuple[tuple[str, int, int, int], ...]


class WatchedSources:
    """Sources read from files and addresses. ``current`` is what counts, ``fault`` what is wrong with the files now."""

    def __init__(self, named: Sequence[str], directory: Path | None = None) -> None:
        """Read the sources for the first time. Raises BadSources."""
        self._named = tuple(named)
        self._directory = directory or Path()
        self.fault: str | None = None
        self._files: list[Path] = []
        self.current = self._read()
        self._stamp = self._stamps()
        self._digest = self._digests()

    def changed(self) -> bool:
        """Look at the files; tell whether ``current`` is new. A fault found now stands in ``fault`` afterwards."""
        stamp = self._stamps()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        digest = self._digests()
        if digest == self._digest:
            return False
        self._digest = digest
        before = self.current
        try:
            self.current = self._read()
        except BadSources as fault:
            self.fault = str(fault)
            return False
        self.fault = None
        # A list that was added may have been touched between reading and now: its own stamp is taken anew.
        self._stamp, self._digest = self._stamps(), self._digests()
        return self.current != before

    def _read(self) -> Sources:
        reading = read_all(self._named, self._directory)
        self._files = reading.files
        return combined(reading)

    def _stamps(self) -> _Stamp:
        stamps = []
        for file in self._files:
            try:
                found = file.stat()
                stamps.append((str(file), found.st_mtime_ns, found.st_size, found.st_ino))
            except OSError:
                stamps.append((str(file), 0, -1, 0))
        return tuple(stamps)

    def _digests(self) -> tuple[bytes, ...]:
        return tuple(_digest(file) for file in self._files)


def _digest(file: Path) -> bytes:
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").digest()
    except OSError:
        return b""
