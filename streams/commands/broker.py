"""`rowback broker`: the local Kafka in the foreground."""

import asyncio
import json
import sys
from pathlib import Path

import rich_click as click

from streams.broker import Broker, BrokerError, local_broker
from streams.broker.progress import Terminal
from streams.broker.settings import settings_from_environment
from streams.broker.starting import fetch
from streams.commands import options
from streams.commands.interrupting import end_signals


@click.command()
@options.data_dir
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    help="Port on 127.0.0.1.  [default: the last one of the directory if it is free, else any]",
)
@click.option("--ephemeral", is_flag=True, help="Use a throw-away directory, removed at the end.")
@click.option("--fetch-only", is_flag=True, help="Fetch what is needed to start Kafka, and start nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the address as JSON.")
def broker(data_dir: Path | None, port: int | None, ephemeral: bool, fetch_only: bool, as_json: bool) -> None:
    """Run a local Kafka until Ctrl-C, and print its address.

    A real Apache Kafka, one node, on 127.0.0.1 only. It is fetched once, and needs Java 17 or later or the extra
    `rowback[local]`. Its topics are kept in the folder kafka below --data-dir, which means the same to every command:
    with the same one they find this Kafka. Where one runs there already, this command says so and waits for its end.

    Examples:

    \b
    rowback broker                                  your own broker, until Ctrl-C
    rowback broker --data-dir ./news --port 9092    at a port of your choice
    rowback broker --ephemeral --json               for a test: nothing stays behind
    rowback broker --fetch-only                     fetch Kafka now, to be offline later
    """
    if ephemeral:
        if options.is_on_command_line("data_dir"):
            raise click.UsageError("--ephemeral makes a directory of its own: leave out --data-dir")
        data_dir = None
    kafka_dir = data_dir / "kafka" if data_dir else None
    try:
        asyncio.run(_fetch() if fetch_only else _run(kafka_dir, port, ephemeral, as_json))
    except BrokerError as error:
        raise click.ClickException(str(error)) from error


async def _fetch() -> None:
    with Terminal() as terminal:
        await fetch(settings_from_environment(), terminal)
        terminal.say("Kafka is in place")


async def _run(kafka_dir: Path | None, port: int | None, ephemeral: bool, as_json: bool) -> None:
    main = asyncio.current_task()
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()

    def end() -> None:
        if not asked.is_set() and main is not None:
            asked.set()
            main.cancel()

    for number in end_signals():
        loop.add_signal_handler(number, end)
    try:
        with Terminal() as terminal:
            async with local_broker(kafka_dir, ephemeral=ephemeral, port=port, progress=terminal) as running:
                _print(running, as_json)
                terminal.say(f"{'started' if running.started_here else 'was running already'}; Ctrl-C ends it")
                await running.ended()
    except asyncio.CancelledError:
        if not asked.is_set():
            raise
        return
    if running.started_here:
        raise BrokerError(f"the broker has ended by itself; its log: {running.data_dir / 'broker.log'}")


def _print(running: Broker, as_json: bool) -> None:
    if as_json:
        content = {
            "bootstrap_servers": running.bootstrap_servers,
            "data_dir": str(running.data_dir),
            "started_here": running.started_here,
            "pid": running.pid,
            "cluster_id": running.cluster_id,
        }
        click.echo(json.dumps(content))
    else:
        click.echo(running.bootstrap_servers)
    sys.stdout.flush()
