from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from streams import topology
from streams.archive import Archive
from streams.messages import Incoming
from streams.webhooks import retrying
from streams.webhooks.dispatcher import Dispatcher
from streams.webhooks.layout import beside
from streams.webhooks.sending import Sender
from streams.webhooks.store import Store
from streams.webhooks.subscription import Policy, Subscription, new_id, new_secret
from tests.archive.river import golden
from tests.webhooks.receiver import Receiver


def revisions() -> list[Incoming]:
    """What is said of all golden cases: the revisions alone, so that each has a message."""
    return [message for message in golden() if message.topic == topology.REVISED]


def ids(messages: list[Incoming]) -> list[str]:
    return [dict(message.headers)["ce_id"].decode() for message in messages]


def subscription(url: str, policy: Policy | None = None, start_ms: int = 0, secret: str | None = None) -> Subscription:
    return Subscription(
        new_id(),
        url,
        secret or new_secret(),
        start_ms=start_ms,
        created_ms=1_790_000_000_000,
        policy=policy or Policy(),
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = Archive(tmp_path / "archive.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(beside(tmp_path / "archive.sqlite3"))
    yield opened
    opened.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver() as opened:
        yield opened


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries after hundredths of a second."""
    monkeypatch.setattr(retrying, "RETRY_SECONDS_MIN", 0.02)
    monkeypatch.setattr(retrying, "RETRY_SECONDS_MAX", 0.05)


@asynccontextmanager
async def dispatching(
    archive: Archive, store: Store, *places: str, deliveries_max: int = 32, delivery_seconds_max: float = 5.0
) -> AsyncIterator[Dispatcher]:
    """Deliver inside of the block."""
    async with Sender(frozenset(places), delivery_seconds_max=delivery_seconds_max) as sender:
        dispatcher = Dispatcher(archive, store, sender, deliveries_max=deliveries_max)
        dispatcher.start()
        try:
            yield dispatcher
        finally:
            await dispatcher.stop()
