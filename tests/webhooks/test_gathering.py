"""Digests and debounced messages, on their way to a receiver."""

from __future__ import annotations

from streams.archive import Archive
from streams.webhooks.store import Store
from streams.webhooks.subscription import Policy
from tests.webhooks.conftest import dispatching, ids, revisions, subscription
from tests.webhooks.receiver import Receiver


def events(receiver: Receiver) -> list[list[str]]:
    return [[event["id"] for event in each.value["data"]["events"]] for each in receiver.messages]


async def test_a_digest_has_everything_of_its_time_in_one_message(
    archive: Archive, store: Store, receiver: Receiver
) -> None:
    new = subscription(receiver.url, Policy(digest_seconds=0.8))
    receiver.secrets = [new.secret]
    store.add(new)
    messages = revisions()[:30]
    async with dispatching(archive, store, receiver.place):
        await archive.written(lambda: archive.add(messages[:10]))
        await archive.written(lambda: archive.add(messages[10:20]))
        await receiver.has(1)
        await archive.written(lambda: archive.add(messages[20:]))
        while sum(map(len, events(receiver))) < 30:
            await receiver.has(len(receiver.messages) + 1)
    assert [identity for each in events(receiver) for identity in each] == ids(messages)
    assert len(receiver.messages) < 10
    assert receiver.messages[0].value["type"] == "rowback.digest.v1"
    assert receiver.messages[0].value["id"] == receiver.messages[0].id


async def test_debounced_messages_are_about_one_page_each(archive: Archive, store: Store, receiver: Receiver) -> None:
    new = subscription(receiver.url, Policy(debounce_seconds=0.3))
    receiver.secrets = [new.secret]
    store.add(new)
    messages = revisions()
    archive.add(messages)
    async with dispatching(archive, store, receiver.place):
        while sum(map(len, events(receiver))) < len(messages):
            await receiver.has(len(receiver.messages) + 1)
    told = [identity for each in events(receiver) for identity in each]
    assert sorted(told) == sorted(ids(messages))
    assert max(map(len, events(receiver))) > 1
    for each in receiver.messages:
        assert len({event["data"]["page"] for event in each.value["data"]["events"]}) == 1
