"""A subscription from the request to the first message, with a hub on loopback."""

import hashlib
import hmac
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, BaseRequest, Request, Response

from streams.feeds.websub import Subscription, request_form, subscription
from streams.fetching import Fetcher
from streams.fetching.callbacks import callbacks
from tests.fetching.conftest import Server

FEED = "https://gazette.example/feed.xml"
BODY = b"<rss/>"
SIGNATURE = "sha256=" + hmac.new(b"s3cr3t", BODY, hashlib.sha256).hexdigest()
QUESTION = {"hub.mode": "subscribe", "hub.topic": FEED, "hub.challenge": "abc", "hub.lease_seconds": "4000"}


class Desk:
    """Keeps the subscriptions and what was announced."""

    def __init__(self) -> None:
        self.known = {"t0k3n": subscription(FEED, "https://hub.example/", "t0k3n", "s3cr3t", 0.0)}
        self.announced: list[str] = []

    async def find(self, token: str) -> Subscription | None:
        return self.known.get(token)

    async def change(self, now: Subscription) -> None:
        self.known[now.token] = now

    async def announce(self, topic: str) -> None:
        self.announced.append(topic)


Client = TestClient[Request, Application]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def client(desk: Desk) -> AsyncIterator[Client]:
    application = callbacks(desk.find, desk.change, desk.announce, clock=lambda: 100.0)
    async with TestClient(TestServer(application)) as opened:
        yield opened


async def test_a_confirmed_subscription_announces_what_is_signed(client: Client, desk: Desk) -> None:
    asked = await client.get("/t0k3n", params=QUESTION)
    assert (asked.status, await asked.text()) == (200, "abc")
    told = await client.post("/t0k3n", data=BODY, headers={"X-Hub-Signature": SIGNATURE})
    assert told.status == 202
    assert desk.announced == [FEED]


@pytest.mark.parametrize("signature", [None, "sha256=00", SIGNATURE[:-1] + "g"])
async def test_what_is_not_signed_is_answered_and_dropped(client: Client, desk: Desk, signature: str | None) -> None:
    await client.get("/t0k3n", params=QUESTION)
    told = await client.post("/t0k3n", data=BODY, headers={"X-Hub-Signature": signature} if signature else {})
    assert told.status == 202
    assert desk.announced == []


async def test_nothing_is_announced_before_it_was_confirmed(client: Client, desk: Desk) -> None:
    await client.post("/t0k3n", data=BODY, headers={"X-Hub-Signature": SIGNATURE})
    assert desk.announced == []


async def test_who_does_not_know_the_address_is_told_that_it_is_gone(client: Client) -> None:
    assert (await client.get("/guessed", params=QUESTION)).status == 410
    assert (await client.post("/guessed", data=BODY)).status == 410


async def test_a_wrong_question_is_not_confirmed(client: Client, desk: Desk) -> None:
    assert (await client.get("/t0k3n", params=QUESTION | {"hub.topic": "https://a.example/"})).status == 404
    assert desk.known["t0k3n"].state == "pending"


async def test_a_refusal_is_taken(client: Client, desk: Desk) -> None:
    assert (await client.get("/t0k3n", params={"hub.mode": "denied", "hub.topic": FEED})).status == 200
    assert desk.known["t0k3n"].state == "denied"


async def test_a_hub_is_asked_by_a_form(fetcher: Fetcher, server: Server, desk: Desk) -> None:
    forms: list[bytes] = []

    async def hub(request: BaseRequest) -> Response:
        forms.append(await request.read())
        return Response(status=202)

    server.on("/hub", hub)
    form = request_form(desk.known["t0k3n"], "https://rowback.example/websub", "subscribe")
    answer = await fetcher.send_form(server.url("/hub"), form)
    assert (answer.status, answer.fault) == (202, None)
    assert b"hub.mode=subscribe" in forms[0]
    assert [request.path for request in server.requests] == ["/hub"]
