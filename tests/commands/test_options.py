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
