"""`rowback run`: poll feeds for ever, and say what changes. A local Kafka, a poller and workers in one command."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import suppress
from pathlib import Path

import rich_click as click

from streams.commands import display, options
from streams.commands.interrupting import until_interrupted
from streams.commands.showing import WANTED, Show
from streams.hosts import topics
from streams.hosts.connection import connected
from streams.hosts.reading import follow
from streams.hosts.rules import joined
from streams.hosts.workers import Workers
from streams.settings import Settings, data_home

CHECK_SECONDS = 1.0


@click.command(
    epilog=options.examples(
        ("rowback run https://news.example/feed.xml", "watch a feed"),
        ("rowback run feeds.opml --serve", "watch a list of feeds, with a page to read"),
        ("rowback run --sources sources.toml --workers 2", "with a sources file, which may change meanwhile"),
        ("rowback run --sources sources.toml --bootstrap-servers kafka:9092", "on a Kafka of your own"),
    )
)
@click.argument("feeds", metavar="[FEED]...", nargs=-1)
@options.sources
@options.confirm_after
@click.option("--workers", type=click.IntRange(0, 64), default=1, show_default=True, help="Worker processes.")
@click.option("--serve", is_flag=True, help="Serve the archive and its page, too: at http://127.0.0.1:8321/.")
@options.bootstrap_servers
@options.data_dir
@options.partitions
@options.as_json
def run(
    feeds: tuple[str, ...],
    sources: tuple[Path, ...],
    confirm_after: float,
    workers: int,
    serve: bool,
    bootstrap_servers: str | None,
    data_dir: Path | None,
    partitions: int,
    as_json: bool,
) -> None:
    """Poll feeds, look again at what they name for as long as edits are likely, and say what was changed.

    FEED is the address of a feed, sitemap or front page, or a file: OPML, or a list of addresses. Goes on until Ctrl-C
    or SIGTERM; started again, it goes on where it was. A part that dies is started again.

    Without --bootstrap-servers a local Kafka is started, or joined where one runs in the data directory.
    """
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    options.watched_sources(feeds, sources)  # what cannot be used is said before anything starts
    options.rule_book(sources, confirm_after)
    named = [*(f"--sources={path.absolute()}" for path in sources), *feeds]
    settings = options.settings(
        partitions=partitions,
        data_dir=data_dir or data_home(),
        sources=joined(sources),
        confirm_after_seconds=confirm_after,
    )
    parts = [["poll", *named], *([["serve"]] if serve else [])]
    _run(parts, workers, bootstrap_servers, data_dir, settings, as_json)


@options.asynchronous
async def _run(
    others: list[list[str]],
    workers: int,
    bootstrap_servers: str | None,
    data_dir: Path | None,
    settings: Settings,
    as_json: bool,
) -> None:
    async def work() -> None:
        async with connected(bootstrap_servers, data_dir) as kafka:
            settings.bootstrap_servers = kafka.bootstrap_servers
            await topics.ensure(settings)
            level = {"ROWBACK_LOG_LEVEL": os.environ.get("ROWBACK_LOG_LEVEL", "WARNING")}
            async with Workers(settings, workers, others, level) as parts:
                await _watch(kafka.bootstrap_servers, parts, Show(as_json))

    if await until_interrupted(work()):
        with suppress(OSError):  # a terminal that is gone
            display.err().print("ended; the same command goes on from here")


async def _watch(servers: str, parts: Workers, show: Show) -> None:
    """Show what is said, and start again what has died, until cancelled or nothing helps."""

    async def follow_events() -> None:
        async for record in follow(servers, WANTED, "end"):
            show.take(record)

    display.err().print("watching; Ctrl-C ends it. In another terminal: rowback sources, rowback status, rowback tail")
    following = asyncio.create_task(follow_events())
    try:
        with show.live():
            while not following.done():
                parts.check()
                await asyncio.wait([following], timeout=CHECK_SECONDS)
            following.result()
    finally:
        following.cancel()
        await asyncio.wait([following])
