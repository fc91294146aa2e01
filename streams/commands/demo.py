"""`rowback demo`: a local Kafka, an invented newsroom, a poller and a worker, and the score of what they found."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import rich_click as click
from aiokafka import ConsumerRecord

from streams import topology
from streams.broker import Broker, local_broker
from streams.commands import display, options
from streams.commands.entries import value_of
from streams.commands.interrupting import until_interrupted
from streams.commands.showing import WANTED, Show
from streams.hosts import topics
from streams.hosts.beginning import until_at_work
from streams.hosts.draining import Drain
from streams.hosts.reading import follow
from streams.hosts.workers import Workers
from streams.newsroom import Newsroom, NewsroomSettings
from streams.newsroom.score import Score, score
from streams.settings import Settings
from streams.web import time

PARTITIONS = 4
HOST = "127.0.0.1"
PORT_TRIALS_MAX = 50
STEP_SECONDS = 0.2
LOOK_SECONDS_MIN, LOOK_SECONDS_MAX = 1.0, 2.0  # every page: no edit of the newsroom is undone sooner by intention
FEED_SECONDS = 1.0
EDITS_PER_MINUTE = 40.0
POLL_INTERVAL_SECONDS = 4.0  # an edit that stands for so long must be found
LAST_LOOKS_SECONDS = 6.0  # after the last edit, until every page was looked at once more
SCORED = (topology.REVISED, topology.DUPLICATED, topology.CLEANED)


@click.command(
    epilog=options.examples(
        ("rowback demo", "a minute of news, and what rowback finds of it"),
        ("rowback demo --seconds 180 --json", "every event and the score, for machines"),
        ("rowback demo --keep", "leave it running, to look around with tail, status, sources and rejected"),
    )
)
@click.option(
    "--seconds",
    type=click.FloatRange(5, 86_400),
    default=60,
    show_default=True,
    help="How long the newsroom publishes and edits.",
)
@click.option("--sites", type=click.IntRange(1, 200), default=5, show_default=True, help="Sites of the newsroom.")
@click.option(
    "--articles", type=click.IntRange(1, 20_000), default=40, show_default=True, help="Articles to begin with."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed is another day.")
@click.option("--keep", is_flag=True, help="Keep everything running at the end, until Ctrl-C.")
@options.as_json
def demo(seconds: float, sites: int, articles: int, seed: int, keep: bool, as_json: bool) -> None:
    """See rowback at work, on this machine, with nothing to set up.

    Starts a throw-away Kafka, a small newsroom on loopback that publishes feeds and silently edits its articles, a
    poller that looks at them, a worker that says what was really changed, and a page to read along. At the end what was
    found is compared with what the newsroom really did. The first run fetches Kafka.

    Ctrl-C ends everything; nothing is left behind. The exit code is 1 where an edit was missed or invented.
    """
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # the start of a broker is noisy, and not a fault
    room = newsroom(sites, articles, seed, seconds)
    _demo(room, keep, as_json)


@options.asynchronous
async def _demo(room: NewsroomSettings, keep: bool, as_json: bool) -> None:
    async def work() -> None:
        async with local_broker(ephemeral=True) as kafka:
            await Demo(kafka, room, keep, as_json).run()

    if await until_interrupted(work()):
        with suppress(OSError):  # a terminal that is gone
            display.err().print("ended; nothing is left behind")


@dataclass(frozen=True, slots=True)
class Demo:
    """One run: publish, poll, show, score."""

    kafka: Broker
    room: NewsroomSettings
    keep: bool
    as_json: bool

    async def run(self) -> None:
        """Run the demo to its end."""
        # Below the broker's throw-away directory, which its supervisor removes even when this command is killed.
        tables = self.kafka.data_dir / "tables"
        tables.mkdir(parents=True, exist_ok=True)
        servers = self.kafka.bootstrap_servers
        settings = Settings(bootstrap_servers=servers, partitions=PARTITIONS, data_dir=tables)
        await topics.ensure(settings)
        show, events = Show(self.as_json), list[dict[str, Any]]()
        sources = tables / "sources.toml"
        page, *ports = free_ports(self.room.sites + 2)
        hosts = frozenset(f"{HOST}:{port}" for port in ports)
        write_sources(sources, [])
        others = [["poll", "--sources", str(sources)], ["serve", "--port", str(page)]]
        async with Workers(settings, 1, others, environment(hosts)) as parts:
            # The newsrooms' day begins when somebody watches.
            await until_at_work(servers, (settings.app_id, f"{settings.app_id}-poll"), parts.check)
            async with Newsroom(replace(self.room, ledger=tables / "ledger.jsonl", port=ports[0])) as room:
                write_sources(sources, room.feeds)
                display.err().print(f"{self.room.sites} newsrooms publish and edit for {self.room.seconds:g} seconds")
                display.err().print(f"read along at http://{HOST}:{page}/", soft_wrap=True)
                with show.live():
                    async with shown(servers, show, events):
                        await _pass((self.room.seconds or 0.0) + LAST_LOOKS_SECONDS, parts)
                        await _drain(settings, parts)
                found = score(room.ledger_path.read_bytes().splitlines(), events, POLL_INTERVAL_SECONDS)
                summarise(show, found)
                if self.keep:
                    await _stay(servers, parts)
        show.check()
        if found.missed or found.false:
            raise click.ClickException(f"{found.missed} edits were missed, and {found.false} revisions are false")


def newsroom(sites: int, articles: int, seed: int, seconds: float, ledger: Path | None = None) -> NewsroomSettings:
    """Return the settings of a newsroom that edits often enough for a short run to show something."""
    return NewsroomSettings(
        sites=sites, articles=articles, seed=seed, seconds=seconds, ledger=ledger, edits_per_minute=EDITS_PER_MINUTE
    )


def free_ports(count: int) -> range:
    """Return so many ports in a row that nobody listens on."""
    for _ in range(PORT_TRIALS_MAX):
        with ExitStack() as held:
            first = int(held.enter_context(socket.create_server((HOST, 0))).getsockname()[1])
            try:
                for port in range(first + 1, first + count):
                    held.enter_context(socket.create_server((HOST, port)))
            except (OSError, OverflowError):
                continue
            return range(first, first + count)
    raise click.ClickException(f"there are no {count} free ports in a row on {HOST}")


def write_sources(path: Path, feeds: list[str], looks_per_hour_max: int = 10_000_000) -> Path:
    """Write a sources file for sites that may be asked as often as one likes, because they are our own."""
    listed = ",\n".join(f'  "{feed}"' for feed in feeds)
    beside = path.with_suffix(".new")
    beside.write_text(
        f"feeds = [\n{listed}\n]\n\n"
        f"[total]\nlooks_per_hour_max = {looks_per_hour_max}\nconcurrency_max = 64\n\n"
        f"[defaults]\nlooks_per_hour_max = 1000000\ndelay_seconds = 0\nconcurrency_max = 8\n"
    )
    return beside.replace(path)  # at once: the poller may be reading it


def environment(hosts: frozenset[str]) -> dict[str, str]:
    """Return the poller's settings for a newsroom in which hours pass in seconds."""
    return {
        "ROWBACK_POLL_ALLOWED_PRIVATE": ",".join(sorted(hosts)),
        "ROWBACK_POLL_LOOK_SECONDS_MIN": str(LOOK_SECONDS_MIN),
        "ROWBACK_POLL_LOOK_SECONDS_MAX": str(LOOK_SECONDS_MAX),
        "ROWBACK_POLL_FEED_SECONDS_MIN": str(FEED_SECONDS),
        "ROWBACK_POLL_FEED_SECONDS_MAX": str(FEED_SECONDS),
        "ROWBACK_POLL_TICK_SECONDS": "0.1",
    }


@asynccontextmanager
async def shown(servers: str, show: Show, events: list[dict[str, Any]]) -> AsyncIterator[None]:
    """Show events while the newsroom works, and at the end all that is left of them; keep those that are scored."""
    finish = asyncio.Event()

    async def read() -> None:
        async for record in follow(servers, WANTED, "beginning", finish=finish):
            show.take(record)
            if record.topic in SCORED:
                events.append(_scored(record))

    task = asyncio.create_task(read())
    try:
        yield
        finish.set()
        await task
    finally:
        task.cancel()
        await asyncio.wait([task])


def _scored(record: ConsumerRecord) -> dict[str, Any]:
    """What the score needs of an event; it was said when the broker took it."""
    return {"topic": record.topic, "value": value_of(record), "seen_at": time.written(record.timestamp * 1000)}


async def _pass(seconds: float, parts: Workers) -> None:
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + seconds
    while (left := ends_at - loop.time()) > 0:
        parts.check()
        await asyncio.sleep(min(left, STEP_SECONDS))


async def _drain(settings: Settings, parts: Workers) -> None:
    drain = Drain(settings.bootstrap_servers, settings.app_id, settings.partitions)
    await drain.start()
    try:
        await drain.wait(parts.check, lambda _left: None)
    finally:
        await drain.stop()


def summarise(show: Show, found: Score) -> None:
    """Say what came of all captures, how it agrees with what happened, and where to look next."""
    show.write_json({"summary": {**show.counts(), "score": found.as_json()}})
    show.table()
    nobody = found.unseen + found.hidden + found.pending
    show.say(
        f"The newsrooms made {found.edits} edits: {found.found} were found and {found.missed} missed; {nobody} nobody "
        f"could see. Of {found.revisions} revisions {found.false} are false. From an edit to its event: "
        f"{_seconds(found.delay_p50)} for half of them, {_seconds(found.delay_p95)} for 95 %."
    )
    show.say(NEXT)


def _seconds(delay: float | None) -> str:
    return "-" if delay is None else f"{delay:.1f} s"


async def _stay(servers: str, parts: Workers) -> None:
    console = display.err()
    console.print("\nEverything goes on until Ctrl-C. In another terminal:")
    for command in ("tail --from-beginning", "status", "sources", "rejected list"):
        console.print(f"  rowback {command} --bootstrap-servers {servers}", soft_wrap=True)
    while True:
        parts.check()
        await asyncio.sleep(1)


NEXT = """Where to look next:
  rowback run FEED                      the same with news of the world
  rowback compare OLD NEW               the same judgement of two files of your own
  rowback replay --sample --out out     a day of captures from a file, all events as files
  rowback describe                      the topics, and which stage writes them"""
