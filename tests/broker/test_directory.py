"""A data directory tells who runs there, and is not fooled by what was left behind."""

import json
import os
import socket
from pathlib import Path

import pytest

from streams.broker.directory import DataDirectory, State, free_ports, port_is_free
from streams.broker.errors import BrokerError
from streams.broker.locks import FileLock, is_held

STATE = State(port=4711, pid=os.getpid(), cluster_id="abc")


def test_a_broker_is_running_where_the_lock_is_held_and_the_state_is_there(tmp_path: Path) -> None:
    directory = DataDirectory(tmp_path)
    lock = FileLock(directory.running_lock)
    assert lock.acquire()
    assert directory.running() is None
    directory.remember(STATE)
    assert directory.running() == STATE
    lock.release()
    assert directory.running() is None


def test_a_state_file_whose_process_id_is_used_again_is_not_believed(tmp_path: Path) -> None:
    directory = DataDirectory(tmp_path)
    directory.running_lock.write_text(f"{os.getpid()}\n")
    directory.remember(STATE)  # this very process lives, and is no broker
    assert directory.running() is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"port": "x"}', b'{"port": 1, "pid": null, "cluster_id": "a"}', b"\xff"]
)
def test_a_damaged_state_file_is_no_state(tmp_path: Path, content: bytes) -> None:
    directory = DataDirectory(tmp_path)
    directory.state_file.write_bytes(content)
    assert directory.remembered() is None


def test_the_state_file_is_json_that_others_can_read(tmp_path: Path) -> None:
    directory = DataDirectory(tmp_path)
    directory.remember(STATE)
    assert json.loads(directory.state_file.read_text()) == {"port": 4711, "pid": os.getpid(), "cluster_id": "abc"}


def test_looking_for_a_broker_makes_nothing(tmp_path: Path) -> None:
    assert DataDirectory(tmp_path / "none").running() is None
    assert list(tmp_path.iterdir()) == []


def test_a_lock_has_one_holder(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert first.acquire()
    assert not second.acquire()
    assert is_held(tmp_path / "lock")
    first.release()
    assert not is_held(tmp_path / "lock")
    assert second.acquire()
    second.release()


def test_a_nearly_full_disk_is_said_beforehand(tmp_path: Path) -> None:
    with pytest.raises(BrokerError, match=r"only \d+ MiB are free .* make room"):
        DataDirectory(tmp_path).prepare(free_mebibytes_min=1 << 40)


def test_a_place_where_nothing_can_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BrokerError, match=r"cannot write to .*file.*--data-dir"):
        DataDirectory(tmp_path / "file" / "data").prepare(1)


def test_the_last_port_is_known_from_the_last_properties(tmp_path: Path) -> None:
    directory = DataDirectory(tmp_path)
    assert directory.last_port() is None
    directory.properties.write_text("a=b\nadvertised.listeners=PLAINTEXT://127.0.0.1:4711\n")
    assert directory.last_port() == 4711


def test_ports_that_are_chosen_are_free_and_one_that_is_listened_on_is_not() -> None:
    assert len(set(free_ports(5))) == 5
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not port_is_free(taken.getsockname()[1])
