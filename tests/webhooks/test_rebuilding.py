"""An archive that was made anew, erasures, and processes that are killed."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from streams.archive import Archive, erasure
from streams.messages import Incoming
from streams.webhooks.layout import beside
from streams.webhooks.store import Store
from tests.webhooks.conftest import dispatching, ids, revisions, subscription
from tests.webhooks.receiver import Received, Receiver, until


async def test_an_archive_made_anew_repeats_nothing_and_skips_nothing(
    tmp_path: Path, store: Store, receiver: Receiver
) -> None:
    """Read in another order, as topics and partitions are, and with one message on its way."""
    messages = revisions()
    new = subscription(receiver.url)
    store.add(new)
    first = Archive(tmp_path / "first.sqlite3")
    first.add(messages[:20])
    refused: list[Received] = []

    async def answer(received: Received) -> web.Response:
        if len(receiver.messages) == 12:
            refused.append(received)
            return web.Response(status=500)
        receiver.messages.append(received)
        return web.Response(status=200)

    receiver.answer = answer
    async with dispatching(first, store, receiver.place):
        await until(lambda: bool(refused))
    first.close()
    receiver.answer = None
    store.turn(new.id, "active")
    second = Archive(tmp_path / "second.sqlite3")
    shuffled = list(messages)
    random.Random(5).shuffle(shuffled)  # noqa: S311 - an order
    async with dispatching(second, store, receiver.place):
        for start in range(0, len(shuffled), 7):
            batch = shuffled[start : start + 7]
            await second.written(lambda batch=batch: second.add(_renumbered(batch)))  # type: ignore[misc]
        await receiver.has(len(messages))
        await asyncio.sleep(0.3)
    second.close()
    assert sorted(each.value["id"] for each in receiver.messages) == sorted(ids(messages))
    assert receiver.sequences == list(range(1, len(messages) + 1))
    assert receiver.messages[12].body == refused[0].body


def _renumbered(batch: list[Incoming]) -> list[Incoming]:
    """Offsets of a partition of its own for each message, so that none is taken for one that was read."""
    return [replace(each, partition=int(dict(each.headers)["ce_id"][:6], 16)) for each in batch]


async def test_what_was_forgotten_by_its_age_is_not_sent_again(
    tmp_path: Path, store: Store, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streams.webhooks.store.FORGET_EVERY", 5)
    monkeypatch.setattr("streams.webhooks.store.REMEMBERED_MESSAGES", 3)
    new = subscription(receiver.url)
    store.add(new)
    messages = [replace(each, timestamp_ms=1_000 + at) for at, each in enumerate(revisions()[:10])]
    for name, in_order in (("first", messages), ("second", messages[::-1])):
        archive = Archive(tmp_path / f"{name}.sqlite3")
        archive.add(_renumbered(in_order))
        async with dispatching(archive, store, receiver.place):
            await until(lambda: (store.subscription(new.id) or new).delivered == 10)
            await until(lambda archive=archive: (store.subscription(new.id) or new).epoch == archive.epoch)  # type: ignore[misc]
            await asyncio.sleep(0.2)
        archive.close()
    assert receiver.sequences == list(range(1, 11))


async def test_what_is_erased_while_it_waits_for_its_receiver_is_never_sent(
    archive: Archive, store: Store, receiver: Receiver
) -> None:
    async def refuse(_: Received) -> web.Response:
        return web.Response(status=500)

    receiver.answer = refuse
    new = subscription(receiver.url)
    store.add(new)
    messages = revisions()
    archive.add(messages)
    async with dispatching(archive, store, receiver.place) as dispatcher:
        await until(lambda: (store.subscription(new.id) or new).last_status == 500)
        pending = store.pending(new.id)
        assert pending is not None
        page = Received(pending.message, pending.body, {}).value["data"]["page"]
        archive.change(lambda connection: erasure.erase(connection, page, erasure.now_ms()))
        receiver.answer = None
        store.turn(new.id, "active")
        dispatcher.changed()
        await receiver.has(3)
    assert page not in [each.value["data"]["page"] for each in receiver.messages]
    assert pending.message not in [each.id for each in receiver.messages]


async def _served(archive: Path, place: str) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "tests.webhooks.served", str(archive), place)
    return await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)


async def test_killed_between_delivery_and_record_it_repeats_with_the_same_id_and_loses_nothing(
    tmp_path: Path, receiver: Receiver
) -> None:
    """A process that serves is killed while the receiver holds a message that it has kept."""
    path = tmp_path / "archive.sqlite3"
    messages = revisions()[:25]
    archive = Archive(path)
    archive.add(messages)
    archive.close()
    new = subscription(receiver.url)
    store = Store(beside(path))
    store.add(new)
    receiver.secrets = [new.secret]
    kills = [3, 4, 11]
    process = await _served(path, receiver.place)

    async def answer(received: Received) -> web.Response:
        receiver.messages.append(received)
        if kills and len(receiver.messages) >= kills[0]:
            kills.pop(0)
            os.kill(process.pid, signal.SIGKILL)
            await process.wait()
        return web.Response(status=200)

    receiver.answer = answer
    try:
        while kills:
            before = len(kills)
            await until(lambda before=before: len(kills) < before)  # type: ignore[misc]
            await process.wait()
            process = await _served(path, receiver.place)
        await until(lambda: (store.subscription(new.id) or new).delivered == len(messages))
    finally:
        process.kill()
        await process.wait()
        store.close()
    first: dict[str, bytes] = {}
    for each in receiver.messages:
        assert first.setdefault(each.id, each.body) == each.body
    assert len(receiver.messages) == len(messages) + 3
    assert [Received(key, body, {}).value["id"] for key, body in first.items()] == ids(messages)
    assert [Received(key, body, {}).value["sequence"] for key, body in first.items()] == list(range(1, 26))
