"""The state on disk: records and position are there together or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from streams.hosts.store import DiskStore

CACHE_BYTES = 1024 * 1024
IDENTITY = "cluster/rowback.tables.changelog"

WRITER = """
import sys
from itertools import count
from pathlib import Path
from streams.hosts.store import DiskStore

store = DiskStore(Path(sys.argv[1]), sys.argv[2], 1024 * 1024)
for number in count(1):
    store.apply({f"key {n}".encode(): str(number).encode() for n in range(50)}, number)
    if number == 20:
        print("under way", flush=True)
"""


def opened(path: Path, identity: str = IDENTITY) -> DiskStore:
    return DiskStore(path, identity, CACHE_BYTES)


def test_what_was_applied_is_there_when_the_store_is_opened_again(tmp_path: Path) -> None:
    store = opened(tmp_path / "0")
    assert store.position == 0
    store.apply({b"a": b"1", b"b": b"2"}, 7)
    store.apply({b"a": None}, 9)
    store.close()
    store = opened(tmp_path / "0")
    assert (store.get(b"a"), store.get(b"b"), store.position) == (None, b"2", 9)
    store.close()


def test_the_state_of_another_cluster_is_thrown_away(tmp_path: Path) -> None:
    store = opened(tmp_path / "0")
    store.apply({b"a": b"1"}, 7)
    store.close()
    store = opened(tmp_path / "0", "another/rowback.tables.changelog")
    assert (store.get(b"a"), store.position) == (None, 0)
    store.close()


def test_a_kill_in_the_middle_of_writing_leaves_records_and_position_of_one_batch(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "0"), IDENTITY]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        os.kill(writer.pid, signal.SIGKILL)
    store = opened(tmp_path / "0")
    position = store.position
    assert position >= 20
    assert {store.get(f"key {n}".encode()) for n in range(50)} == {str(position).encode()}
    store.close()
