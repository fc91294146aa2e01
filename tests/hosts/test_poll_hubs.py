"""Hubs: asked once, answered for what was asked, and a signed word makes the feed due."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

from aiohttp.test_utils import TestClient, TestServer

from streams.fetching import Answer
from streams.fetching.callbacks import callbacks
from streams.hosts.poll_hubs import Hubs
from streams.polling import found
from tests.polling.test_feed_looks import items
from tests.polling.world import FEED, World, listing

HUB = "https://hub.example/"
CALLBACK = "https://rowback.example/hooks"


class Web:
    """A fetcher that notes what a hub was asked."""

    def __init__(self) -> None:
        self.forms: list[dict[str, str]] = []

    async def send_form(self, url: str, form: dict[str, str]) -> Answer:
        assert url == HUB
        self.forms.append(form)
        return Answer(url, url, 202)


def subscribed() -> tuple[World, Hubs, Web]:
    """A world whose feed offers a hub, with its subscriptions; what is sent is handled at once."""
    world = World()
    world.handle([], [listing(world.follow(), *items(), at=world.now, hub=(HUB, FEED))])
    web = Web()

    async def send(_number: int, item: found.Item) -> None:
        world.items(item)

    return world, Hubs(CALLBACK, lambda: [world.poller], web, send), web  # type: ignore[arg-type]


async def client_of(hubs: Hubs) -> TestClient:  # type: ignore[type-arg]
    client: TestClient = TestClient(TestServer(callbacks(hubs.known, hubs.changed, hubs.announced)))  # type: ignore[type-arg]
    await client.start_server()
    return client


async def test_a_hub_is_asked_once_and_the_subscription_survives_the_process() -> None:
    world, hubs, web = subscribed()
    await hubs.ask_due()
    await hubs.ask_due()
    assert [form["hub.topic"] for form in web.forms] == [FEED]
    assert world.feed().subscription is not None
    world.take_over()
    async with await client_of(Hubs(CALLBACK, lambda: [world.poller], web, None)) as client:  # type: ignore[arg-type]
        token = urlsplit(web.forms[0]["hub.callback"]).path.rpartition("/")[2]
        question = {"hub.mode": "subscribe", "hub.topic": "https://another.example/", "hub.challenge": "c"}
        assert (await client.get(f"/{token}", params=question)).status == 404
        assert (await client.get("/nobody", params=question)).status == 410


async def test_a_signed_word_of_the_hub_makes_the_feed_due_and_another_does_not() -> None:
    world, hubs, web = subscribed()
    await hubs.ask_due()
    form = web.forms[0]
    path = "/" + urlsplit(form["hub.callback"]).path.rpartition("/")[2]
    async with await client_of(hubs) as client:
        question = {"hub.mode": "subscribe", "hub.topic": FEED, "hub.challenge": "c", "hub.lease_seconds": "86400"}
        answer = await client.get(path, params=question)
        assert (answer.status, await answer.text()) == (200, "c")
        due = world.feed().next_at
        world.now += 120
        assert (await client.post(path, data=b"news", headers={"X-Hub-Signature": "sha256=00"})).status == 202
        assert world.feed().next_at == due
        signature = hmac.new(form["hub.secret"].encode(), b"news", hashlib.sha256).hexdigest()
        await client.post(path, data=b"news", headers={"X-Hub-Signature": f"sha256={signature}"})
        assert world.feed().next_at == world.now
