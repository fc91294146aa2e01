"""Secrets are never shown: not by --help, not by a command that fails, not in logs, and not where metrics are read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from streams.commands import COMMANDS, main
from streams.hosts import clients
from streams.serving.settings import ServeSettings

SECRET = "hush-hush-7d1f0a-not-for-anybody"  # noqa: S105 - what is looked for
NOWHERE = "127.0.0.1:9"  # nobody listens on the port "discard"
ENVIRONMENT = {
    "ROWBACK_SECURITY_PROTOCOL": "SASL_PLAINTEXT",
    "ROWBACK_SASL_MECHANISM": "PLAIN",
    "ROWBACK_SASL_USERNAME": "somebody",
    "ROWBACK_SASL_PASSWORD": SECRET,
    "ROWBACK_SERVE_TOKEN": SECRET,
    "ROWBACK_WEBHOOK_SECRET": SECRET,
    "ROWBACK_LOG_LEVEL": "DEBUG",
}


def shown(directory: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run rowback with secrets set; return its exit code and all that it prints."""
    told = {**os.environ, **ENVIRONMENT, "XDG_DATA_HOME": str(directory), **environment}
    done = subprocess.run(
        [sys.executable, "-m", "streams", *arguments],
        env=told,
        cwd=directory,
        capture_output=True,
        check=False,
        timeout=240,
    )
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_no_help_shows_a_secret(command: str) -> None:
    told = {**ENVIRONMENT, "ROWBACK_BOOTSTRAP_SERVERS": NOWHERE}
    result = CliRunner().invoke(main, [*filter(None, [command]), "--help"], env=told)
    assert result.exit_code == 0, result.output
    assert "Usage" in result.output
    assert SECRET not in result.output


FAILING = {
    "no Kafka": ("status", "--bootstrap-servers", NOWHERE),
    "no Kafka to work on": ("worker", "--bootstrap-servers", NOWHERE),
    "no Kafka to serve": ("serve", "--bootstrap-servers", NOWHERE, "--port", "0"),
    "no Kafka to follow": ("tail", "--bootstrap-servers", NOWHERE),
    "wrong use": ("worker", "--partitions", "none"),
    "no such command": ("wrok",),
    "no such file": ("clean", "there-is-none.html"),
}


@pytest.mark.parametrize("arguments", FAILING.values(), ids=FAILING.keys())
def test_no_command_that_fails_shows_a_secret(arguments: tuple[str, ...], tmp_path: Path) -> None:
    code, words = shown(tmp_path, *arguments)
    assert code != 0
    assert words.strip()
    assert SECRET not in words


WRONG = {
    "a protocol that is none": {"ROWBACK_SECURITY_PROTOCOL": "SASL_TELNET"},
    "no name with the password": {"ROWBACK_SASL_USERNAME": ""},
    "the password where a number belongs": {"ROWBACK_PARTITIONS": "none"},
    "the password file is none": {"ROWBACK_SASL_PASSWORD": "", "ROWBACK_SASL_PASSWORD_FILE": "/there/is/none"},
    "a certificate is missing": {"ROWBACK_SSL_CAFILE": "/there/is/none"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_no_setting_that_is_wrong_shows_a_secret_beside_it(wrong: dict[str, str], tmp_path: Path) -> None:
    code, words = shown(tmp_path, "worker", "--bootstrap-servers", NOWHERE, **wrong)
    assert code != 0
    assert "Traceback" not in words
    assert SECRET not in words


def test_a_token_that_cannot_be_used_is_not_repeated(tmp_path: Path) -> None:
    short = SECRET[:10]
    file = tmp_path / "token"
    file.write_text(short)
    code, words = shown(
        tmp_path, "serve", "--token-file", str(file), "--bootstrap-servers", NOWHERE, ROWBACK_SERVE_TOKEN=""
    )
    assert code != 0
    assert short not in words


def test_settings_do_not_show_their_secrets_where_they_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    assert SECRET not in repr(clients.Security())
    assert clients.Security().password() == SECRET
    settings = ServeSettings()
    assert SECRET not in f"{settings!r} {settings}"
