"""The supervisor ends the broker with its command; here the broker is a small Python program."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from streams.broker import supervision
from streams.broker.directory import DataDirectory, State
from streams.broker.errors import BrokerError
from streams.broker.locks import FileLock
from streams.broker.supervision import Supervisor
from tests.broker.processes import eventually, is_alive

OBEDIENT = "import signal; print('up', flush=True); signal.pause()"
STUBBORN = "import signal; signal.signal(15, signal.SIG_IGN); print('up', flush=True)\nwhile True: signal.pause()"
SHORT = "print('ERROR it is over', flush=True)"


def task(directory: DataDirectory, program: str, *, remove: bool = False) -> dict[str, object]:
    return {
        "directory": str(directory.path),
        "remove": remove,
        "lock": directory.running_lock.name,
        "state": directory.state_file.name,
        "log": directory.log.name,
        "stop_seconds_max": 0.5,
        "command": [sys.executable, "-S", "-c", program],
        "environment": dict(os.environ),
        "class_archive": None,
    }


def says_up(directory: DataDirectory) -> bool:
    return directory.log.is_file() and "up" in directory.log.read_text()


@pytest.fixture
def directory(tmp_path: Path) -> DataDirectory:
    (tmp_path / "data").mkdir()
    return DataDirectory(tmp_path / "data")


@pytest.mark.parametrize("program", [OBEDIENT, STUBBORN])
async def test_letting_go_ends_the_broker_even_a_stubborn_one(directory: DataDirectory, program: str) -> None:
    supervisor = Supervisor(task(directory, program), 0.5)
    assert await asyncio.to_thread(eventually, lambda: says_up(directory))
    assert directory.is_in_use()
    assert directory.holder() == supervisor.broker_pid
    directory.remember(State(1, supervisor.broker_pid, "abc"))
    await supervisor.end()
    await supervisor.end()  # once more does no harm
    assert not is_alive(supervisor.broker_pid)
    assert not directory.is_in_use()
    assert not directory.state_file.exists()


async def test_a_broker_that_ends_by_itself_is_noticed(directory: DataDirectory) -> None:
    supervisor = Supervisor(task(directory, SHORT), 0.5)
    assert await asyncio.to_thread(eventually, supervisor.has_ended)
    assert "it is over" in directory.log.read_text()
    await supervisor.end()


async def test_a_throw_away_directory_is_removed_at_the_end(directory: DataDirectory) -> None:
    supervisor = Supervisor(task(directory, OBEDIENT, remove=True), 0.5)
    await supervisor.end()
    assert not directory.path.exists()


async def test_a_directory_that_is_held_is_refused(directory: DataDirectory) -> None:
    lock = FileLock(directory.running_lock)
    assert lock.acquire()
    with pytest.raises(BrokerError, match=r"cannot start Kafka on .* is in use"):
        Supervisor(task(directory, OBEDIENT), 0.5)
    lock.release()


async def test_a_java_that_cannot_be_run_is_said(directory: DataDirectory) -> None:
    broken = task(directory, OBEDIENT) | {"command": ["/nowhere/java"]}
    with pytest.raises(BrokerError, match=r"cannot start Kafka on .*No such file"):
        Supervisor(broken, 0.5)


STARTER = """
import json, os, signal, sys
from streams.broker.supervision import Supervisor
supervisor = Supervisor(json.loads(sys.argv[1]), 0.5)
if sys.argv[2] == "fork" and os.fork() == 0:
    signal.pause()  # a child that holds the pipe open beyond its parent's death
print(supervisor.broker_pid, supervisor._process.pid, flush=True)
signal.pause()
"""


@pytest.mark.parametrize("remove", [False, True])
@pytest.mark.parametrize("way", ["alone", "fork"])
def test_the_broker_ends_when_its_command_is_killed(directory: DataDirectory, remove: bool, way: str) -> None:
    arguments = [json.dumps(task(directory, OBEDIENT, remove=remove)), way]
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, *arguments], stdout=subprocess.PIPE, start_new_session=True
    ) as starter:
        assert starter.stdout is not None
        broker, supervisor = (int(number) for number in starter.stdout.readline().split())
        try:
            assert is_alive(broker)
            starter.kill()
            assert eventually(lambda: not is_alive(broker))
            assert eventually(lambda: not is_alive(supervisor))
            assert directory.path.exists() is not remove
        finally:
            os.killpg(starter.pid, signal.SIGKILL)


def test_the_broker_ends_when_its_command_was_killed_before_anybody_looked(directory: DataDirectory) -> None:
    """The pipe is still open, as a child of the command holds it, and somebody else is the parent by now."""
    with subprocess.Popen([sys.executable, "-c", "pass"]) as gone:
        gone.wait()
    program = [sys.executable, "-I", "-S", str(Path(supervision.__file__).with_name("supervisor.py"))]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as supervisor:
        assert supervisor.stdin is not None
        supervisor.stdin.write(json.dumps(task(directory, OBEDIENT) | {"parent": gone.pid}).encode() + b"\n")
        supervisor.stdin.flush()
        try:
            assert eventually(lambda: supervisor.poll() is not None)
            assert not directory.is_in_use()
        finally:
            supervisor.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
async def test_the_broker_ends_when_its_supervisor_is_killed(directory: DataDirectory) -> None:
    supervisor = Supervisor(task(directory, OBEDIENT), 0.5)
    supervisor._process.kill()
    assert await asyncio.to_thread(eventually, lambda: not is_alive(supervisor.broker_pid))
    assert not directory.is_in_use()
    await supervisor.end()


async def test_a_broker_that_outlives_its_supervisor_still_holds_its_directory(directory: DataDirectory) -> None:
    supervisor = Supervisor(task(directory, STUBBORN), 0.5)
    assert await asyncio.to_thread(eventually, lambda: says_up(directory))
    supervisor._process.kill()
    assert await asyncio.to_thread(eventually, supervisor.has_ended)
    assert directory.is_in_use()
    os.kill(supervisor.broker_pid, signal.SIGKILL)
    assert await asyncio.to_thread(eventually, lambda: not directory.is_in_use())
    await supervisor.end()


async def test_a_log_that_grows_without_end_is_emptied_and_kept_once(directory: DataDirectory) -> None:
    supervisor = Supervisor(task(directory, OBEDIENT), 0.5)
    assert await asyncio.to_thread(eventually, lambda: says_up(directory))
    with directory.log.open("ab") as log:
        log.write(b"x" * 17_000_000)
    assert await asyncio.to_thread(eventually, lambda: directory.log.stat().st_size == 0)
    assert directory.log.with_name("broker.log.1").stat().st_size > 17_000_000
    await supervisor.end()
