"""`rowback replay`: captures from files through Kafka to the end."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import rich_click as click
from rich.table import Table

from streams import samples, topology, vocabulary
from streams.captures import Oversize, Skipped, UnreadableInput, read, total_bytes
from streams.commands import display, options
from streams.handler import FAILED
from streams.hosts import topics
from streams.hosts.collecting import Collector, ends_of, tally
from streams.hosts.connection import Connection, connected
from streams.hosts.draining import Drain
from streams.hosts.feeding import VALUE_BYTES_MAX, Feeder
from streams.hosts.workers import Workers
from streams.settings import Settings

PROBE_BYTES = 4096  # a full disk still makes empty files


@click.command(
    epilog=options.examples(
        ("rowback replay --sample --out out", "the sample captures that the demo shows"),
        ("rowback replay captures.jsonl.gz --out out", "JSON Lines in the shape of article.raw"),
        ("rowback replay crawl.warc.gz --out out", "a web archive"),
        ("rowback replay ./texts --out out", "a folder of .txt and .html files"),
        ("cat captures.jsonl | rowback replay - --out out", "standard input"),
    )
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where the files go.")
@click.option("--sample", is_flag=True, help="Take the sample captures that come with rowback instead of PATHS.")
@click.option("--captured-at", metavar="TIME", help="Time of the captures that do not say theirs (RFC 3339).")
@click.option(
    "--workers", type=click.IntRange(0, 64), default=1, show_default=True, help="Worker processes; 0: those that run."
)
@options.bootstrap_servers
@options.data_dir
@options.partitions
@options.as_json
def replay(
    paths: tuple[Path, ...],
    out: Path,
    sample: bool,
    captured_at: str | None,
    workers: int,
    bootstrap_servers: str | None,
    data_dir: Path | None,
    partitions: int,
    as_json: bool,
) -> None:
    """Run captures from files through the stages, and write what they say.

    Writes OUT/<topic>.jsonl, one event a line, and OUT/outcomes.jsonl, one line for each capture in input order.
    Without --bootstrap-servers and --data-dir a throw-away Kafka is used, so that nothing is known from before.
    """
    if bool(paths) == sample:
        raise click.UsageError("name the files and folders to read, or use --sample")
    if not workers and bootstrap_servers is None and data_dir is None:
        raise click.UsageError(
            "--workers 0 needs --bootstrap-servers or --data-dir: no worker can find a Kafka that is thrown away"
        )
    try:
        read([], captured_at=captured_at)
    except UnreadableInput as fault:
        raise click.BadParameter(str(fault), param_hint="--captured-at") from fault
    _probe(out)
    _replay(
        [samples.path()] if sample else list(paths),
        out,
        captured_at,
        workers,
        bootstrap_servers,
        data_dir,
        partitions,
        as_json,
    )


def _probe(out: Path) -> None:
    """Make sure that files can be written to a folder, before Kafka is started for nothing."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=out, prefix=".probe-") as file:
            file.write(b"\0" * PROBE_BYTES)
    except OSError as fault:
        raise click.ClickException(f"{out}: {fault.strerror or 'cannot be written'}") from fault


@options.asynchronous
async def _replay(
    paths: list[Path],
    out: Path,
    captured_at: str | None,
    workers: int,
    bootstrap_servers: str | None,
    data_dir: Path | None,
    partitions: int,
    as_json: bool,
) -> None:
    total = total_bytes(paths)
    async with contextlib.AsyncExitStack() as stack:
        ephemeral = bootstrap_servers is None and data_dir is None
        kafka = await stack.enter_async_context(connected(bootstrap_servers, data_dir, ephemeral=ephemeral))
        tables = data_dir or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rowback-")))
        settings = Settings(bootstrap_servers=kafka.bootstrap_servers, partitions=partitions, data_dir=tables)
        run = Replay(kafka, settings, workers)
        outcomes = await run.through(paths, captured_at, total, out)
    _report(run, outcomes, out, as_json)
    _check(outcomes)


class Replay:
    """One replay: feed, wait until all stages are through, collect."""

    def __init__(self, kafka: Connection, settings: Settings, workers: int) -> None:
        self.kafka = kafka
        self.settings = settings
        self.workers = workers
        self.sources: list[str] = []
        self.events: dict[str, int] = {}
        self.skipped: Counter[str] = Counter()

    async def through(
        self, paths: list[Path], captured_at: str | None, total: int | None, out: Path
    ) -> list[dict[str, Any]]:
        """Run the captures through; write the files; return the outcomes in input order."""
        settings = self.settings
        await topics.ensure(settings)
        starts = await ends_of(settings.bootstrap_servers, list(topology.PUBLIC), settings.partitions)
        feeder = Feeder(settings.bootstrap_servers, settings.partitions)
        await feeder.start()
        with display.Progress() as progress:
            async with Workers(settings, self.workers) as group:
                try:
                    await self._feed(feeder, paths, captured_at, total, progress)
                finally:
                    await feeder.stop()
                await self._wait(group, len(feeder.numbers), progress)
            progress.start("collecting", None)
            collector = Collector(settings.bootstrap_servers, settings.partitions, starts)
            await collector.write_topics(out)
            outcomes = await self._outcomes(collector, feeder)
        self.events = collector.counts
        with (out / "outcomes.jsonl").open("wb") as file:
            file.writelines(orjson.dumps(outcome, option=orjson.OPT_APPEND_NEWLINE) for outcome in outcomes)
        return outcomes

    async def _feed(
        self, feeder: Feeder, paths: list[Path], captured_at: str | None, total: int | None, progress: display.Progress
    ) -> None:
        progress.start("reading", total)
        for count, item in enumerate(read(paths, captured_at=captured_at)):
            if count % 100 == 0:
                progress.advance_to(item.position)
                await asyncio.sleep(0)
            if isinstance(item, Skipped):
                self.skipped[item.reason] += 1
                continue
            self.sources.append(item.source)
            if isinstance(item, Oversize):
                await feeder.reject(item.head, item.size, item.sha256)
            elif len(item.value) > VALUE_BYTES_MAX:
                await feeder.reject(item.value, len(item.value), hashlib.sha256(item.value).hexdigest())
            else:
                await feeder.write(item.value, item.key)
        await feeder.flush()

    async def _wait(self, group: Workers, count: int, progress: display.Progress) -> None:
        progress.start("judging", count)
        drain = Drain(self.settings.bootstrap_servers, self.settings.app_id, self.settings.partitions)
        await drain.start()
        try:
            await drain.wait(group.check, lambda left: progress.advance_to(count - left))
        finally:
            await drain.stop()

    async def _outcomes(self, collector: Collector, feeder: Feeder) -> list[dict[str, Any]]:
        found = await collector.outcomes()
        articles = await collector.articles()
        outcomes = []
        for source, origin in zip(self.sources, feeder.origins(), strict=True):
            value = found[origin]
            page = value["page"]
            outcomes.append({**value, "article_id": articles.get(page, page) if page else None, "source": source})
        return outcomes


def _report(run: Replay, outcomes: list[dict[str, Any]], out: Path, as_json: bool) -> None:
    counts = tally(outcomes)
    if as_json:
        said = {"events": run.events, "skipped": dict(run.skipped)}
        click.echo(orjson.dumps({"captures": len(outcomes), "outcomes": dict(counts), **said}).decode())
        return
    console = display.out()
    table = Table(title=f"{len(outcomes):,} captures", title_justify="left")
    table.add_column("outcome")
    table.add_column("captures", justify="right")
    for outcome in vocabulary.OUTCOMES:
        if counts[outcome]:
            table.add_row(outcome, f"{counts[outcome]:,}")
    table.add_section()
    table.add_row("in all", f"{sum(counts.values()):,}")
    console.print(table)
    listed = ", ".join(
        f"{count:,} {topic}" for topic, count in run.events.items() if count and topic != topology.SETTLED
    )
    console.print(f"Events: {listed or 'none'}. The files are in {out}/")
    for reason, count in run.skipped.items():
        console.print(f"Skipped, because they are no captures: {count:,} ({reason})")


def _check(outcomes: list[dict[str, Any]]) -> None:
    """A capture that a fault of ours has rejected is no result: say so, and fail."""
    failed = [outcome for outcome in outcomes if (outcome["reason"] or "").startswith(f"{FAILED}:")]
    if failed:
        raise click.ClickException(
            f"{len(failed):,} captures met a fault in rowback itself, the first at {failed[0]['source']}: please "
            "report it with the log above; all of them are in article.rejected.jsonl"
        )
