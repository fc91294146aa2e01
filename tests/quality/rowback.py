"""Our own commands, run as anyone would run them."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

Value = dict[str, Any]


def run_lines(arguments: tuple[str, ...], values: Iterable[Value]) -> tuple[list[Value], float]:
    """Return what ``rowback ARGUMENTS FILE`` makes of JSON lines, and its CPU seconds."""
    with tempfile.TemporaryDirectory(prefix="rowback-quality-") as folder:
        path = Path(folder) / "lines.jsonl"
        path.write_bytes(b"".join(orjson.dumps(value) + b"\n" for value in values))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, "-m", "streams", *arguments, str(path)], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return [orjson.loads(line) for line in done.stdout.splitlines()], seconds
