"""`rowback replay`: captures from files through Kafka to the end."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import rich_click as click
from rich.table import Table

from streams import samples, topology, vocabulary
from streams.captures import UnreadableInput, read, total_bytes
from streams.commands import display, options
from streams.handler import FAILED
from streams.hosts.collecting import tally
from streams.hosts.connection import connected
from streams.hosts.replaying import Replay, Request
from streams.hosts.reprocessing import DIFFERENCES, Compared, Old
from streams.hosts.rules import joined
from streams.settings import Settings

PROBE_BYTES = 4096  # a full disk still makes empty files


@click.command(
    epilog=options.examples(
        ("rowback replay --sample --out out", "the sample captures that the demo shows"),
        ("rowback replay captures.jsonl.gz --out out", "JSON Lines in the shape of article.raw"),
        ("rowback replay crawl.warc.gz --out out", "a web archive"),
        ("rowback replay ./texts --out out", "a folder of .txt and .html files"),
        ("cat captures.jsonl | rowback replay - --out out", "standard input"),
        ("rowback replay --from-start --bootstrap-servers kafka:9092 --out out", "what this version would have said"),
        ("rowback replay --from-start --into new:9092 --out out", "the same, into a Kafka to go on with"),
    )
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where the files go.")
@click.option("--sample", is_flag=True, help="Take the sample captures that come with rowback instead of PATHS.")
@click.option("--from-start", is_flag=True, help="Judge anew all captures of a running Kafka instead of PATHS.")
@click.option(
    "--into",
    metavar="HOST:PORT|FOLDER",
    help="With --from-start, the Kafka that gets what is said now, or a local one's folder.  [default: thrown away]",
)
@click.option("--captured-at", metavar="TIME", help="Time of the captures that do not say theirs (RFC 3339).")
@click.option(
    "--workers", type=click.IntRange(0, 64), default=1, show_default=True, help="Worker processes; 0: those that run."
)
@options.bootstrap_servers
@options.data_dir
@options.partitions
@options.rules
@options.confirm_after
@options.as_json
def replay(
    paths: tuple[Path, ...],
    out: Path,
    sample: bool,
    from_start: bool,
    into: str | None,
    captured_at: str | None,
    workers: int,
    bootstrap_servers: str | None,
    data_dir: Path | None,
    partitions: int,
    sources: tuple[Path, ...],
    confirm_after: float,
    as_json: bool,
) -> None:
    """Run captures from files through the stages, and write what they say.

    Writes OUT/<topic>.jsonl, one event a line, and OUT/outcomes.jsonl, one line for each capture in input order.
    Without --bootstrap-servers and --data-dir a throw-away Kafka is used, so that nothing is known from before. With
    one of them a replay that was cut short goes on where it stopped when the same command is given again.

    With --from-start the Kafka of --bootstrap-servers or --data-dir is only read: its captures go through the stages of
    this version on another Kafka, and what is said now is compared with what was said then. OUT/before has the old
    events, OUT/differences.jsonl those that one of the two does not have.
    """
    if (bool(paths), sample, from_start).count(True) != 1:
        raise click.UsageError("name the files and folders to read, or use --sample or --from-start")
    if into is not None and not from_start:
        raise click.UsageError("--into says where --from-start goes: other replays use --bootstrap-servers")
    if from_start:
        _probe(out)
        settings = options.settings(partitions=partitions, sources=joined(sources), confirm_after_seconds=confirm_after)
        _from_start(Request((), out, None, workers), (bootstrap_servers, data_dir), into, settings, as_json)
        return
    if not workers and bootstrap_servers is None and data_dir is None:
        raise click.UsageError(
            "--workers 0 needs --bootstrap-servers or --data-dir: no worker can find a Kafka that is thrown away"
        )
    try:
        read([], captured_at=captured_at)
    except UnreadableInput as fault:
        raise click.BadParameter(str(fault), param_hint="--captured-at") from fault
    _probe(out)
    chosen = (samples.path(),) if sample else paths
    request = Request(chosen, out, captured_at, workers)
    options.rule_book(sources, confirm_after)
    settings = options.settings(partitions=partitions, sources=joined(sources), confirm_after_seconds=confirm_after)
    _replay(request, bootstrap_servers, data_dir, settings, as_json)


def _probe(out: Path) -> None:
    """Make sure that files can be written to a folder, before Kafka is started for nothing."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=out, prefix=".probe-") as file:
            file.write(b"\0" * PROBE_BYTES)
    except OSError as fault:
        raise click.ClickException(f"{out}: {fault.strerror or 'cannot be written'}") from fault


@options.asynchronous
async def _from_start(
    request: Request, old: tuple[str | None, Path | None], into: str | None, settings: Settings, as_json: bool
) -> None:
    async with options.attached(*old) as kafka:
        reading = Old(kafka.bootstrap_servers, kafka.cluster_id)
        await reading.inputs()  # what is missing is said before another Kafka is started for nothing
        named = into is not None and ":" in into
        servers, folder = (into, None) if named else (None, Path(into) if into else None)
        await _run(replace(request, old=reading), servers, folder, settings, as_json, None)


@options.asynchronous
async def _replay(
    request: Request, bootstrap_servers: str | None, data_dir: Path | None, settings: Settings, as_json: bool
) -> None:
    total = total_bytes(request.paths)  # what is missing is said before Kafka is started for nothing
    await _run(request, bootstrap_servers, data_dir, settings, as_json, total)


async def _run(
    request: Request,
    bootstrap_servers: str | None,
    data_dir: Path | None,
    settings: Settings,
    as_json: bool,
    total: int | None,
) -> None:
    ephemeral = bootstrap_servers is None and data_dir is None
    async with connected(bootstrap_servers, data_dir, ephemeral=ephemeral) as kafka:
        if request.old is not None and request.old.cluster_id == kafka.cluster_id:
            raise click.UsageError("--into names the Kafka that is read: what is said now needs one of its own")
        # A throw-away Kafka's directory is removed by its supervisor even when this command is killed; beside a Kafka
        # that stays the tables do too, and a replay that was cut short goes on with them.
        tables = data_dir or (kafka.directory / "tables" if kafka.directory else request.out / ".tables")
        settings = settings.model_copy(update={"bootstrap_servers": kafka.bootstrap_servers, "data_dir": tables})
        with display.Progress() as progress:
            run = Replay(kafka, settings, request, progress, total)
            outcomes = await run.run()
        if tables.parent == request.out:
            shutil.rmtree(tables, ignore_errors=True)
    _report(run, outcomes, request.out, as_json)
    _check(outcomes)


def _report(run: Replay, outcomes: list[dict[str, Any]], out: Path, as_json: bool) -> None:
    counts = tally(outcomes)
    if as_json:
        said = {"events": run.events, "skipped": dict(run.skipped), "resumed": run.resumed, **_compared(run)}
        click.echo(orjson.dumps({"captures": len(outcomes), "outcomes": dict(counts), **said}).decode())
        return
    console = display.out()
    if run.resumed:
        console.print(f"Went on where an earlier run had stopped: {run.resumed:,} captures were written by then")
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
    if run.compared is not None:
        _show(run.compared, out)


def _compared(run: Replay) -> dict[str, Any]:
    """Return what differs from what was said before, as plain data; nothing where nothing was compared."""
    if run.compared is None:
        return {}
    changed = [
        {"before": before, "now": now, "captures": count}
        for (before, now), count in sorted(run.compared.outcomes.items())
        if before != now
    ]
    events = {
        topic: {"same": same, "only_before": before, "only_now": now}
        for topic, (same, before, now) in run.compared.events.items()
    }
    pages = run.compared.pages_of_other_articles
    return {"compared": {"events": events, "outcomes_changed": changed, "pages_of_other_articles": pages}}


def _show(compared: Compared, out: Path) -> None:
    console = display.out()
    table = Table(title="Compared with what was said before", title_justify="left")
    for name in ("topic", "same", "only before", "only now"):
        table.add_column(name, justify="left" if name == "topic" else "right")
    for topic, counts in compared.events.items():
        table.add_row(topic, *(f"{count:,}" for count in counts))
    console.print(table)
    for (before, now), count in compared.outcomes.most_common():
        if before != now:
            console.print(f"{count:,} captures: {before}, now {now}")
    if compared.pages_of_other_articles:
        console.print(f"{compared.pages_of_other_articles:,} pages belong to other articles")
    console.print(f"What differs is in {out / DIFFERENCES}")


def _check(outcomes: list[dict[str, Any]]) -> None:
    """A capture that a fault of ours has rejected is no result: say so, and fail."""
    failed = [outcome for outcome in outcomes if (outcome["reason"] or "").startswith(f"{FAILED}:")]
    if failed:
        raise click.ClickException(
            f"{len(failed):,} captures met a fault in rowback itself, the first at {failed[0]['source']}: please "
            "report it with the log above; all of them are in article.rejected.jsonl"
        )
