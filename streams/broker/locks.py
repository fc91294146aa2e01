"""Locks on files that the system takes back by itself when their holder dies, however it dies."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streams.broker.errors import BrokerError

_POLL_SECONDS = 0.05


class FileLock:
    """An exclusive lock between processes (flock on a file, which stays behind empty)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Takes the lock if it is free; returns whether it was.

        Raises:
            OSError: The file cannot be made.
        """
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Gives the lock back; nothing happens where it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @contextmanager
    def held(self, seconds_max: float, stopped: threading.Event) -> Iterator[None]:
        """Waits for the lock, at most `seconds_max` seconds or until `stopped` is set, and holds it.

        Raises:
            BrokerError: It did not become free in time.
        """
        ends_at = time.monotonic() + seconds_max
        while not self.acquire():
            if stopped.wait(_POLL_SECONDS) or time.monotonic() > ends_at:
                raise BrokerError(f"another process holds {self.path}: wait for it or end it, then try again")
        try:
            yield
        finally:
            self.release()


def is_held(path: Path) -> bool:
    """Returns whether a living process holds the lock of this file; makes no file and waits for nothing."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
