"""`rowback webhooks`, and the same by the API."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from streams.archive import Archive
from streams.serving.app import create_app
from streams.serving.settings import ServeSettings
from streams.webhooks.delivery import Tried
from streams.webhooks.layout import beside
from streams.webhooks.store import Store
from tests.commands.newsroom import run
from tests.webhooks.conftest import dispatching, ids, revisions
from tests.webhooks.receiver import Received, Receiver, until

Client = TestClient[Any, Any]
API = "/api/v1/webhooks"


def added(folder: Path, *more: str) -> dict[str, Any]:
    result = run("webhooks", "add", "https://desk.example/hook?key=hidden", *more, "--data-dir", str(folder), "--json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_secret_is_shown_once_and_its_file_is_the_owners(tmp_path: Path) -> None:
    new = added(tmp_path, "--kind", "correction", "--digest", "3600")
    assert new["secret"].startswith("whsec_")
    listed = run("webhooks", "list", "--data-dir", str(tmp_path))
    assert new["id"] in listed.stdout
    assert "correction" in listed.stdout
    assert "digest 3600 s" in listed.stdout
    for shown in (listed.stdout, run("webhooks", "list", "--data-dir", str(tmp_path), "--json").stdout):
        assert new["secret"] not in shown
        assert "hidden" not in shown
    mode = beside(tmp_path / "archive.sqlite3").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    rotated = run("webhooks", "rotate", new["id"], "--data-dir", str(tmp_path))
    assert "whsec_" in rotated.stdout
    assert new["secret"] not in rotated.stdout


def test_what_is_wrong_is_listed_in_words_with_the_next_try(tmp_path: Path) -> None:
    new = added(tmp_path)
    store = Store(beside(tmp_path / "archive.sqlite3"))
    store.fail(new["id"], Tried(1_790_000_000_000, None, "no host has this \x1b[31m name"), 1_790_000_060_000, "gone")
    store.close()
    listed = run("webhooks", "list", "--data-dir", str(tmp_path)).stdout
    assert "no host has this" in listed
    assert "\x1b" not in listed
    assert "disabled: gone" in listed
    assert run("webhooks", "resume", new["id"], "--data-dir", str(tmp_path)).exit_code == 0
    assert "disabled" not in run("webhooks", "list", "--data-dir", str(tmp_path)).stdout


def test_removed_is_removed_and_an_unknown_one_is_one_line(tmp_path: Path) -> None:
    new = added(tmp_path)
    assert run("webhooks", "remove", new["id"], "--data-dir", str(tmp_path)).exit_code == 0
    for command in ("remove", "test", "rotate", "pause", "resume"):
        result = run("webhooks", command, new["id"], "--data-dir", str(tmp_path))
        assert result.exit_code == 1
        assert "there is no webhook" in result.stderr
    assert "There are no webhooks" in run("webhooks", "list", "--data-dir", str(tmp_path)).stdout


@pytest.mark.parametrize(
    "wrong", [("http://10.0.0.1/",), ("https://a.example", "--text", '""'), ("https://a.example", "--digest", "-1")]
)
def test_wrong_use_is_one_line(tmp_path: Path, wrong: tuple[str, ...]) -> None:
    result = run("webhooks", "add", *wrong, "--data-dir", str(tmp_path))
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.fixture
async def client(archive: Archive, receiver: Receiver) -> AsyncIterator[Client]:
    app = create_app(archive, ServeSettings(webhooks_private=(receiver.place,)))
    async with TestClient(TestServer(app)) as opened:
        yield opened


async def test_a_webhook_of_the_api_gets_what_is_archived(client: Client, archive: Archive, receiver: Receiver) -> None:
    answer = await client.post(API, json={"url": receiver.url, "start": "oldest", "filters": {"significance_min": 0}})
    assert answer.status == 201
    assert answer.headers["Cache-Control"] == "no-store"
    new = await answer.json()
    receiver.secrets = [new["secret"]]
    tested = await (await client.post(f"{API}/{new['id']}/test")).json()
    assert tested["taken"] is True
    assert receiver.messages.pop().value["type"] == "rowback.test.v1"
    messages = revisions()[:5]
    await archive.written(lambda: archive.add(messages))
    await receiver.has(5)
    assert [each.value["id"] for each in receiver.messages] == ids(messages)
    assert "secret" not in await (await client.get(f"{API}/{new['id']}")).json()
    assert (await (await client.post(f"{API}/{new['id']}/pause")).json())["state"] == "paused"
    assert (await client.delete(f"{API}/{new['id']}")).status == 204
    assert (await client.get(f"{API}/{new['id']}")).status == 404


@pytest.mark.usefixtures("client")
async def test_what_the_command_adds_is_sent_by_a_server_that_runs(
    archive: Archive, receiver: Receiver, tmp_path: Path
) -> None:

    allowed = ("--webhooks-private", receiver.place, "--from-oldest", "--data-dir", str(tmp_path))
    archive.add(revisions()[:2])
    result = await asyncio.to_thread(run, "webhooks", "add", receiver.url, *allowed)
    assert result.exit_code == 0, result.stderr
    await receiver.has(2)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
    ],
)
async def test_the_page_of_another_site_cannot_make_a_webhook(client: Client, headers: dict[str, str]) -> None:
    answer = await client.post(API, json={"url": "https://a.example"}, headers=headers)
    assert answer.status == 403
    assert (await (await client.get(API)).json())["items"] == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"url": "https://a.example", "filters": {"kind": ["nonsense"]}}, "kind"),
        ({"url": "https://a.example", "filters": {"q": '""'}}, "word"),
        ({"url": "https://a.example", "more": 1}, "more"),
        ({"url": "http://192.168.1.1/"}, "private"),
        ({"url": "https://a.example", "policy": {"digest_seconds": -5}}, "digest_seconds"),
        ([], "body"),
    ],
)
async def test_a_bad_webhook_is_a_problem_in_words(client: Client, body: Any, said: str) -> None:
    answer = await client.post(API, json=body)
    assert answer.status == 400
    assert said in (await answer.json())["detail"]


async def test_what_is_no_json_is_refused(client: Client) -> None:
    assert (await client.post(API, data=b"{}", headers={"Content-Type": "text/plain"})).status == 415
    assert (await client.post(API, data=b"{", headers={"Content-Type": "application/json"})).status == 400
    allowed = await client.options(f"{API}/0123456789abcdef")
    assert allowed.headers["Allow"] == "DELETE, GET, HEAD, OPTIONS"


async def test_how_far_behind_a_webhook_is_is_listed(archive: Archive, store: Store, receiver: Receiver) -> None:
    """What the archive holds, what waits and what is pending count; what was told does not."""
    folder, messages = str(archive.path.parent), revisions()[:12]
    archive.add(messages)
    added_ = run("webhooks", "add", receiver.url, "--webhooks-private", receiver.place, "--from-oldest", "--json",
                 "--data-dir", folder)  # fmt: skip
    identity = json.loads(added_.stdout)["id"]
    assert f"{len(messages)} events wait, the oldest since " in run("webhooks", "list", "--data-dir", folder).stdout
    held, go_on = asyncio.Event(), asyncio.Event()

    async def answer(received: Received) -> web.Response:
        receiver.messages.append(received)
        if len(receiver.messages) == 3:
            held.set()
            await go_on.wait()
        return web.Response(status=204)

    receiver.answer = answer
    async with dispatching(archive, store, receiver.place):
        await asyncio.wait_for(held.wait(), 60)
        listed = run("webhooks", "list", "--json", "--data-dir", folder).stdout
        assert json.loads(listed)["behind"]["events"] == len(messages) - 2
        assert json.loads(listed)["behind"]["exact"] is True
        go_on.set()
        await until(lambda: (known := store.subscription(identity)) is not None and known.delivered == len(messages))
    assert "nothing waits" in run("webhooks", "list", "--data-dir", folder).stdout


async def test_an_address_that_notifies_people_is_not_taken_over_http(client: Client) -> None:
    """It makes this machine speak a hundred protocols: only who may write beside the archive adds one."""
    answer = await client.post(API, json={"url": "json://127.0.0.1:9000/token"})
    assert answer.status == 400
    assert "token" not in await answer.text()
