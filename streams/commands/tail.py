"""`rowback tail`: follow what rowback says."""

from __future__ import annotations

import logging
import re
import sys
import time as clock
from pathlib import Path

import rich_click as click
from aiokafka import ConsumerRecord
from rich.padding import Padding

from streams import topology, vocabulary
from streams.commands import failing, options, terminal
from streams.commands.entries import INDENT, Entries, attributes, value_of
from streams.commands.interrupting import until_interrupted
from streams.commands.tail_choice import Chosen, known_kinds
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
        ("rowback tail --signal number --significance 0.4 --text ferry", "numbers changed about a ferry"),
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
@click.option(
    "--signal",
    "signals",
    multiple=True,
    type=click.Choice(vocabulary.SIGNALS),
    metavar="SIGNAL",
    help="Only revisions with this signal: number, name, negation, ...; may be repeated.",
)
@click.option(
    "--significance",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="LEAST",
    help="Only revisions at least so significant, from 0 to 1.",
)
@click.option("--text", metavar="WORDS", help='Only with these words: "a phrase", begin*, -without.')
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
    signals: tuple[str, ...],
    significance: float,
    text: str | None,
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
    chosen = Chosen(
        topics or FOLLOWED,
        new_only=not topics,
        sites=sites,
        kinds=known_kinds(kinds, topics),
        signals=signals,
        significance_min=significance,
        text=text,
    )
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
                if printer.takes(record, chosen):
                    if not _is_read(printer, record):
                        return
                    count += 1
                    if count == limit:
                        return

    await until_interrupted(work())


class Printer:
    """Writes events to stdout, as lines for people or as JSON."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self.console = terminal.console()
        colour = self.console.color_system is not None and not self.console.no_color
        self.entries = Entries(colour=colour)

    def takes(self, record: ConsumerRecord, chosen: Chosen) -> bool:
        """Tell whether an event is wanted; its headline is remembered in any case."""
        value = value_of(record)
        if value is None:
            return chosen.is_all
        self.entries.learn(record.topic, value)
        return chosen.fits(record.topic, value)

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


def _is_read(printer: Printer, record: ConsumerRecord) -> bool:
    """Write one event; return False where nobody reads any more (``| head`` has what it wanted)."""
    try:
        printer.write(record)
        sys.stdout.flush()
    except BrokenPipeError:
        failing.discard_stdout()
        return False
    except SystemExit:  # so does rich end a program whose reader has gone
        return False
    return True


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
