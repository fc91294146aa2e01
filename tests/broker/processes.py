"""Waiting for other processes, with a bound and without fixed pauses."""

import os
import time
from collections.abc import Callable
from pathlib import Path

SECONDS_MAX = 60.0


def eventually(condition: Callable[[], bool], seconds_max: float = SECONDS_MAX) -> bool:
    """Returns whether the condition came true in time; the bound is for a machine that is busy."""
    ends_at = time.monotonic() + seconds_max
    while not condition():
        if time.monotonic() > ends_at:
            return False
        time.sleep(0.02)
    return True


def is_alive(pid: int) -> bool:
    """Returns whether a process lives; one that is dead but not yet waited for does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    try:
        return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def executable(pid: int) -> Path:
    """Returns the program that a process runs (Linux)."""
    return Path(f"/proc/{pid}/exe").resolve()
