"""The live stream: resumed, restarted, slow, ended."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from streams import topology
from streams.archive import Archive
from streams.messages import Incoming
from streams.serving.app import create_app
from streams.serving.keys import FANOUT
from streams.serving.settings import ServeSettings
from tests.archive.river import golden

Client = TestClient[Any, Any]
EVENTS = "/api/v1/events"
WAIT_SECONDS_MAX = 20


def revised() -> list[Incoming]:
    return [message for message in golden() if message.topic == topology.REVISED]


def identity(message: Incoming) -> str:
    return dict(message.headers)["ce_id"].decode()


async def blocks(answer: ClientResponse) -> AsyncIterator[dict[str, str]]:
    """Yield what stands between empty lines, as fields."""
    found: dict[str, str] = {}
    async for line in answer.content:
        text = line.decode().rstrip("\n")
        if text:
            name, _, value = text.partition(": ")
            found[name] = value
        elif found:
            yield found
            found = {}


async def take(answer: ClientResponse, count: int) -> list[dict[str, str]]:
    """Read so many events; what only tells the place is passed over."""
    found: list[dict[str, str]] = []
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        async for block in blocks(answer):
            if "event" in block:
                found.append(block)
            if len(found) == count:
                break
    return found


def ids(events: list[dict[str, str]]) -> list[str]:
    return [orjson.loads(event["data"])["id"] for event in events]


@asynccontextmanager
async def stream(client: Client, last: str | None = None, **parameters: str) -> AsyncIterator[ClientResponse]:
    headers = {"Last-Event-ID": last} if last else {}
    answer = await client.get(EVENTS, params=parameters, headers=headers)
    assert answer.status == 200, await answer.text()
    try:
        yield answer
    finally:
        answer.close()


async def add(archive: Archive, messages: list[Incoming]) -> None:
    await archive.written(lambda: archive.add(messages))


async def following(client: Client, count: int = 1) -> None:
    """Wait until so many streams follow live."""
    fanout = client.app[FANOUT]
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        while fanout.following < count:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


async def test_a_stream_shows_what_is_archived_from_now_on(own_client: tuple[Client, Archive]) -> None:
    client, archive = own_client
    messages = revised()
    await add(archive, messages[:5])
    async with stream(client) as answer:
        assert answer.content_type == "text/event-stream"
        await following(client)
        await add(archive, messages[5:25])
        assert set(ids(await take(answer, 20))) == {identity(message) for message in messages[5:25]}


async def test_a_stream_goes_on_after_the_last_id_without_a_gap_or_a_repeat(own_client: tuple[Client, Archive]) -> None:
    client, archive = own_client
    messages = revised()
    await add(archive, messages[:10])
    seen: list[str] = []
    last: str | None = None
    for start in range(10, 60, 10):
        async with stream(client, last, **({} if last else {"after": "oldest"})) as answer:
            await add(archive, messages[start : start + 10])
            events = await take(answer, 7)
            seen += ids(events)
            last = events[-1]["id"]
    async with stream(client, last, follow="false") as answer:
        seen += ids(await take(answer, 10_000))
    assert len(seen) == len(set(seen))
    assert set(seen) == {identity(message) for message in messages[:60]}


async def test_a_stream_goes_on_over_a_restart_of_the_server(tmp_path: Path) -> None:
    messages = revised()
    path = tmp_path / "a.sqlite3"
    archive = Archive(path)
    async with TestClient(TestServer(create_app(archive, ServeSettings()))) as client:
        await add(archive, messages[:10])
        async with stream(client, after="oldest") as answer:
            first = await take(answer, 4)
    archive.close()
    again = Archive(path)
    async with TestClient(TestServer(create_app(again, ServeSettings()))) as client:
        await add(again, messages[10:20])
        async with stream(client, first[-1]["id"]) as answer:
            second = await take(answer, 16)
    again.close()
    assert ids(first) + ids(second) == [identity(message) for message in messages[:20]]


@pytest.mark.parametrize("last", ["0123456789ab-3", "nonsense", "{epoch}-99999999"])
async def test_an_unknown_place_is_told_and_begins_with_the_oldest(
    own_client: tuple[Client, Archive], last: str
) -> None:
    client, archive = own_client
    await add(archive, revised()[:3])
    async with stream(client, last.replace("{epoch}", archive.epoch)) as answer:
        reset, *events = await take(answer, 4)
    assert reset["event"] == "reset"
    assert orjson.loads(reset["data"])["epoch"] == archive.epoch
    assert len(events) == 3


async def test_filters_are_those_of_the_lists(own_client: tuple[Client, Archive]) -> None:
    client, archive = own_client
    async with stream(client, basis="copy") as copies, stream(client, topic="page.changed") as changes:
        await following(client, 2)
        await add(archive, list(golden()))
        wanted = (await (await client.get("/api/v1/revisions?basis=copy&order=oldest&limit=200")).json())["items"]
        assert ids(await take(copies, len(wanted))) == [each["id"] for each in wanted]
        expected = [identity(message) for message in golden() if message.topic == topology.PAGE_CHANGED]
        assert set(ids(await take(changes, len(expected)))) == set(expected)


async def test_since_begins_in_the_past(own_client: tuple[Client, Archive]) -> None:
    client, archive = own_client
    await add(archive, revised())
    times = sorted(orjson.loads(message.value or b"")["captured_at"] for message in revised())
    middle = times[len(times) // 2]
    async with stream(client, since=middle, follow="false") as answer:
        events = await take(answer, 10_000)
    assert len(events) == sum(each >= middle for each in times)


async def test_a_quiet_stream_is_kept_alive_with_its_place(own_client: tuple[Client, Archive]) -> None:
    client, archive = own_client
    async with stream(client, kind="typography") as answer, asyncio.timeout(WAIT_SECONDS_MAX):
        await following(client)
        await add(archive, [message for message in golden() if message.topic == topology.CLEANED][:5])
        async for block in blocks(answer):
            if block.get("id") == f"{archive.epoch}-5":
                return
    pytest.fail("the stream ended")


async def test_a_client_that_does_not_read_is_dropped_and_resumes(own_client: tuple[Client, Archive]) -> None:
    client, archive = own_client
    url = client.make_url(EVENTS)
    reader, writer = await asyncio.open_connection(url.host, url.port, limit=1024)
    writer.write(f"GET {EVENTS} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    await following(client)
    fanout = client.app[FANOUT]
    count = 0
    async with asyncio.timeout(WAIT_SECONDS_MAX * 2):
        while not fanout.dropped:  # each copy of the messages has ids of its own
            await add(archive, [renamed(message, count) for message in revised()])
            count += 1
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)
    assert not fanout.filter_sets
    writer.close()
    async with stream(client, after="oldest", follow="false") as answer:
        events = await take(answer, 1_000_000)
    assert len(set(ids(events))) == len(events) == count * len(revised())
    assert reader is not None


def renamed(message: Incoming, number: int) -> Incoming:
    headers = {**dict(message.headers), "ce_id": f"{number:04x}{identity(message)[4:]}".encode()}
    return Incoming(
        message.topic, number % 8, 10_000 * number + message.offset, None, message.value, 0, tuple(headers.items())
    )


async def test_open_streams_do_not_hold_up_the_end(archive: Archive) -> None:
    server = TestServer(create_app(archive, ServeSettings()))
    client = TestClient(server)
    await client.start_server()
    answers = [await client.get(EVENTS) for _ in range(20)]
    await following(client, 20)
    began = time.monotonic()
    await server.close()
    assert time.monotonic() - began < 5  # a second, on a machine that is not busy with other tests
    for answer in answers:
        answer.close()
    await client.close()


async def test_more_streams_than_allowed_are_told_so(archive: Archive) -> None:
    async with TestClient(TestServer(create_app(archive, ServeSettings(streams_max=1)))) as client, stream(client):
        refused = await client.get(EVENTS)
        assert refused.status == 503
        assert refused.headers["Retry-After"]
        assert (await refused.json())["type"] == "urn:rowback:problem:too-many-streams"


async def test_head_of_a_stream_ends(client: Client) -> None:
    answer = await client.head(EVENTS)
    assert (answer.status, answer.content_type) == (200, "text/event-stream")
