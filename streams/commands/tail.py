"""`rowback tail`: follow what rowback says."""

from __future__ import annotations

import logging
import re
import time as clock
from collections.abc import Iterable
from pathlib import Path

import rich_click as click
from aiokafka import ConsumerRecord
from rich.padding import Padding

from streams import topology
from streams.commands import options, terminal
from streams.commands.entries import INDENT, Entries, attributes, sites_of, value_of, words_of
from streams.commands.interrupting import until_interrupted
from streams.hosts.reading import Start, follow
from streams.web import time

FOLLOWED = (topology.REVISED, topology.DUPLICATED, topology.CLEANED, topology.PAGE_CHANGED, topology.SITE_CHANGED)
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_AGO = re.compile(r"(\d{1,6})([smhd])")


@click.command(
    epilog=options.examples(
        ("rowback tail", "new articles, revisions, copies, as they are said"),
        ("rowback tail --from-beginning --until-end", "all there is, then stop"),
        ("rowback tail article.revised --kind correction --since 2h", "corrections of the last two hours"),
        ("rowback tail --json article.revised | jq .value.kind", "for machines"),
    )
)
@click.argument("topics", metavar="[TOPIC]...", nargs=-1, type=click.Choice(topology.PUBLIC))
@click.option("--from-beginning", is_flag=True, help="Begin with the oldest event there is.")
@click.option("--since", metavar="TIME", help="Begin with what was said at TIME: RFC 3339, a day, or 30m, 2h, 3d ago.")
@click.option("--until-end", is_flag=True, help="Stop where the topics end now.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many events.")
@click.option("--site", "sites", multiple=True, metavar="SITE", help="Only events about this site; may be repeated.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    help="Only these: correction, excerpt, gone, ...; may be repeated.",
)
@options.bootstrap_servers
@options.data_dir
@options.as_json
def tail(
    topics: tuple[str, ...],
    from_beginning: bool,
    since: str | None,
    until_end: bool,
    limit: int | None,
    sites: tuple[str, ...],
    kinds: tuple[str, ...],
    bootstrap_servers: str | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Follow events as readable lines, until Ctrl-C.

    Without TOPIC: new articles, revisions, copies, and what happens to pages and sites. Begins with what comes from
    now on unless told otherwise. Reads the Kafka that runs and starts none; nobody else notices.

    --kind chooses by the words of the events: the kind of a revision or of one of its edits, the relation of a copy,
    the change of a page or site, an outcome, the reason of a rejection.
    """
    if from_beginning and since:
        raise click.UsageError("--from-beginning and --since exclude each other")
    start: Start = "beginning" if from_beginning else "end" if since is None else _milliseconds(since)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # what goes wrong is said once, in our words
    chosen = Chosen(topics or FOLLOWED, new_only=not topics, sites=sites, kinds=kinds)
    _tail(chosen, start, until_end, limit, bootstrap_servers, data_dir, as_json)


@options.asynchronous
async def _tail(
    chosen: Chosen,
    start: Start,
    until_end: bool,
    limit: int | None,
    bootstrap_servers: str | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    async def work() -> None:
        async with options.attached(bootstrap_servers, data_dir) as kafka:
            printer = Printer(as_json)
            count = 0
            async for record in follow(kafka.bootstrap_servers, chosen.topics, start, until_end=until_end):
                if chosen.takes(record, printer):
                    printer.write(record)
                    count += 1
                    if count == limit:
                        return

    await until_interrupted(work())


class Chosen:
    """Which events are wanted."""

    def __init__(
        self, topics: Iterable[str], *, new_only: bool, sites: Iterable[str] = (), kinds: Iterable[str] = ()
    ) -> None:
        self.topics = tuple(dict.fromkeys(topics))
        self._new_only = new_only
        self._sites = set(sites)
        self._kinds = {kind.replace(" ", "_") for kind in kinds}

    def takes(self, record: ConsumerRecord, printer: Printer) -> bool:
        """Tell whether an event is wanted; its headline is remembered in any case."""
        value = value_of(record)
        if value is None:
            return not self._sites and not self._kinds
        printer.entries.learn(record.topic, value)
        if self._new_only and record.topic == topology.CLEANED and value.get("version") != 1:
            return False  # later versions are told as revisions
        if self._sites and not self._sites & sites_of(record.topic, value):
            return False
        return not self._kinds or bool(self._kinds & words_of(record.topic, value))


class Printer:
    """Writes events to stdout, as lines for people or as JSON."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self.console = terminal.console()
        colour = self.console.color_system is not None and not self.console.no_color
        self.entries = Entries(colour=colour)

    def write(self, record: ConsumerRecord) -> None:
        """Write one event."""
        value = value_of(record)
        if self._as_json:
            where = {"topic": record.topic, "partition": record.partition, "offset": record.offset}
            terminal.write_json({**where, **attributes(record), "value": value})
            return
        for line in self.entries.lines(record.topic, value):
            indented = self.console.is_terminal and line.plain.startswith(INDENT)
            self.console.print(Padding(line[len(INDENT) :], (0, 0, 0, len(INDENT))) if indented else line)


def _milliseconds(since: str) -> int:
    """Return a time, or how long ago, as a Kafka timestamp."""
    if ago := _AGO.fullmatch(since):
        return int((clock.time() - int(ago[1]) * SECONDS[ago[2]]) * 1000)
    try:
        return time.instant(since, day_allowed=True) // 1000
    except ValueError as fault:
        raise click.BadParameter(
            f"{since!r}: {fault}; or say how long ago: 30m, 2h, 3d", param_hint="--since"
        ) from None
