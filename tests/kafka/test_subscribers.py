"""kill -9 of `rowback serve` and of a webhook's receiver: every subscriber ends with the same revisions.

One subscriber for each way out, none with a policy: a Kafka consumer, the live stream resumed by Last-Event-ID, a
webhook, an Atom reader that pages by RFC 5005, and a list read on by its cursor. A newsroom that is polled and a
producer of captures write at the same time; the yardstick is what stands on article.revised in the end.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import pytest

from streams import topology
from streams.commands.demo import environment, free_ports, newsroom, write_sources
from streams.hosts import topics
from streams.hosts.draining import Drain
from streams.hosts.feeding import Feeder
from streams.hosts.reading import follow
from streams.hosts.workers import Workers
from streams.newsroom import Newsroom
from streams.settings import Settings
from tests.kafka.history import History
from tests.kafka.subscribers import receiver
from tests.kafka.subscribers.killing import Part
from tests.kafka.subscribers.over_http import Atom, Cursor, Stream, Subscriber

PARTITIONS = 4
CAPTURES_MIN = 400  # of the producer: enough revisions for a second document of the feed
CAPTURES_MAX = 5_000
CAPTURES_TOGETHER = 10
PAUSE_SECONDS = 0.4  # between those: they come all along the newsroom's day
KILLS = 3  # of each part
REVISIONS_BETWEEN = 8  # told by Kafka from one kill to the next
WAIT_SECONDS_MAX = 300.0

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(900)]


@dataclass
class Consumer:
    """The Kafka subscriber."""

    servers: str
    told: list[str] = field(default_factory=list)

    async def follow(self) -> None:
        async for record in follow(self.servers, [topology.REVISED], "beginning"):
            self.told.append(dict(record.headers)["ce_id"].decode())


async def on_kafka(servers: str) -> list[str]:
    """Return what stands on article.revised."""
    records = follow(servers, [topology.REVISED], "beginning", until_end=True)
    return [dict(record.headers)["ce_id"].decode() async for record in records]


def subscribed(data: Path, place: str) -> str:
    """Begin a webhook and return its secret."""
    arguments = ("webhooks", "add", f"http://{place}/hook", "--webhooks-private", place, "--json")
    command = (sys.executable, "-m", "streams", *arguments, "--data-dir", str(data))
    secret: str = orjson.loads(subprocess.run(command, check=True, capture_output=True).stdout)["secret"]
    return secret


async def produce(servers: str, enough: asyncio.Event) -> None:
    """Write captures as a producer of one's own would, a few at a time, until there were enough kills."""
    feeder = Feeder(servers, PARTITIONS)
    await feeder.start()
    for number, (raw, site) in enumerate(History(seed=5, sites=8).make(CAPTURES_MAX)):
        await feeder.write(raw, site)
        if number >= CAPTURES_MIN and enough.is_set():
            break
        if number % CAPTURES_TOGETHER == 0:
            await asyncio.sleep(PAUSE_SECONDS)
    await feeder.stop()


@asynccontextmanager
async def watched(settings: Settings, sources: Path) -> AsyncIterator[None]:
    """A newsroom's day with a poller and a worker; at its end nobody looks any more, and all captures are handled."""
    day = newsroom(sites=4, articles=24, seed=8, seconds=WAIT_SECONDS_MAX)
    async with Workers(settings, 1) as working:
        async with Newsroom(day) as room:
            write_sources(sources, room.feeds)
            async with Workers(settings, 0, [["poll", "--sources", str(sources)]], environment(room.hosts)):
                yield
        drain = Drain(settings.bootstrap_servers, settings.app_id, settings.partitions)
        await drain.start()
        await drain.wait(working.check, lambda _left: None)
        await drain.stop()


async def killing(parts: Sequence[Part], consumer: Consumer) -> None:
    """Kill the parts in turn, each time when there was news."""
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        for part in [*parts] * KILLS:
            told = len(consumer.told)
            while len(consumer.told) < told + REVISIONS_BETWEEN:
                await asyncio.sleep(0.05)  # a look at how much was said
                for each in parts:
                    each.check()
            part.kill()


async def complete(truth: set[str], told: dict[str, Callable[[], set[str]]]) -> None:
    """Wait until every subscriber knows all; say who misses how much where that does not come."""
    try:
        async with asyncio.timeout(WAIT_SECONDS_MAX):
            while any(truth - ids() for ids in told.values()):  # noqa: ASYNC110 - other processes
                await asyncio.sleep(0.1)
    except TimeoutError:
        missing = {name: len(truth - ids()) for name, ids in told.items()}
        pytest.fail(f"of {len(truth)} revisions are missing after {WAIT_SECONDS_MAX} s: {missing}")


async def test_every_subscriber_ends_with_the_same_revisions(bootstrap_servers: str, tmp_path: Path) -> None:
    settings = Settings(
        bootstrap_servers=bootstrap_servers,
        partitions=PARTITIONS,
        data_dir=tmp_path,
        app_id="told",
        session_timeout_seconds=6.0,
    )
    await topics.ensure(settings)
    port, hook = free_ports(2)
    address, place, taken = f"http://127.0.0.1:{port}", f"127.0.0.1:{hook}", tmp_path / "taken.jsonl"
    secret = subscribed(tmp_path, place)
    serving = ("streams", "serve", "--port", str(port), "--webhooks-private", place, "--data-dir", str(tmp_path))
    serve = Part((*serving, "--bootstrap-servers", bootstrap_servers), tmp_path / "serve.log")
    receiving = ("tests.kafka.subscribers.receiver", str(hook), str(taken))
    hooked = Part(receiving, tmp_path / "receiver.log", {receiver.SECRET: secret})
    consumer, stream, cursor, atom = Consumer(bootstrap_servers), Stream(address), Cursor(address), Atom(address)
    with ExitStack() as parts:
        parts.enter_context(serve)
        parts.enter_context(hooked)
        async with asyncio.TaskGroup() as group:
            following = [group.create_task(each.follow()) for each in (consumer, stream, cursor, atom)]
            async with watched(settings, tmp_path / "sources.toml"):
                enough = asyncio.Event()
                producing = group.create_task(produce(bootstrap_servers, enough))
                await killing((serve, hooked), consumer)
                enough.set()
                await producing
            truth = set(await on_kafka(bootstrap_servers))
            everyone: dict[str, Callable[[], set[str]]] = {
                "Kafka": lambda: set(consumer.told),
                "stream": lambda: set(stream.told),
                "cursor": lambda: set(cursor.told),
                "Atom": lambda: set(atom.told),
                "webhook": lambda: {str(each["id"]) for each in receiver.taken(taken)},
            }
            await complete(truth, everyone)
            late = Atom(address)
            following.append(group.create_task(late.follow()))
            await complete(truth, {"a late Atom reader": lambda: set(late.told)})
            for task in following:
                task.cancel()
    assert {name: ids() for name, ids in everyone.items()} == dict.fromkeys(everyone, truth)
    assert set(late.told) == truth
    assert late.documents >= 1, "there were too few revisions for a second document"
    nothing_came_twice((stream, cursor, atom), consumer)
    messages_kept_their_number(receiver.taken(taken))


def nothing_came_twice(over_http: Sequence[Subscriber], consumer: Consumer) -> None:
    """Whoever resumes from where it was is told nothing again, whatever was killed meanwhile."""
    for told in (consumer.told, *(each.told for each in over_http)):
        assert max(Counter(told).values()) == 1
    assert all(each.broken for each in over_http), "nobody noticed the kills"


def messages_kept_their_number(messages: list[dict[str, object]]) -> None:
    """A message that came again was the same one; otherwise they came in the order of their numbers, without a gap."""
    first = {each["message"]: each for each in reversed(messages)}
    assert all(first[each["message"]] == each for each in messages)
    order = list(dict.fromkeys(each["sequence"] for each in messages))
    assert order == list(range(1, len(first) + 1))
