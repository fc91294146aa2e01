"""How serving begins and what it says when it cannot."""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path

import pytest

from streams.archive import Archive, ArchiveError
from streams.archive.intake import Intake
from streams.broker.locks import FileLock
from streams.commands.archived import ARCHIVE_FILE
from streams.serving import running
from streams.serving.settings import ServeSettings, is_loopback
from tests.commands.newsroom import run


def test_a_low_limit_of_open_files_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = (256, 1_024)
    monkeypatch.setattr(resource, "getrlimit", lambda _: limits)
    raised = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, new: raised.append(new))
    line = running.raised_file_limit(4_000)
    assert raised == [(1_024, 1_024)]
    assert line is not None
    assert "\n" not in line
    assert "1024" in line
    assert "ulimit -n 4100" in line
    monkeypatch.setattr(resource, "getrlimit", lambda _: (20_000, 20_000))
    assert running.raised_file_limit(4_000) is None


def test_as_many_streams_as_files_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1_024, 1_024))
    assert running.streams_possible(4_000) == 924
    assert running.streams_possible(50) == 50


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - what is asked about
        ("a.example", False),
    ],
)
def test_loopback_is_told_from_the_rest(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


async def test_an_archive_has_one_writer(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.sqlite3")
    lock = FileLock(tmp_path / "a.sqlite3.lock")
    assert lock.acquire()
    with pytest.raises(running.InUse, match="another rowback"):
        await running.serve(archive, ServeSettings(port=0), "127.0.0.1:1", print)
    lock.release()
    archive.close()


async def test_without_kafka_the_archive_is_served_and_the_reason_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "RETRY_SECONDS", 0.05)
    archive = Archive(tmp_path / "a.sqlite3")
    reading = running.Reading(archive, "127.0.0.1:1")
    task = asyncio.create_task(reading.run())
    async with asyncio.timeout(30):
        while "127.0.0.1:1" not in (reading.not_ready() or ""):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    archive.close()


async def test_an_archive_of_another_kafka_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(tmp_path / "a.sqlite3")
    archive.belong_to("first")
    archive.belong_to("first")
    with pytest.raises(ArchiveError, match="another Kafka"):
        archive.belong_to("second")

    async def further(_self: Intake) -> None:
        raise ArchiveError("was read further")

    monkeypatch.setattr(Intake, "_events", further)
    monkeypatch.setattr(Intake, "_evidence", lambda _self: asyncio.sleep(60))
    with pytest.raises(ArchiveError, match="read further"):
        await running.serve(archive, ServeSettings(port=0), "127.0.0.1:1", lambda _line: None)
    archive.close()


def test_beyond_loopback_without_a_token_is_wrong_use_in_one_line(tmp_path: Path) -> None:
    result = run("serve", "--host", "0.0.0.0", "--data-dir", str(tmp_path))  # noqa: S104 - refused is what is tested
    assert result.exit_code == 2
    assert "token" in result.stderr


@pytest.mark.parametrize("command", [("export", "out.csv"), ("erase", "a.example", "--yes")])
def test_without_an_archive_it_is_said_who_makes_it(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(*command, "--data-dir", str(tmp_path))
    assert result.exit_code == 1
    assert "`rowback serve` makes it" in result.stderr


def test_a_table_is_exported(tmp_path: Path) -> None:
    Archive(tmp_path / ARCHIVE_FILE).close()
    out = tmp_path / "out.csv"
    result = run("export", str(out), "--data-dir", str(tmp_path), "--json")
    assert result.exit_code == 0
    assert out.read_text().startswith("revision,captured_at")
    assert run("export", str(tmp_path / "out.xls"), "--data-dir", str(tmp_path)).exit_code == 2
    assert (
        run("export", str(tmp_path / "out"), "--page", "https://a.example/", "--data-dir", str(tmp_path)).exit_code == 1
    )
