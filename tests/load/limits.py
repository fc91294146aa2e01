"""A share of a core for a process and all its threads, kept by the kernel (control groups, version 1 or 2)."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
PERIOD_MICROSECONDS = 100_000
REMOVE_SECONDS_MAX = 5.0


class CannotLimit(Exception):
    """This machine does not let us limit CPU; the message says why and what helps."""


@contextlib.contextmanager
def limited(pids: list[int], cores: float) -> Iterator[None]:
    """Hold each process to so many cores of its own, until the context ends."""
    groups: list[Path] = []
    try:
        for pid in pids:
            groups.append(_group(f"rowback-load-{os.getpid()}-{pid}", cores))
            (groups[-1] / "cgroup.procs").write_text(str(pid))
        yield
    except OSError as fault:
        raise CannotLimit(f"CPU cannot be limited here ({fault}): run as root, or in docker compose") from fault
    finally:
        for group in groups:
            _remove(group)


def _group(name: str, cores: float) -> Path:
    quota = int(cores * PERIOD_MICROSECONDS)
    first = ROOT / "cpu"
    if first.is_dir():
        group = first / _own("cpu") / name
        group.mkdir()
        (group / "cpu.cfs_period_us").write_text(str(PERIOD_MICROSECONDS))
        (group / "cpu.cfs_quota_us").write_text(str(quota))
        return group
    above = (ROOT / _own("")).parent if _own("") else ROOT  # beside our own group: one with processes has no children
    controllers = above / "cgroup.subtree_control"
    if "cpu" not in controllers.read_text().split():
        controllers.write_text("+cpu")
    group = above / name
    group.mkdir()
    (group / "cpu.max").write_text(f"{quota} {PERIOD_MICROSECONDS}")
    return group


def _own(controller: str) -> str:
    """Return the path of our own group under a controller ("" for version 2), without its leading slash."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, names, path = line.split(":", 2)
        if controller in names.split(","):
            return path.lstrip("/")
    return ""


def _remove(group: Path) -> None:
    """Give the processes back to the root group, and remove theirs; a process that ended leaves in its own time."""
    root = group.parent / "cgroup.procs"
    deadline = time.monotonic() + REMOVE_SECONDS_MAX
    while group.is_dir() and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            for pid in (group / "cgroup.procs").read_text().split():
                with contextlib.suppress(OSError):
                    root.write_text(pid)
            group.rmdir()
            return
        time.sleep(0.05)
