"""`rowback demo`: a local Kafka, a worker, and a day of five invented newsrooms in a minute."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import rich_click as click
from aiokafka import ConsumerRecord
from rich.live import Live
from rich.table import Table
from rich.text import Text

from streams import samples, topology, vocabulary
from streams.broker import Broker, local_broker
from streams.captures.items import site_of_line
from streams.commands import display, options, terminal
from streams.commands.entries import value_of
from streams.commands.interrupting import until_interrupted
from streams.commands.tail import FOLLOWED, Chosen, Printer
from streams.handler import FAILED
from streams.hosts import topics
from streams.hosts.draining import Drain
from streams.hosts.feeding import Feeder
from streams.hosts.reading import follow
from streams.hosts.workers import Workers
from streams.settings import Settings

PARTITIONS = 4
QUIET = ("unchanged", "noise_only", "muted")  # outcomes that nobody wants a line for; that is the point of rowback
TOLD = ("cut_off", "late", "rejected")  # outcomes that no other event tells
QUIET_LINE_EVERY = 5  # quiet outcomes, where lines cannot be rewritten
STEP_SECONDS = 0.2


@click.command(
    epilog=options.examples(
        ("rowback demo", "a minute of news, and what rowback says of it"),
        ("rowback demo --seconds 0 --json", "all at once, for machines"),
        ("rowback demo --keep", "leave it running, to look around with tail, status and rejected"),
    )
)
@click.option(
    "--seconds",
    type=click.FloatRange(0, 86_400),
    default=60,
    show_default=True,
    help="How long the captures take to arrive; 0: as fast as they can.",
)
@click.option("--keep", is_flag=True, help="Keep Kafka and the worker running at the end, until Ctrl-C.")
@options.as_json
def demo(seconds: float, keep: bool, as_json: bool) -> None:
    """See rowback at work, on this machine, with nothing to set up.

    Starts a throw-away Kafka and a worker, and lets the captures of one day of five invented newsrooms arrive: new
    articles, silent edits, corrections, copies, a quote that is changed and changed back, a page that breaks off, pages
    that go and come back, and many looks at which nothing but noise has changed. The first run fetches Kafka.

    Ctrl-C ends everything; nothing is left behind.
    """
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # the start of a broker is noisy, and not a fault
    _demo(seconds, keep, as_json)


@options.asynchronous
async def _demo(seconds: float, keep: bool, as_json: bool) -> None:
    async def work() -> None:
        async with local_broker(ephemeral=True) as kafka:
            await Demo(kafka, seconds, keep, as_json).run()

    if await until_interrupted(work()):
        with suppress(OSError):  # a terminal that is gone
            display.err().print("ended; nothing is left behind")


class Demo:
    """One run: feed, show, count."""

    def __init__(self, kafka: Broker, seconds: float, keep: bool, as_json: bool) -> None:
        self._kafka = kafka
        self._seconds = seconds
        self._keep = keep
        self._as_json = as_json
        self._lines = samples.path().read_bytes().splitlines()
        self._finish = asyncio.Event()
        self.show = Show(as_json, len(self._lines))

    async def run(self) -> None:
        """Run the demo to its end."""
        # Below the broker's throw-away directory, which its supervisor removes even when this command is killed.
        tables = self._kafka.data_dir / "tables"
        settings = Settings(bootstrap_servers=self._kafka.bootstrap_servers, partitions=PARTITIONS, data_dir=tables)
        await topics.ensure(settings)
        async with Workers(settings, 1) as workers:
            display.err().print(f"{len(self._lines)} captures of 5 newsrooms; times are those of their day")
            with self.show.live():
                async with self._shown():
                    await self._feed(settings, workers)
                    await self._drain(settings, workers)
            self.show.summary()
            if self._keep:
                await self._stay(workers)
        self.show.check()

    @asynccontextmanager
    async def _shown(self) -> AsyncIterator[None]:
        """Show events while captures are fed, and at the end all that is left of them."""
        task = asyncio.create_task(self._follow())
        try:
            yield
            self._finish.set()
            await task
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def _follow(self) -> None:
        wanted = (*FOLLOWED, topology.SETTLED)
        async for record in follow(self._kafka.bootstrap_servers, wanted, "beginning", finish=self._finish):
            self.show.take(record)

    async def _feed(self, settings: Settings, workers: Workers) -> None:
        feeder = Feeder(settings.bootstrap_servers, settings.partitions)
        await feeder.start()
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            for number, line in enumerate(self._lines, 1):
                await feeder.write(line, site_of_line(line))
                due = begun + self._seconds * number / len(self._lines)
                if due > loop.time():
                    await feeder.flush()
                while (left := due - loop.time()) > 0:
                    workers.check()
                    await asyncio.sleep(min(left, STEP_SECONDS))
        finally:
            await feeder.stop()

    async def _drain(self, settings: Settings, workers: Workers) -> None:
        drain = Drain(settings.bootstrap_servers, settings.app_id, settings.partitions)
        await drain.start()
        try:
            await drain.wait(workers.check, lambda _left: None)
        finally:
            await drain.stop()

    async def _stay(self, workers: Workers) -> None:
        servers = self._kafka.bootstrap_servers
        console = display.err()
        console.print("\nKafka and the worker go on until Ctrl-C. In another terminal:")
        for command in ("tail --from-beginning", "status", "rejected list"):
            console.print(f"  rowback {command} --bootstrap-servers {servers}", soft_wrap=True)
        while True:
            workers.check()
            await asyncio.sleep(1)


class Show:
    """Events as lines; outcomes that say nothing as a running count."""

    def __init__(self, as_json: bool, expected: int) -> None:
        self._as_json = as_json
        self._expected = expected
        self._printer = Printer(as_json)
        self._chosen = Chosen(FOLLOWED, new_only=True)
        self._outcomes: Counter[str] = Counter()
        self._events: Counter[str] = Counter()
        self._failed = 0
        console = self._printer.console
        can_rewrite = console.is_terminal and not as_json
        self._live = Live(console=console, transient=True, auto_refresh=False) if can_rewrite else None

    def live(self) -> Live | Quiet:
        """Return the context in which the running count stands below the lines."""
        return self._live or Quiet()

    def take(self, record: ConsumerRecord) -> None:
        """Show one event, or count it."""
        self._events[record.topic] += 1
        if record.topic != topology.SETTLED:
            if self._chosen.takes(record, self._printer):
                self._printer.write(record)
            return
        value = value_of(record) or {}
        outcome = value.get("outcome", "")
        self._outcomes[outcome] += 1
        self._failed += (value.get("reason") or "").startswith(f"{FAILED}:")
        if self._as_json or outcome in TOLD:
            self._printer.write(record)
        self._count(outcome)

    def _count(self, outcome: str) -> None:
        quiet = {name: self._outcomes[name] for name in QUIET if self._outcomes[name]}
        words = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in quiet.items()) or "none"
        seen = f"{sum(self._outcomes.values())} of {self._expected} captures settled"
        line = Text(f"quiet so far: {words}  ({seen})", "dim")
        if self._live is not None:
            self._live.update(line, refresh=True)
        elif outcome in QUIET and sum(quiet.values()) % QUIET_LINE_EVERY == 0 and not self._as_json:
            self._printer.console.print(line)

    def check(self) -> None:
        """Fail where a fault of ours has rejected a capture: that is no result."""
        if self._failed:
            raise click.ClickException(
                f"{self._failed:,} captures met a fault in rowback itself: please report it with the log above"
            )

    def summary(self) -> None:
        """Say what came of all captures, and where to look next."""
        if self._as_json:
            counts = {
                "captures": self._outcomes.total(),
                "outcomes": dict(self._outcomes),
                "events": dict(self._events),
            }
            terminal.write_json({"summary": counts})
            return
        table = Table(title=f"{self._outcomes.total()} captures", title_justify="left")
        table.add_column("outcome")
        table.add_column("captures", justify="right")
        for outcome in vocabulary.OUTCOMES:
            if self._outcomes[outcome]:
                table.add_row(outcome, str(self._outcomes[outcome]))
        self._printer.console.print(table)
        self._printer.console.print(Text(NEXT))


class Quiet:
    """A context that does nothing."""

    def __enter__(self) -> Quiet:
        return self

    def __exit__(self, *_: object) -> None:
        return None


NEXT = """Where to look next:
  rowback compare OLD NEW               the same judgement of two files of your own
  rowback replay --sample --out out     this day once more, all events as files
  rowback describe                      the topics, and which stage writes them
  rowback broker, worker, tail, status  the parts one by one, for good"""
