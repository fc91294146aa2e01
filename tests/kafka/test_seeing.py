"""A worker on a real Kafka, as whoever watches it sees it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

SECONDS_MAX = 120.0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def got(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as fault:
        return fault.code, fault.read().decode()
    except OSError:
        return 0, ""


@pytest.mark.kafka
def test_a_worker_is_alive_then_ready_and_its_canary_comes_through(bootstrap_servers: str, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "streams", "worker", "--bootstrap-servers", bootstrap_servers, "--partitions", "2"]
    command += ["--data-dir", str(tmp_path), "--metrics-port", str(port), "--canary-seconds", "1"]
    environment = {**os.environ, "ROWBACK_APP_ID": "seeing"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as worker:
        try:
            until = time.monotonic() + SECONDS_MAX
            unchanged = 'rowback_captures_settled_total{outcome="unchanged"}'
            seen: set[int] = set()
            while time.monotonic() < until and worker.poll() is None:
                seen.add(got(port, "/readyz")[0])
                lines = got(port, "/metrics")[1].splitlines()
                if any(line.startswith(unchanged) and float(line.split()[-1]) >= 2 for line in lines):
                    break
                time.sleep(0.2)
            assert worker.poll() is None
            assert seen >= {503, 200}
            assert got(port, "/livez")[0] == 200
            assert any(line.startswith("rowback_canary_age_seconds") for line in lines)
            assert "rowback_partitions_ready 2.0" in lines
        finally:
            worker.send_signal(signal.SIGTERM)
            _, words = worker.communicate(timeout=30)
    assert worker.returncode == 0, words
