"""What a subscriber gets: everything, once, in order, signed; and what happens when it does not take it."""

from __future__ import annotations

import asyncio
import logging
import time

import orjson
import pytest
from aiohttp import web

from streams.archive import Archive, Filters
from streams.webhooks.dispatcher import Turns
from streams.webhooks.store import Store
from streams.webhooks.subscription import Subscription, new_secret
from tests.serving.hostile import SIGNS, WORDS, said
from tests.webhooks.conftest import dispatching, ids, revisions, subscription
from tests.webhooks.receiver import Received, Receiver, until


def added(store: Store, receiver: Receiver, **more: object) -> Subscription:
    new = subscription(receiver.url, **more)  # type: ignore[arg-type]
    receiver.secrets = [new.secret]
    store.add(new)
    return new


def statuses(receiver: Receiver, *answers: int, headers: dict[str, str] | None = None) -> list[Received]:
    """Let the first requests be answered so, and the rest be taken; return all that come."""
    left = list(answers)
    came: list[Received] = []

    async def answer(received: Received) -> web.Response:
        came.append(received)
        if left:
            return web.Response(status=left.pop(0), headers=headers)
        receiver.messages.append(received)
        return web.Response(status=200)

    receiver.answer = answer
    return came


async def test_everything_comes_signed_once_and_in_order(archive: Archive, store: Store, receiver: Receiver) -> None:
    """The receiver checks each signature with the library; what is archived later comes as well."""
    new = added(store, receiver)
    messages = revisions()
    archive.add(messages[:10])
    async with dispatching(archive, store, receiver.place):
        await receiver.has(10)
        await archive.written(lambda: archive.add(messages[10:]))
        await receiver.has(len(messages))
        await until(lambda: (store.subscription(new.id) or new).delivered == len(messages))
    assert [each.value["id"] for each in receiver.messages] == ids(messages)
    assert receiver.sequences == list(range(1, len(messages) + 1))
    assert len({each.id for each in receiver.messages}) == len(messages)
    first = receiver.messages[0].value
    assert first["type"] == "rowback.article.revised.v1"
    assert first["timestamp"] == first["time"]
    assert first["data"] == orjson.loads(messages[0].value or b"")


async def test_a_secret_that_is_not_the_receivers_does_not_verify(
    archive: Archive, store: Store, receiver: Receiver
) -> None:
    new = added(store, receiver)
    receiver.secrets = [new_secret()]
    archive.add(revisions()[:1])
    async with dispatching(archive, store, receiver.place):
        await until(lambda: (store.subscription(new.id) or new).last_status == 500)
    assert not receiver.messages


async def test_after_a_rotation_both_secrets_sign(archive: Archive, store: Store, receiver: Receiver) -> None:
    new = added(store, receiver)
    secret = new_secret()
    store.rotate(new.id, secret, int(time.time() * 1000))
    receiver.secrets = [new.secret, secret]
    archive.add(revisions()[:1])
    async with dispatching(archive, store, receiver.place):
        await receiver.has(1)


@pytest.mark.usefixtures("soon")
async def test_what_is_not_taken_comes_again_as_it_was_and_nothing_overtakes_it(
    archive: Archive, store: Store, receiver: Receiver
) -> None:
    added(store, receiver)
    came = statuses(receiver, 500, 302, 404, 503)
    messages = revisions()[:5]
    archive.add(messages)
    async with dispatching(archive, store, receiver.place):
        await receiver.has(5)
    assert len({(each.id, each.body) for each in came[:5]}) == 1
    assert [each.value["id"] for each in receiver.messages] == ids(messages)
    assert receiver.sequences == [1, 2, 3, 4, 5]


async def test_retry_after_is_honoured_and_the_fault_is_said_in_words(
    archive: Archive, store: Store, receiver: Receiver
) -> None:
    new = added(store, receiver)
    statuses(receiver, 503, headers={"Retry-After": "3600"})
    archive.add(revisions()[:1])
    async with dispatching(archive, store, receiver.place) as dispatcher:
        await until(lambda: (store.subscription(new.id) or new).last_status == 503)
        pending, known = store.pending(new.id), store.subscription(new.id)
        assert pending is not None
        assert known is not None
        assert 3_500_000 < pending.next_ms - pending.made_ms < 3_700_000
        assert known.last_fault == "the receiver answered 503 Service Unavailable"
        store.turn(new.id, "active")  # whoever knows better does not wait
        dispatcher.changed()
        await receiver.has(1)


async def test_gone_disables_and_resuming_loses_nothing(
    archive: Archive, store: Store, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    new = added(store, receiver)
    statuses(receiver, 410)
    archive.add(revisions()[:3])
    async with dispatching(archive, store, receiver.place) as dispatcher:
        with caplog.at_level(logging.DEBUG):
            await until(lambda: (store.subscription(new.id) or new).state == "disabled")
        assert new.secret not in caplog.text
        assert "410" in ((store.subscription(new.id) or new).reason or "")
        await asyncio.sleep(0.2)
        assert not receiver.messages
        store.turn(new.id, "active")
        dispatcher.changed()
        await receiver.has(3)
    assert receiver.sequences == [1, 2, 3]


async def test_dead_subscribers_do_not_delay_a_living_one(archive: Archive, store: Store, receiver: Receiver) -> None:
    """Receivers that never answer hold their turns all the time."""
    messages = revisions()[:8]
    async with Receiver() as dead:
        never = asyncio.Event()

        async def answer(_: Received) -> web.Response:
            await never.wait()
            return web.Response()

        dead.answer = answer
        for _ in range(3):
            store.add(subscription(dead.url))
        added(store, receiver)
        archive.add(messages)
        async with dispatching(
            archive, store, receiver.place, dead.place, deliveries_max=4, delivery_seconds_max=300.0
        ):
            await receiver.has(len(messages))
        never.set()


async def test_those_that_fail_never_have_all_turns() -> None:
    turns = Turns(20)
    held: list[bool] = []

    async def hold(failing: bool) -> None:
        async with turns.turn(failing):
            held.append(failing)
            await asyncio.sleep(3_600)

    tasks = [asyncio.create_task(hold(True)) for _ in range(50)]
    await asyncio.sleep(0.01)
    assert held == [True, True]
    tasks += [asyncio.create_task(hold(False)) for _ in range(50)]
    await asyncio.sleep(0.01)
    assert held == [True] * 2 + [False] * 18
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_an_endless_answer_is_not_read_and_counts_by_its_status(
    archive: Archive, store: Store, receiver: Receiver
) -> None:
    new = added(store, receiver)

    async def answer(received: Received) -> web.StreamResponse:
        receiver.messages.append(received)
        return web.Response(body=b"x" * 5_000_000)

    receiver.answer = answer
    archive.add(revisions()[:2])
    async with dispatching(archive, store, receiver.place):
        await until(lambda: (store.subscription(new.id) or new).delivered == 2)
    assert len(receiver.messages) == 2


async def test_nobody_is_asked_on_this_machine_unless_it_is_allowed(
    archive: Archive, store: Store, receiver: Receiver
) -> None:
    """Also by a name: what counts is the address that is connected."""
    first = subscription(receiver.url)
    second = subscription(receiver.url.replace("127.0.0.1", "localhost"))
    store.add(first)
    store.add(second)
    archive.add(revisions()[:1])
    async with dispatching(archive, store, "127.0.0.1:1"):
        for new in (first, second):
            await until(lambda new=new: (store.subscription(new.id) or new).last_fault is not None)  # type: ignore[misc]
            assert "strangers may not name" in ((store.subscription(new.id) or new).last_fault or "")
    assert not receiver.messages


async def test_filters_choose_and_what_was_said_before_is_not_sent(
    archive: Archive, store: Store, receiver: Receiver
) -> None:
    messages = revisions()
    kinds = [orjson.loads(message.value or b"")["kind"] for message in messages]
    wanted = Filters(kinds=(kinds[0],))
    chosen = subscription(receiver.url)
    store.add(Subscription(chosen.id, chosen.url, chosen.secret, start_ms=0, created_ms=0, filters=wanted))
    latest = max(message.timestamp_ms for message in messages)
    async with Receiver() as later:
        store.add(subscription(later.url, start_ms=latest + 1))
        archive.add(messages)
        async with dispatching(archive, store, receiver.place, later.place):
            await receiver.has(kinds.count(kinds[0]))
            await until(lambda: all(each.place for each in store.subscriptions()))
            await asyncio.sleep(0.1)
        assert {each.value["data"]["kind"] for each in receiver.messages} == {kinds[0]}
        assert len(receiver.messages) == kinds.count(kinds[0])
        assert not later.messages


async def test_hostile_words_arrive_as_they_are(archive: Archive, store: Store, receiver: Receiver) -> None:
    words = " ".join(each for each in WORDS if len(each) < 900)  # together no longer than a field may be
    messages = said(words)
    added(store, receiver)
    archive.add(messages)
    async with dispatching(archive, store, receiver.place):
        await receiver.has(1)
    received = receiver.messages[0]
    assert words in received.value["data"]["headline"]["new"]
    assert not any(sign in str(received.headers) for sign in SIGNS)


async def test_a_large_event_comes_without_its_texts(
    archive: Archive, store: Store, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streams.webhooks.message.EVENT_BYTES_MAX", 100)
    added(store, receiver)
    archive.add(revisions()[:1])
    async with dispatching(archive, store, receiver.place):
        await receiver.has(1)
    value = receiver.messages[0].value
    assert value["abridged"] is True
    assert value["data"]["page"] == value["subject"]
    assert "edits" not in value["data"]
