"""What goes wrong outside rowback is one plain line on stderr, and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tests.commands.newsroom import old, run

ROWBACK = f"{sys.executable} -m streams"


def in_shell(line: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        ["/bin/sh", "-c", line], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["describe", "describe --json", "describe --mermaid", "clean {} --json"])
def test_a_full_disk_is_one_line(command: str, tmp_path: Path) -> None:
    path = tmp_path / "capture.json"
    path.write_bytes(orjson.dumps(old()))
    code, errors = in_shell(f"{ROWBACK} {command.format(path)} > /dev/full")
    assert (code, errors) == (1, "rowback: writing failed: No space left on device\n")


def test_a_closed_stdout_is_one_line() -> None:
    assert in_shell(f"{ROWBACK} describe >&-") == (1, "rowback: standard output is closed\n")


def test_a_reader_that_has_enough_needs_no_line() -> None:
    assert in_shell(f"{ROWBACK} describe --asyncapi | true")[1] == ""


def test_a_level_of_logs_that_does_not_exist_is_wrong_use() -> None:
    code, errors = in_shell(f"{ROWBACK} worker", ROWBACK_LOG_LEVEL="loud")
    assert code == 2
    assert errors.startswith("rowback: ROWBACK_LOG_LEVEL is 'loud'")
    assert errors.count("\n") == 1


def test_wrong_use_is_one_plain_line_where_no_terminal_is() -> None:
    result = run("tail", "--limit", "0")
    assert result.exit_code == 2
    assert result.stderr.startswith("rowback: ")
    assert result.stderr.count("\n") == 1
