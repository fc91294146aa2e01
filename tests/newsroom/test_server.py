"""The newsroom over HTTP, and its command."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest

from streams.newsroom import Newsroom, NewsroomError, NewsroomSettings

FEW: dict[str, Any] = {"sites": 3, "articles": 12, "edits_per_minute": 0.0, "articles_per_minute": 0.0}
STOPS_SECONDS_MAX = 5  # a second on a machine with nothing else to do


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(auto_decompress=True) as session:
        yield session


def settings(tmp_path: Path, **values: Any) -> NewsroomSettings:
    return NewsroomSettings(ledger=tmp_path / "ledger.jsonl", **FEW | values)


async def test_feeds_and_pages_are_served(tmp_path: Path, client: aiohttp.ClientSession) -> None:
    async with Newsroom(settings(tmp_path)) as room:
        assert len(room.feeds) == 3
        assert room.hosts == {feed.split("/")[2] for feed in room.feeds}
        for url in (room.url, *room.feeds, *(room.world.url(page) for page in room.world.pages)):
            async with client.get(url) as answer:
                assert answer.status == 200
                assert await answer.read()
        async with client.get(room.url) as answer:
            text = await answer.text()
        assert all(feed in text for feed in room.feeds)
        assert room.requests == 3 + 12 + 2


async def test_it_listens_on_loopback_only(tmp_path: Path) -> None:
    async with Newsroom(settings(tmp_path)) as room:
        listening = [one for server in room._listening for one in server.sockets]
        assert {one.getsockname()[0] for one in listening} == {"127.0.0.1"}
        assert len(listening) == 4


async def test_bodies_are_compressed_for_who_can_read_that(tmp_path: Path, client: aiohttp.ClientSession) -> None:
    async with Newsroom(settings(tmp_path)) as room:
        url = room.world.url(room.world.pages[0])
        async with client.get(url, headers={"Accept-Encoding": "gzip"}) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
        async with client.get(url, headers={"Accept-Encoding": "identity"}) as answer:
            assert "Content-Encoding" not in answer.headers


async def test_how_a_site_was_asked_is_counted(tmp_path: Path, client: aiohttp.ClientSession) -> None:
    async with Newsroom(settings(tmp_path)) as room:
        site = room.world.sites[1]
        for url in (site.feed_url, f"{site.origin}/private/not-for-robots", room.world.url(room.world.pages[1])):
            async with client.get(url) as answer:
                await answer.read()
        assert room.traffic[1].counts() | {"a_second_max": 3, "a_minute_max": 3} == {
            "requests": 3, "pages": 1, "not_modified": 0, "forbidden": 1, "at_once_max": 1, "a_second_max": 3,
            "a_minute_max": 3,
        }  # fmt: skip
        assert room.traffic[0].requests == 0
    lines = [orjson.loads(line) for line in room.ledger_path.read_bytes().splitlines()]
    assert [line["requests"] for line in lines if line["what"] == "traffic"] == [0, 3, 0]


async def test_304_has_no_body(tmp_path: Path, client: aiohttp.ClientSession) -> None:
    async with Newsroom(settings(tmp_path)) as room:
        url = room.world.url(room.world.pages[0])
        async with client.get(url) as answer:
            etag = answer.headers["ETag"]
        async with client.get(url, headers={"If-None-Match": etag}) as answer:
            assert (answer.status, await answer.read(), answer.headers["ETag"]) == (304, b"", etag)


async def test_a_site_that_resets_breaks_the_connection(tmp_path: Path, client: aiohttp.ClientSession) -> None:
    async with Newsroom(settings(tmp_path)) as room:
        room.world.go_down(0.0, room.world.sites[0], 1_000.0, resets=True)
        with pytest.raises(aiohttp.ClientConnectionError):
            await client.get(room.feeds[0])
        async with client.get(room.feeds[1]) as answer:
            assert answer.status == 200


async def test_only_get_and_head_are_answered(tmp_path: Path, client: aiohttp.ClientSession) -> None:
    async with Newsroom(settings(tmp_path)) as room:
        async with client.post(room.feeds[0]) as answer:
            assert answer.status == 405
        async with client.head(room.feeds[0]) as answer:
            assert (answer.status, await answer.read()) == (200, b"")


async def test_what_happens_is_in_the_ledger_before_it_is_served(tmp_path: Path, client: aiohttp.ClientSession) -> None:
    async with Newsroom(settings(tmp_path, edits_per_minute=3_000.0, seconds=60.0, requests_in_ledger=True)) as room:
        for page in list(room.world.pages) * 3:
            async with client.get(room.world.url(page)) as answer:
                await answer.read()
        lines = [orjson.loads(line) for line in room.ledger_path.read_bytes().splitlines()]
    versions: dict[str, int] = {}
    for line in lines:
        if line["what"] == "edited":
            versions[line["url"]] = line["version"]
        elif line["what"] == "served" and line["version"] is not None:
            assert line["version"] == versions.get(line["page_url"], 0)
    assert any(line["what"] == "edited" for line in lines)


async def test_the_day_goes_on_without_requests(tmp_path: Path) -> None:
    async with Newsroom(settings(tmp_path, edits_per_minute=6_000.0, seconds=60.0)) as room:
        for _ in range(100):
            await asyncio.sleep(0.05)
            if b'"edited"' in room.ledger_path.read_bytes():
                break
    assert b'"edited"' in room.ledger_path.read_bytes()
    assert orjson.loads(room.ledger_path.read_bytes().splitlines()[-1])["what"] == "ended"


async def test_a_port_that_is_taken_is_said_in_a_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(NewsroomError, match=f"port {port} is taken"):
            async with Newsroom(settings(tmp_path, port=port)):
                pass


async def test_a_ledger_that_cannot_be_written_is_said_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(NewsroomError, match="ledger"):
        async with Newsroom(NewsroomSettings(**FEW, ledger=tmp_path / "none" / "ledger.jsonl")):
            pass


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "streams", "newsroom", *arguments]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_prints_its_feeds_and_stops_when_asked(tmp_path: Path, number: signal.Signals) -> None:
    ledger = tmp_path / "day.jsonl"
    with subprocess.Popen(
        command("--sites", "2", "--json", "--ledger", str(ledger)), stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        assert len(said["feeds"]) == 2
        assert said["ledger"] == str(ledger)
        process.send_signal(number)
        assert process.wait(STOPS_SECONDS_MAX) == 0
    assert ledger.read_bytes().count(b"\n") > 40


def test_the_command_ends_by_itself_after_its_seconds(tmp_path: Path) -> None:
    done = subprocess.run(
        command("--seconds", "0.2", "--ledger", str(tmp_path / "day.jsonl")),
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.count(b"http://127.0.0.1:") == 5
    assert b"ledger:" in done.stderr


def test_the_command_fails_in_one_line_where_the_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(command("--port", str(port)), capture_output=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        f"rowback: port {port} is taken: choose another with --port, or 0 for any"
    ]
