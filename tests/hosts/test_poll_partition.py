"""A poller's partition at work: a look starts after it was remembered, and no turn waits for a site."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import orjson
import pytest

from streams import topology
from streams.feeds import FeedItem
from streams.fetching import Answer, Fault, Look
from streams.handler import Effects
from streams.hosts import poll_fetching, poll_partition
from streams.hosts.partition import Chunk
from streams.hosts.poll_partition import LeaseExpired, PollPartition
from streams.messages import Incoming
from streams.polling import found
from streams.polling.answers import Start
from streams.polling.poller import Poller
from streams.settings import Settings
from streams.sources import SiteSettings, Sources
from tests.polling.world import PACE, Store

URLS = ("https://one.example/a", "https://two.example/b")


class Delivered(Store):
    """A delivery and a store in one, which note the order of things."""

    def __init__(self) -> None:
        super().__init__()
        self.log: list[str] = []
        self.captures: list[str] = []

    async def deliver(self, effects: Effects) -> int:
        self.log.append("delivered")
        await asyncio.sleep(0)
        self.captures += [orjson.loads(m.value)["url"] for m in effects.outgoing if m.topic == topology.RAW]
        return 0

    def apply(self, writes: dict[bytes, bytes | None], position: int) -> None:
        self.records |= {key: value for key, value in writes.items() if value is not None}


class Web:
    """A fetcher whose answers come when they are let go."""

    def __init__(self, log: list[str]) -> None:
        self.log = log
        self.held: dict[str, asyncio.Event] = {url: asyncio.Event() for url in URLS}

    async def fetch(self, look: Look) -> Answer:
        self.log.append(f"asked {look.url}")
        await self.held[look.url].wait()
        return Answer(look.url, look.url, 200, body=b"Words.", content_type="text/plain")


@pytest.fixture
async def partition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PollPartition]:
    """A partition whose own task stands still; its turns are taken by hand."""

    async def stand_still(self: PollPartition) -> None:
        await self._stop_asked.wait()

    monkeypatch.setattr(PollPartition, "_run", stand_still)
    monkeypatch.setattr(poll_partition, "GATHER_SECONDS", 0.0)
    settings = Settings(data_dir=tmp_path, partitions=1)
    manners = SiteSettings("", delay_seconds=0)
    poller = Poller(0, 1, PACE, Sources({}, manners, concurrency_max=10))
    made = PollPartition(poller, Web([]), settings, "cluster", lambda _: None)  # type: ignore[arg-type]
    yield made
    made._closing()
    await made.stop()


async def offer(partition: PollPartition, offset: int, *items: found.Item) -> None:
    value = orjson.dumps({"items": list(items)})
    message = Incoming(topology.POLL_DUE, 0, offset, None, value, 0)
    await partition.offer(Chunk(topology.POLL_DUE, offset, [message], len(value)))


def due(url: str) -> found.Item:
    return found.due_item("pages", found.page_key(url) or "", 1)


async def turn(partition: PollPartition, store: Delivered) -> None:
    await partition._handle_what_waits(store, store)  # type: ignore[arg-type]
    await asyncio.sleep(0)


async def begun(partition: PollPartition) -> tuple[Delivered, Web]:
    store = Delivered()
    web = partition._fetcher = Web(store.log)  # type: ignore[assignment]
    await offer(partition, 0, *(found.page_item(FeedItem(url), None) for url in URLS))
    await turn(partition, store)
    store.log.clear()
    return store, web


async def test_a_look_is_made_only_after_its_start_was_delivered(partition: PollPartition) -> None:
    store, _ = await begun(partition)
    await offer(partition, 1, due(URLS[0]))
    await turn(partition, store)
    assert store.log == ["delivered", f"asked {URLS[0]}"]


async def test_a_site_that_does_not_answer_holds_up_nobody(partition: PollPartition) -> None:
    store, web = await begun(partition)
    await offer(partition, 1, due(URLS[0]), due(URLS[1]))
    await turn(partition, store)
    web.held[URLS[1]].set()
    await asyncio.wait_for(partition._arrived.wait(), 5)
    await turn(partition, store)
    assert store.captures == [URLS[1]]


async def test_no_look_is_made_once_the_lease_has_run_out(partition: PollPartition) -> None:
    start = Start("pages", "0" * 32, 1, URLS[0])
    lease = partition._settings.session_timeout_seconds
    with pytest.raises(LeaseExpired):
        partition._start(start, time.monotonic() - lease)


async def test_what_is_under_way_ends_with_the_session(partition: PollPartition) -> None:
    store, web = await begun(partition)
    await offer(partition, 1, due(URLS[0]))
    await turn(partition, store)
    partition._closing()
    web.held[URLS[0]].set()
    await asyncio.sleep(0.01)
    assert partition._answers == []


@pytest.mark.parametrize(
    ("code", "waits", "refused"),
    [("timeout", True, False), ("robots", False, True), ("undecodable", False, False), ("no_such_host", True, False)],
)
async def test_a_fault_is_the_sites_or_the_addresss_or_lasts(code: str, waits: bool, refused: bool) -> None:
    came = Answer(URLS[0], URLS[0], fault=Fault(code, "words"))  # type: ignore[arg-type]
    answer = await poll_fetching._read(Start("pages", "k", 1, URLS[0]), came)
    assert (answer.waits, answer.refused, answer.fault) == (waits, refused, "words")


async def test_what_is_no_text_is_not_decoded() -> None:
    came = Answer(URLS[0], URLS[0], 200, body=b"%PDF-1.7", content_type="application/pdf")
    answer = await poll_fetching._read(Start("pages", "k", 1, URLS[0]), came)
    assert answer.text is None
    assert answer.body_hash
