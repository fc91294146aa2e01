"""What Kafka is told."""

from pathlib import Path

import pytest

from streams.broker.archive import ClassArchive
from streams.broker.configuration import MESSAGE_BYTES_MAX, java_command, server_properties
from streams.broker.errors import BrokerError
from streams.broker.java import Java
from streams.broker.pinned import jar_directory
from streams.broker.settings import cache_directory_default, data_directory_default, settings_from_environment

JAVA = Java(Path("/java"), 17, "17.0.1")


def properties() -> dict[str, str]:
    lines = server_properties("kafka", 1111, 2222).splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_kafka_listens_on_loopback_only() -> None:
    given = properties()
    assert given["listeners"] == "PLAINTEXT://127.0.0.1:1111,CONTROLLER://127.0.0.1:2222"
    assert given["advertised.listeners"] == "PLAINTEXT://127.0.0.1:1111"
    assert given["controller.quorum.voters"].endswith("@127.0.0.1:2222")


def test_one_node_is_enough_for_every_internal_topic() -> None:
    factors = {key: value for key, value in properties().items() if key.endswith((".replication.factor", ".min.isr"))}
    assert len(factors) == 6
    assert set(factors.values()) == {"1"}


def test_what_can_be_produced_can_be_fetched() -> None:
    given = properties()
    assert int(given["message.max.bytes"]) == MESSAGE_BYTES_MAX
    assert int(given["socket.request.max.bytes"]) > MESSAGE_BYTES_MAX
    assert int(given["fetch.max.bytes"]) > MESSAGE_BYTES_MAX


def test_javas_command_line_holds_the_heap_and_ends_with_the_properties() -> None:
    command = java_command(Path("/java"), Path("/d/server.properties"), Path("/d/temporary"), 256, ["-XX:Archive"])
    assert command[0] == "/java"
    assert "-Xmx256m" in command
    assert command.index("-XX:Archive") < command.index("kafka.Kafka")
    assert command[-2:] == ["kafka.Kafka", "/d/server.properties"]


def test_the_first_broker_writes_a_list_and_a_later_one_uses_the_archive(tmp_path: Path) -> None:
    jar_directory(tmp_path).mkdir(parents=True)
    archive = ClassArchive.of(JAVA, tmp_path)
    assert archive.options(Path("/t")) == ["-XX:DumpLoadedClassList=/t/classes.list"]
    archive.class_list.write_text("java/lang/Object\n")
    assert archive.options(Path("/t")) == []
    assert archive.task(JAVA, Path("/t")) is not None
    archive.archive.write_bytes(b"x")
    assert archive.options(Path("/t")) == [f"-XX:SharedArchiveFile={archive.archive}"]
    assert archive.task(JAVA, Path("/t")) is None
    archive.discard()
    assert not archive.exists()


def test_two_builds_of_java_do_not_share_an_archive(tmp_path: Path) -> None:
    others = [Java(Path("/java"), 17, "17.0.2"), Java(Path("/other"), 17, "17.0.1")]
    assert len({ClassArchive.of(java, tmp_path).archive for java in [JAVA, *others]}) == 3


def test_folders_follow_the_xdg_variables_where_they_are_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/c")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert cache_directory_default() == Path("/c/rowback")
    assert data_directory_default() == Path.home() / ".local/share/rowback/kafka"


def test_a_setting_out_of_bounds_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROWBACK_BROKER_HEAP_MEBIBYTES", "3")
    with pytest.raises(BrokerError, match=r"^ROWBACK_BROKER_HEAP_MEBIBYTES is '3': .*128$"):
        settings_from_environment()


def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROWBACK_BROKER_JAVA", "")
    assert settings_from_environment().java is None
