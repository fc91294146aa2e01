"""SIGTERM ends every command that stays, at any stage, within seconds, and nothing that it started is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

END_SECONDS_MAX = 30.0  # generous: a machine that is busy with other things
MOMENTS = (0.2, 1.5, 5.0)  # seconds after the start: loading, connecting or joining, at work
ASKED = (0, 1, 143, -signal.SIGTERM)  # 1: it says in one line why it could not do what it was to do
FEED = "http://127.0.0.1:9/feed.xml"

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]


def commands(servers: str, folder: Path) -> dict[str, tuple[str, ...]]:
    kafka = ("--bootstrap-servers", servers)
    data = ("--data-dir", str(folder / "data"))
    return {
        "worker": ("worker", *kafka, *data),
        "poll": ("poll", FEED, *kafka, *data),
        "serve": ("serve", *kafka, "--port", "0", "--archive", str(folder / "archive.sqlite3")),
        "run": ("run", FEED, *kafka, *data),
        "tail": ("tail", *kafka),
        "replay": ("replay", "--sample", "--out", str(folder / "out"), *kafka, *data),
        "replay anew": ("replay", "--from-start", "--out", str(folder / "anew"), *kafka),
        "newsroom": ("newsroom",),
        "broker": ("broker", *data),
        "demo": ("demo", "--json"),
    }


def all_gone(marker: str) -> bool:
    """Wait until no process with this marker in its environment is left: supervisors and brokers have it too."""
    until = time.monotonic() + END_SECONDS_MAX
    while any_with(marker):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def any_with(marker: str) -> list[str]:
    """Return the command lines of those processes (Linux)."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and marker.encode() in (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_bytes().decode(errors="replace"))
        except OSError:
            continue
    return found


@pytest.mark.parametrize(
    "name", ["worker", "poll", "serve", "run", "tail", "replay", "replay anew", "newsroom", "broker", "demo"]
)
@pytest.mark.parametrize("seconds", MOMENTS)
def test_sigterm_ends_a_command_at_any_stage(name: str, seconds: float, bootstrap_servers: str, tmp_path: Path) -> None:
    marker = f"ENDING_MARKER={tmp_path}"
    log = tmp_path / "log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "streams", *commands(bootstrap_servers, tmp_path)[name]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env={**os.environ, "ENDING_MARKER": str(tmp_path)},
            start_new_session=True,
        )
        try:
            time.sleep(seconds)
            process.terminate()
            code = process.wait(END_SECONDS_MAX)
            words = log.read_text(errors="replace")
            assert code in ASKED, words
            assert "Traceback" not in words, words
            assert all_gone(marker), any_with(marker)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
