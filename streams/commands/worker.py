"""`rowback worker`: the stages on a Kafka, until told to stop."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from streams import logs
from streams.commands import options
from streams.hosts.connection import connected
from streams.hosts.rules import joined
from streams.settings import Settings, data_home


@click.command(
    epilog=options.examples(
        ("rowback worker --bootstrap-servers kafka:9092", "one of any number of workers"),
        ("rowback worker", "on the local Kafka, started if need be"),
    )
)
@options.bootstrap_servers
@options.data_dir
@options.partitions
@click.option("--replication-factor", type=click.IntRange(1, 7), default=1, envvar="ROWBACK_REPLICATION_FACTOR")
@options.rules
@options.confirm_after
@options.metrics
@options.end_with_stdin
def worker(
    bootstrap_servers: str | None,
    data_dir: Path | None,
    partitions: int,
    replication_factor: int,
    sources: tuple[Path, ...],
    confirm_after: float,
    metrics_port: int | None,
    metrics_host: str,
    canary_seconds: float | None,
    end_with_stdin: bool,
) -> None:
    """Run the stages: read captures, say what is new, what was changed and what is a copy.

    Any number of workers share the partitions. A worker may be killed at any moment: another one, or the same one
    started again, goes on where it was, and no event is lost, invented or said differently.
    """
    logs.configure()
    if end_with_stdin:
        options.end_with_standard_input()
    options.rule_book(sources, confirm_after)  # what cannot be used is said before anything starts
    settings = options.settings(
        partitions=partitions,
        replication_factor=replication_factor,
        data_dir=data_dir or data_home(),
        sources=joined(sources),
        confirm_after_seconds=confirm_after,
        metrics_port=metrics_port,
        metrics_host=metrics_host,
        canary_seconds=canary_seconds,
    )
    _serve(bootstrap_servers, data_dir, settings)


@options.asynchronous
async def _serve(bootstrap_servers: str | None, data_dir: Path | None, settings: Settings) -> None:
    from streams.hosts import topics
    from streams.hosts.endpoint import CannotListen
    from streams.hosts.running import run

    async with connected(bootstrap_servers, data_dir) as kafka:
        settings.bootstrap_servers = kafka.bootstrap_servers
        await topics.ensure(settings)
        try:
            fault = await run(settings, kafka.cluster_id)
        except CannotListen as taken:
            raise click.ClickException(str(taken)) from taken
    if fault is not None:
        raise click.ClickException(f"the worker stopped: {fault}")
