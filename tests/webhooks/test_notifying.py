"""Notifications to people, by apprise: the same queue as for webhooks, another last step."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiohttp import web

from streams.archive import Archive
from streams.archive.entry import ARCHIVED
from streams.web.time import written
from streams.webhooks import message
from streams.webhooks.notice import TEXT_CHARACTERS_MAX, inert, notice
from streams.webhooks.notifying import Notifier, checked_address
from streams.webhooks.store import Store
from streams.webhooks.subscription import BadSubscription, Policy, masked
from tests.commands.newsroom import run
from tests.serving.hostile import SIGNS, WORDS, said
from tests.webhooks.conftest import dispatching, revisions, subscription
from tests.webhooks.receiver import until

apprise = pytest.importorskip("apprise", reason="the extra `notify` is not installed")


@dataclass
class Service:
    """What a service got; it takes nothing while ``statuses`` are left."""

    place: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"json://{self.place}/a-token-in-its-path"

    async def take(self, request: web.BaseRequest) -> web.Response:
        if self.statuses:
            return web.Response(status=self.statuses.pop(0), text="words of a stranger")
        self.got.append(orjson.loads(await request.read()))
        return web.Response(status=200)


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    found = Service()
    runner = web.ServerRunner(web.Server(found.take), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.place = "{}:{}".format(*runner.addresses[0][:2])
    yield found
    await runner.cleanup()


async def test_each_revision_is_told_once_and_in_order(archive: Archive, store: Store, service: Service) -> None:
    new = subscription(service.url)
    store.add(new)
    messages = revisions()[:4]
    archive.add(messages)
    async with dispatching(archive, store, service.place):
        await until(lambda: (store.subscription(new.id) or new).delivered == len(messages))
    urls = [orjson.loads(each.value or b"")["url"] for each in messages]
    assert [url in each["message"] for url, each in zip(urls, service.got, strict=True)] == [True] * len(urls)


@pytest.mark.usefixtures("soon")
async def test_what_is_not_taken_is_told_again_without_a_strangers_words(
    archive: Archive, store: Store, service: Service
) -> None:
    service.statuses = [503, 401]
    new = subscription(service.url)
    store.add(new)
    archive.add(revisions()[:1])
    async with dispatching(archive, store, service.place):
        await until(lambda: (store.subscription(new.id) or new).last_status == 401)
        assert (store.subscription(new.id) or new).last_fault == "the service answered 401"
        await until(lambda: (store.subscription(new.id) or new).delivered == 1)
    assert len(service.got) == 1


async def test_a_digest_is_one_text(archive: Archive, store: Store, service: Service) -> None:
    new = subscription(service.url, Policy(digest_seconds=0.2))
    store.add(new)
    archive.add(revisions()[:3])
    async with dispatching(archive, store, service.place):
        await until(lambda: (store.subscription(new.id) or new).delivered == 3)
    assert [each["title"].partition(":")[0] for each in service.got] == ["3 changes"]


async def test_a_place_that_was_not_allowed_is_not_reached(service: Service) -> None:
    """Whatever library connects: the interpreter tells of each connection before it is made."""
    told = await Notifier(frozenset()).notify(service.url, notice(trial(), None))
    assert "private network" in (told.fault or "")
    by_mail = f"mailto://me:secret@{service.place}?from=a@desk.example&to=b@desk.example"
    told = await Notifier(frozenset()).notify(by_mail, notice(trial(), None))
    assert "private network" in (told.fault or "")
    assert not service.got


async def test_a_service_that_redirects_is_not_followed(service: Service) -> None:
    service.statuses = [302]
    told = await Notifier(frozenset({service.place})).notify(service.url, notice(trial(), None))
    assert told.fault is not None
    assert not service.got


async def test_a_service_that_hangs_is_given_up() -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    place = "{}:{}".format(*server.sockets[0].getsockname()[:2])
    async with server:
        notifier = Notifier(frozenset({place}), seconds_max=1.0)
        assert (await notifier.notify(f"json://{place}/", notice(trial(), None))).fault


async def test_killed_while_it_tells_it_tells_again(archive: Archive, store: Store) -> None:
    """The process that serves is killed while the service holds the notification: nothing is lost."""
    asked, go_on = asyncio.Event(), asyncio.Event()
    got: list[str] = []

    async def take(request: web.BaseRequest) -> web.Response:
        got.append(orjson.loads(await request.read())["message"])
        asked.set()
        if len(got) == 1:
            await go_on.wait()
        return web.Response(status=200)

    runner = web.ServerRunner(web.Server(take), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    place = "{}:{}".format(*runner.addresses[0][:2])
    new = subscription(f"json://{place}/")
    store.add(new)
    archive.add(revisions()[:2])
    command = (sys.executable, "-m", "tests.webhooks.served", str(archive.path), place)
    first = await asyncio.create_subprocess_exec(*command)
    await asyncio.wait_for(asked.wait(), 60)
    os.kill(first.pid, signal.SIGKILL)
    await first.wait()
    go_on.set()
    second = await asyncio.create_subprocess_exec(*command)
    try:
        await until(lambda: (store.subscription(new.id) or new).delivered == 2)
    finally:
        second.kill()
        await second.wait()
        await runner.cleanup()
    assert got[0] == got[1] != got[2]


def trial() -> bytes:
    return message.trial("msg_test_1", "0" * 16, written(0))


HOSTILE = (*WORDS, "@everyone <!channel> <@U123> [a bank](https://evil.example) `x` *b*")


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_text_in_a_notification(words: str) -> None:
    for each in (each for each in said(words) if each.topic in ARCHIVED):
        event = {"type": f"rowback.{each.topic}.v1", "id": "ab" * 16, "time": "2026-03-03T08:00:00Z"}
        known = {**event, "data": orjson.loads(each.value or b"")}
        for body in (known, {"data": {"events": [known, known]}}):
            told = notice(orjson.dumps(body), None)
            assert not SIGNS & set(told.title + told.text)
            assert not set("@<>`*") & set(told.title + told.text)
            assert "](" not in told.title + told.text
            assert len(told.text) <= TEXT_CHARACTERS_MAX


async def test_hostile_words_come_through_a_service_as_text(archive: Archive, store: Store, service: Service) -> None:
    new = subscription(service.url)
    store.add(new)
    archive.add(said(" ".join(each for each in HOSTILE if len(each) < 900)))
    async with dispatching(archive, store, service.place):
        await until(lambda: (store.subscription(new.id) or new).delivered == 1)
    whole = service.got[0]["title"] + service.got[0]["message"]
    assert not (SIGNS | set("@<>`*")) & set(whole)
    assert "‹script›" in whole


def test_a_notice_says_what_matters_first_and_where_to_look() -> None:
    value = orjson.loads(revisions()[0].value or b"")
    event = {"type": "rowback.article.revised.v1", "id": "ab" * 16, "time": value["captured_at"], "data": value}
    told = notice(orjson.dumps(event), "https://desk.example/rowback/")
    facts, link, url, *rest = told.text.split("\n")
    assert value["site"] in facts
    assert link == f"https://desk.example/rowback/revisions/{'ab' * 16}"
    assert url == value["url"]
    assert "[-" in "\n".join(rest) or "{+" in "\n".join(rest)


def test_what_rings_or_hides_is_made_inert() -> None:
    assert inert("@all <b> [x](y)") == "＠all ‹b› [x] (y)"


def test_of_an_address_only_the_scheme_is_shown(tmp_path: Path) -> None:
    """Given by standard input it stands in no list of processes either."""
    address = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general"
    assert masked(address) == "slack://***"
    assert "TIiajk" not in repr(subscription(address))
    added = run("webhooks", "add", "-", "--data-dir", str(tmp_path), stdin=address + "\n")
    assert added.exit_code == 0, added.stderr
    assert "secret" not in added.stdout
    as_json = run("webhooks", "add", address, "--json", "--data-dir", str(tmp_path))
    listed = run("webhooks", "list", "--data-dir", str(tmp_path))
    listed_json = run("webhooks", "list", "--json", "--data-dir", str(tmp_path))
    rotated = run("webhooks", "rotate", json.loads(as_json.stdout)["id"], "--data-dir", str(tmp_path))
    assert rotated.exit_code == 1
    for each in (added, as_json, listed, listed_json, rotated):
        for part in ("T1JJ3T3L2", "A1BRTD4JD", "TIiajk", "general"):
            assert part not in each.stdout + each.stderr
    assert listed.stdout.count("slack://***") == 2


@pytest.mark.parametrize(
    "address",
    ["dbus://", "syslog://", "windows://", "nobody://knows/this", "slack://", "json://\x1b[31m", "mailto:a@b.example"],
)
def test_an_address_that_cannot_be_is_one_line(tmp_path: Path, address: str) -> None:
    result = run("webhooks", "add", address, "--data-dir", str(tmp_path))
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stderr


def test_a_service_of_this_machine_is_refused() -> None:
    with pytest.raises(BadSubscription, match="no service"):
        checked_address("dbus://")
