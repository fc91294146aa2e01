"""`rowback newsroom`: invented news sites on loopback, to poll and to be scored against."""

from __future__ import annotations

import asyncio
from pathlib import Path

import rich_click as click

from streams.commands import display, options, terminal
from streams.commands.interrupting import until_interrupted
from streams.newsroom import Newsroom, NewsroomError, NewsroomSettings
from streams.newsroom.settings import ARTICLES_MAX, SITES_MAX

FEEDS_SHOWN_MAX = 20


@click.command(
    epilog=options.examples(
        ("rowback newsroom", "five sites that edit their articles until Ctrl-C"),
        ("rowback newsroom --sites 200 --articles 20000 --edits-per-minute 600", "a load to test with"),
        ("rowback newsroom --seconds 180 --ledger day.jsonl --json", "three minutes, and what really happened"),
    )
)
@click.option("--sites", type=click.IntRange(1, SITES_MAX), default=5, show_default=True, help="Sites, each on a port.")
@click.option(
    "--articles",
    type=click.IntRange(1, ARTICLES_MAX),
    default=40,
    show_default=True,
    help="Articles that stand there at the beginning.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same day.")
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help="End after so long; without it never.")
@click.option(
    "--edits-per-minute", type=click.FloatRange(0, 60_000), default=20, show_default=True, help="Edits of all sites."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=0,
    help="Port of the list of feeds; the sites take those after it. Without it any that are free.",
)
@click.option(
    "--ledger", type=click.Path(path_type=Path, dir_okay=False), help="Write what really happened here (JSON Lines)."
)
@options.as_json
def newsroom(
    sites: int,
    articles: int,
    seed: int,
    seconds: float | None,
    edits_per_minute: float,
    port: int,
    ledger: Path | None,
    as_json: bool,
) -> None:
    """Run a small newsroom on this machine: invented sites that publish feeds and pages and edit them silently.

    They also copy from each other, break off, redate, redesign, go down, move and lie about what has changed: all that
    a poller meets. The ledger says what really happened, so that a run against it can be scored. The sites listen
    on 127.0.0.1 only. Ctrl-C ends them.
    """
    try:
        settings = NewsroomSettings(
            sites=sites,
            articles=articles,
            seed=seed,
            seconds=seconds,
            edits_per_minute=edits_per_minute,
            port=port,
            ledger=ledger,
        )
    except ValueError as fault:
        raise click.UsageError(str(fault)) from fault
    try:
        asyncio.run(_run(settings, as_json))
    except NewsroomError as fault:
        raise click.ClickException(str(fault)) from fault


async def _run(settings: NewsroomSettings, as_json: bool) -> None:
    async def work() -> None:
        async with Newsroom(settings) as room:
            _show(room, as_json)
            await asyncio.sleep(settings.seconds) if settings.seconds else await asyncio.Event().wait()

    await until_interrupted(work())


def _show(room: Newsroom, as_json: bool) -> None:
    if as_json:
        terminal.write_json({"url": room.url, "feeds": room.feeds, "ledger": str(room.ledger_path)})
        return
    console = terminal.console()
    for feed in room.feeds[:FEEDS_SHOWN_MAX]:
        console.print(feed, soft_wrap=True, highlight=False)
    if len(room.feeds) > FEEDS_SHOWN_MAX:
        console.print(f"... and {len(room.feeds) - FEEDS_SHOWN_MAX} more", highlight=False)
    display.err().print(f"all of them: {room.url}\nledger: {room.ledger_path}", soft_wrap=True)
