"""`rowback broker` tells a person what to do, and never shows a traceback."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from streams.broker import BrokerError, settings
from streams.broker.directory import free_ports
from streams.commands.broker import broker


def test_help_has_examples() -> None:
    result = CliRunner().invoke(broker, ["--help"])
    assert result.exit_code == 0
    assert "rowback broker --ephemeral --json" in result.output


def test_a_throw_away_broker_with_a_directory_is_a_wrong_use() -> None:
    assert CliRunner().invoke(broker, ["--ephemeral", "--data-dir", "x"]).exit_code == 2
    assert CliRunner().invoke(broker, ["--port", "70000"]).exit_code == 2


def test_the_data_directory_means_the_same_as_to_other_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kafka is in the folder ``kafka`` of it, whether it is given or set."""
    asked: list[Path | None] = []

    def noted(kafka_dir: Path | None, **_: object) -> None:
        asked.append(kafka_dir)
        raise BrokerError("not started")

    monkeypatch.setattr("streams.commands.broker.local_broker", noted)
    assert CliRunner().invoke(broker, ["--data-dir", str(tmp_path)]).exit_code == 1
    monkeypatch.setenv("ROWBACK_DATA_DIR", str(tmp_path))
    assert CliRunner().invoke(broker, []).exit_code == 1
    assert CliRunner().invoke(broker, ["--ephemeral"]).exit_code == 1
    assert asked == [tmp_path / "kafka", tmp_path / "kafka", None]


def test_offline_is_an_error_of_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROWBACK_BROKER_REGISTRY_URL", f"http://127.0.0.1:{free_ports(1)[0]}")
    monkeypatch.setenv("ROWBACK_BROKER_CACHE_DIRECTORY", str(tmp_path))
    result = CliRunner().invoke(broker, ["--fetch-only"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "cannot fetch Kafka's jars" in result.stderr
    assert "Traceback" not in result.output


def test_a_setting_out_of_bounds_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROWBACK_BROKER_START_SECONDS_MAX", "soon")
    result = CliRunner().invoke(broker, ["--fetch-only"])
    assert result.exit_code == 1
    assert "ROWBACK_BROKER_START_SECONDS_MAX" in result.stderr


def test_every_setting_says_what_it_is() -> None:
    fields = settings.BrokerSettings.model_fields.values()
    assert all(field.description for field in fields)
