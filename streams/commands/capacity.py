"""`rowback capacity`: how much of everything a load needs."""

from __future__ import annotations

from dataclasses import asdict

import rich_click as click
from rich.table import Table

from streams import capacity as model
from streams.commands import options, terminal

UNITS = ((1e15, "PB"), (1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
POSITIVE = click.FloatRange(min=0, min_open=True, max=1e15)
SHARE = click.FloatRange(0, 1)


@click.command(
    epilog=options.examples(
        ("rowback capacity --captures-per-day 1e6", "a million looks a day"),
        ("rowback capacity --captures-per-day 1e9 --json", "a billion, for machines"),
        ("rowback capacity --captures-per-day 5e7 --kb 4 --identical 0.4", "plain text, often the same"),
    )
)
@click.option("--captures-per-day", type=POSITIVE, required=True, help="Looks at pages; 1e6 is a million.")
@click.option("--kb", type=POSITIVE, default=100.0, show_default=True, help="Kilobytes of a capture.")
@click.option("--identical", type=SHARE, default=0.07, show_default=True, help="Share with the same bytes as before.")
@click.option("--versions", type=SHARE, default=0.26, show_default=True, help="Share that leads to a new version.")
@click.option("--new", type=click.FloatRange(0.0001, 1), default=0.06, show_default=True, help="Share of new pages.")
@click.option("--peak", type=click.FloatRange(1, 100), default=3.0, show_default=True, help="Times the average rate.")
@click.option("--replication", type=click.IntRange(1, 7), default=3, show_default=True, help="Copies that Kafka keeps.")
@click.option("--raw-days", type=POSITIVE, default=7.0, show_default=True, help="Days that captures are kept.")
@click.option("--said-days", type=POSITIVE, default=365.0, show_default=True, help="Days that events are kept.")
@click.option("--known-days", type=POSITIVE, default=365.0, show_default=True, help="Days that a page is watched.")
@click.option(
    "--compressed-to", type=click.FloatRange(0.01, 1), default=1.0, show_default=True, help="Of their bytes, if zipped."
)
@options.as_json
def capacity(
    captures_per_day: float,
    kb: float,
    identical: float,
    versions: float,
    new: float,
    peak: float,
    replication: int,
    raw_days: float,
    said_days: float,
    known_days: float,
    compressed_to: float,
    as_json: bool,
) -> None:
    """Say what a load needs: workers, partitions, memory, disk, network.

    A model with measured constants; streams/capacity.md says what it leaves out. Needs no Kafka.
    """
    if new > versions:
        raise click.UsageError("--new is more than --versions: each new page is a version")
    load = model.Load(
        captures_per_day=captures_per_day,
        mix=model.Mix(kb, identical, versions, new),
        peak=peak,
        replication=replication,
        raw_days=raw_days,
        said_days=said_days,
        known_days=known_days,
        compressed_to=compressed_to,
    )
    need = model.needed(load)
    if as_json:
        terminal.write_json({"load": asdict(load), "need": asdict(need), "measured": model.where_measured()})
    else:
        _show(need)


def _show(need: model.Need) -> None:
    table = Table.grid(padding=(0, 2))
    for name, value in _rows(need):
        table.add_row(name, value)
    console = terminal.console()
    console.print(table)
    console.print(f"measured: {model.where_measured()}", style="dim", highlight=False)


def _rows(need: model.Need) -> list[tuple[str, str]]:
    return [
        (
            "captures a second",
            f"{need.captures_per_second_average:,.1f}, at the peak {need.captures_per_second_peak:,.1f}",
        ),
        ("workers", f"{need.workers:,}, a core each, {model.UTILISATION:.0%} busy at the peak"),
        ("partitions", f"{need.partitions:,}, fixed when the topics are created"),
        ("memory of a worker", f"{_bytes(need.worker_memory_bytes_each)} at most"),
        ("disk of a worker", _bytes(need.worker_disk_bytes_each)),
        ("cores of all brokers", f"{need.broker_cores:,.1f}"),
        ("disk of all brokers", _bytes(need.broker_disk_bytes)),
        ("network into the brokers", f"{_bytes(need.network_in_bytes_per_second)}/s"),
        ("network between them", f"{_bytes(need.network_between_brokers_bytes_per_second)}/s"),
        ("network out of them", f"{_bytes(need.network_out_bytes_per_second)}/s"),
        ("pages known, and their state", f"{need.pages_known:,.0f}, {_bytes(need.state_bytes)}"),
        ("a worker without its disk is back in", f"{need.recovery_seconds_without_disk:,.0f} s"),
        ("most that one site may have", f"{need.site_captures_per_second_max:,.0f} captures a second"),
    ]


def _bytes(count: float) -> str:
    for size, unit in UNITS:
        if count >= size:
            return f"{count / size:,.1f} {unit}"
    return f"{count:,.0f} bytes"
