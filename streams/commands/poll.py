"""`rowback poll`: look at feeds and pages, until told to stop."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from streams import logs
from streams.commands import options
from streams.hosts.connection import connected
from streams.settings import PollSettings, Settings, data_home
from streams.sources import WatchedSources


@click.command(
    epilog=options.examples(
        ("rowback poll --sources sources.toml --bootstrap-servers kafka:9092", "one of any number of pollers"),
        ("rowback poll https://news.example/feed.xml", "on the local Kafka, started if need be"),
    )
)
@click.argument("feeds", metavar="[FEED]...", nargs=-1)
@options.sources
@options.bootstrap_servers
@options.data_dir
@options.partitions
@click.option("--replication-factor", type=click.IntRange(1, 7), default=1, envvar="ROWBACK_REPLICATION_FACTOR")
@options.metrics
@options.end_with_stdin
def poll(
    feeds: tuple[str, ...],
    sources: tuple[Path, ...],
    bootstrap_servers: str | None,
    data_dir: Path | None,
    partitions: int,
    replication_factor: int,
    metrics_port: int | None,
    metrics_host: str,
    canary_seconds: float | None,
    end_with_stdin: bool,
) -> None:
    """Look at feeds, and at the pages that they name, for as long as edits are likely.

    FEED is the address of a feed, sitemap or front page, or a file: OPML, or a list of addresses. Any number of pollers
    share the sites; each must be given the same sources. A poller may be killed at any moment: no schedule is lost, and
    no budget exceeded.
    """
    logs.configure()
    if end_with_stdin:
        options.end_with_standard_input()
    watched = options.watched_sources(feeds, sources)
    settings = options.settings(
        partitions=partitions,
        replication_factor=replication_factor,
        data_dir=data_dir or data_home(),
        metrics_port=metrics_port,
        metrics_host=metrics_host,
        canary_seconds=canary_seconds,
    )
    _serve(bootstrap_servers, data_dir, settings, watched)


@options.asynchronous
async def _serve(
    bootstrap_servers: str | None, data_dir: Path | None, settings: Settings, sources: WatchedSources
) -> None:
    from streams.hosts import topics
    from streams.hosts.endpoint import CannotListen
    from streams.hosts.poll_app import create_poll_app
    from streams.hosts.running import run_app

    polling = PollSettings()
    async with connected(bootstrap_servers, data_dir) as kafka:
        settings.bootstrap_servers = kafka.bootstrap_servers
        await topics.ensure(settings)
        try:
            fault = await run_app(create_poll_app(settings, polling, sources, kafka.cluster_id))
        except CannotListen as taken:
            raise click.ClickException(str(taken)) from taken
    if fault is not None:
        raise click.ClickException(f"the poller stopped: {fault}")
