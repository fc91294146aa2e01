"""A start that fails says why in one line; here a shell script stands in for Java, and no Kafka is needed."""

import asyncio
import socket
from pathlib import Path

import pytest

from streams.broker import BrokerError, BrokerSettings, local_broker, running_broker
from streams.broker.archive import ClassArchive
from streams.broker.directory import DataDirectory, State, free_ports
from streams.broker.java import find_java
from streams.broker.locks import FileLock
from streams.broker.pinned import jar_directory
from streams.broker.progress import Quiet
from streams.broker.readiness import last_words


def java_that(settings: BrokerSettings, does: str) -> None:
    """Puts a script in Java's place that knows its version and otherwise `does` what it is told."""
    assert settings.java is not None
    version = 'case "$1" in -version) echo "openjdk version \\"17.0.1\\"" >&2; exit 0;; esac'
    settings.java.write_text(f"#!/bin/sh\n{version}\n{does}\n")
    settings.java.chmod(0o755)


async def failing_start(directory: Path | None, settings: BrokerSettings, *, port: int | None = None) -> str:
    with pytest.raises(BrokerError) as caught:
        async with local_broker(directory, ephemeral=directory is None, port=port, settings=settings, progress=Quiet()):
            pytest.fail("this is no Kafka")
    assert "\n" not in str(caught.value)
    return str(caught.value)


async def test_a_broker_that_dies_at_its_start_is_quoted(tmp_path: Path, no_jars: BrokerSettings) -> None:
    java_that(no_jars, "echo 'INFO fine'; echo '[main] ERROR kafka.Kafka$ - No room for the log'; echo done; exit 1")
    said = await failing_start(tmp_path / "data", no_jars)
    assert "Kafka ended while it was starting" in said
    assert "No room for the log" in said
    assert str(tmp_path / "data" / "broker.log") in said
    assert not DataDirectory(tmp_path / "data").is_in_use()


async def test_only_the_log_of_this_start_is_quoted(tmp_path: Path, no_jars: BrokerSettings) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "broker.log").write_text("ERROR of last week\n")
    java_that(no_jars, "exit 3")
    assert "it said nothing" in await failing_start(tmp_path / "data", no_jars)


async def test_a_throw_away_broker_that_dies_leaves_nothing(
    tmp_path: Path, no_jars: BrokerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "throw-away").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "throw-away"))
    java_that(no_jars, "echo ERROR no; exit 1")
    assert "broker.log" not in await failing_start(None, no_jars)
    assert list((tmp_path / "throw-away").iterdir()) == []


async def test_a_port_that_is_taken_is_said_before_anything_starts(tmp_path: Path, no_jars: BrokerSettings) -> None:
    java_that(no_jars, f"touch {tmp_path}/started; exit 1")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"port {port} of 127.0.0.1 is taken" in await failing_start(tmp_path / "data", no_jars, port=port)
    assert not (tmp_path / "started").exists()


async def test_a_port_that_is_taken_meanwhile_is_tried_again_unless_it_was_asked_for(
    tmp_path: Path, no_jars: BrokerSettings
) -> None:
    java_that(no_jars, f"echo x >> {tmp_path}/starts; echo 'ERROR Address already in use'; exit 1")
    assert "Address already in use" in await failing_start(tmp_path / "data", no_jars)
    assert len((tmp_path / "starts").read_text()) > 2
    port = free_ports(1)[0]
    assert "is taken" in await failing_start(tmp_path / "data", no_jars, port=port)


async def test_a_broker_that_dies_with_a_class_archive_is_tried_without(
    tmp_path: Path, no_jars: BrokerSettings
) -> None:
    java_that(no_jars, f'echo "$@" >> {tmp_path}/starts; exit 134')
    archive = ClassArchive.of(find_java(no_jars.java), no_jars.cache_directory)
    jar_directory(no_jars.cache_directory).mkdir(parents=True)
    archive.archive.write_bytes(b"cut off")
    await failing_start(tmp_path / "data", no_jars)
    assert ["SharedArchiveFile" in line for line in (tmp_path / "starts").read_text().splitlines()] == [True, False]
    assert not archive.exists()


async def test_a_broker_that_never_answers_is_given_up_and_ended(tmp_path: Path, no_jars: BrokerSettings) -> None:
    java_that(no_jars, "exec sleep 600")
    said = await failing_start(tmp_path / "data", no_jars.model_copy(update={"start_seconds_max": 0.3}))
    assert "did not answer within 0.3 s" in said
    assert not DataDirectory(tmp_path / "data").is_in_use()


async def test_a_start_that_is_cancelled_leaves_no_broker(tmp_path: Path, no_jars: BrokerSettings) -> None:
    java_that(no_jars, "exec sleep 600")
    directory = DataDirectory(tmp_path / "data")
    start = asyncio.create_task(failing_start(directory.path, no_jars))
    while not directory.is_in_use():  # noqa: ASYNC110 - the lock belongs to another process
        await asyncio.sleep(0.02)
    start.cancel()
    with pytest.raises(asyncio.CancelledError):
        await start
    assert not directory.is_in_use()
    assert directory.start_lock.acquire()
    directory.start_lock.release()


async def test_a_start_waits_for_another_and_says_which_after_a_while(tmp_path: Path, no_jars: BrokerSettings) -> None:
    java_that(no_jars, "exit 1")
    lock = FileLock(tmp_path / "start.lock")
    assert lock.acquire()
    short = no_jars.model_copy(update={"start_seconds_max": 0.1, "stop_seconds_max": 0.1})
    assert "another command has been starting a broker" in await failing_start(tmp_path, short)
    lock.release()


async def test_commands_that_only_read_start_nothing(tmp_path: Path) -> None:
    assert await running_broker(tmp_path / "data") is None
    with pytest.raises(BrokerError, match=r"no local Kafka runs on .*: start one with `rowback broker`"):
        async with local_broker(tmp_path / "data", attach_only=True):
            pytest.fail("there is nothing to attach to")
    assert not (tmp_path / "data").exists()


async def test_a_broker_at_another_port_than_the_one_asked_for_is_said(tmp_path: Path) -> None:
    directory = DataDirectory(tmp_path)
    lock = FileLock(directory.running_lock)
    assert lock.acquire()
    directory.remember(State(port=4711, pid=1, cluster_id="abc"))
    with pytest.raises(BrokerError, match="runs at port 4711 already"):
        async with local_broker(tmp_path, port=4712, progress=Quiet()):
            pytest.fail("that port is not the broker's")
    lock.release()


async def test_a_throw_away_broker_has_no_directory_to_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="always a new one"):
        async with local_broker(tmp_path, ephemeral=True):
            pytest.fail("both were asked for")


def test_the_deepest_cause_is_quoted_first(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("ERROR first\njava.lang.RuntimeException: b\n\tat x\nCaused by: java.io.IOException: c\n\tat y\n")
    assert last_words(log, 0) == "Caused by: java.io.IOException: c"
    log.write_text("WARN a\nERROR b\nINFO c\n\n")
    assert last_words(log, 0) == "ERROR b"
    assert last_words(log, log.stat().st_size) == ""
    assert last_words(tmp_path / "none", 0) == ""
