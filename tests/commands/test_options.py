from pathlib import Path

import pytest

from tests.commands.newsroom import run


def test_a_setting_out_of_its_bounds_is_wrong_use_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROWBACK_CACHE_BYTES", "1")
    result = run("worker")
    assert result.exit_code == 2
    assert "cache_bytes is '1'" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("arguments", [["--out", "x"], ["--sample", "a.jsonl", "--out", "x"]])
def test_replay_takes_either_paths_or_the_sample(arguments: list[str]) -> None:
    assert run("replay", *arguments).exit_code == 2


@pytest.mark.parametrize(
    "arguments", [["--workers", "0"], ["--captured-at", "nonsense"], ["--captured-at", "1969-01-01"]]
)
def test_replay_refuses_what_cannot_work_before_kafka_is_started(arguments: list[str], tmp_path: Path) -> None:
    result = run("replay", "--sample", "--out", str(tmp_path / "out"), *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("rowback: ")
    assert result.stderr.count("\n") == 1
    assert arguments[0] in result.stderr
    assert not (tmp_path / "out").exists()


def test_replay_refuses_an_out_that_cannot_be_written() -> None:
    result = run("replay", "--sample", "--out", "/proc/self")
    assert result.exit_code == 1
    assert result.stderr.startswith("rowback: /proc/self: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [["tail"], ["status"], ["status", "--json"], ["rejected", "list"]])
def test_what_to_start_names_the_directory_that_was_given(command: list[str], tmp_path: Path) -> None:
    result = run(*command, "--data-dir", str(tmp_path / "my news"))
    assert result.exit_code == 1
    assert f"rowback broker --data-dir '{tmp_path / 'my news'}'" in " ".join(result.output.split())
