"""The CPU time of another process, as the kernel accounts for it."""

from __future__ import annotations

import os
from pathlib import Path


class NotMeasurable(Exception):
    """The CPU time cannot be read; the message says why."""


def cpu_seconds(pid: int) -> float:
    """Return user and system time of a process with all its threads, in seconds (proc(5), fields 14 and 15 of stat)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError as fault:
        raise NotMeasurable(f"the CPU time of process {pid} cannot be read: this needs Linux's /proc") from fault
    fields = stat.rpartition(")")[2].split()  # the name before it may hold spaces
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
