"""Put a realistic load on brokers and workers, find the highest rate that is held, and check every event.

Captures come at intended times, whatever became of those before (no coordinated omission); a rate is held where 99 of
100 captures are settled within 2 seconds of theirs and everything that was said is right. Without options everything
runs in containers (docker compose, profile load: three brokers); --local needs no Docker, --bootstrap-servers takes
what runs already.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvloop
from aiokafka.errors import KafkaError

from streams.broker import BrokerError
from streams.hosts.topics import TopicsError
from streams.hosts.workers import WorkersDied
from tests.benchmarks import captures, recorded
from tests.benchmarks.captures import MIXES, Capture
from tests.benchmarks.process import NotMeasurable
from tests.compose.project import Failed, Unavailable
from tests.load import composed, machine, plot, report, stack
from tests.load.ledger import Oracle
from tests.load.measuring import Bench
from tests.load.search import WARM_UP_CAPTURES, Plan, search

ENDLESS = 10**9
FAULTS = (BrokerError, KafkaError, WorkersDied, NotMeasurable, TopicsError, Failed, Unavailable, TimeoutError)
VERSIONS_MAX = 8  # of a page: with more the oldest texts go, and what is compared with what depends on the moment
PARTITIONS = 8


def stream(options: Namespace) -> Iterator[Capture]:
    """Return the captures of a run, the same for the same options."""
    mix = MIXES[options.mix]
    if options.pages is None:
        return captures.generate(mix, ENDLESS, options.seed, opened=WARM_UP_CAPTURES, versions_max=VERSIONS_MAX)
    return recorded.generate(options.pages, mix, ENDLESS, options.seed)


@asynccontextmanager
async def stack_of(options: Namespace) -> AsyncIterator[stack.Stack]:
    """Yield what is to be put under load."""
    if options.bootstrap_servers:
        servers, metrics = options.bootstrap_servers, options.metrics
        async with stack.elsewhere(servers, options.workers, options.partitions, metrics) as found:
            yield found
    else:
        async with stack.local(options.workers, options.partitions) as found:
            yield found


async def measure(options: Namespace) -> dict[str, Any]:
    """Run the plan and return the report."""
    around = machine.described()
    plan = Plan(options.seconds, options.latency_seconds, tuple(options.rates or ()))
    oracle = Oracle(stream(options), options.partitions)
    async with stack_of(options) as under_load:
        say(f"{under_load.workers} workers at {under_load.servers} are at work")
        async with Bench(under_load, stream(options), options.seed, say) as bench:
            found = await search(bench, plan, say)
        memory, disk = under_load.memory(), under_load.disk()
    bench.judge(oracle)
    where = options.where or ("local" if not options.bootstrap_servers else options.bootstrap_servers)
    scene = report.Scene(
        f"{where}, {options.mix} mix",
        under_load.workers,
        under_load.partitions,
        around,
        memory,
        disk,
        oracle.captures,
        oracle.messages,
        oracle.bytes,
        oracle.state(),
    )
    return report.as_value(scene, found)


def parsed(arguments: list[str]) -> Namespace:
    """Return the options."""
    parser = ArgumentParser(prog="python -m tests.load", description=__doc__)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--local", action="store_true", help="a Kafka and workers on this machine, without Docker")
    where.add_argument("--bootstrap-servers", metavar="ADDRESS", help="a Kafka with workers that run already")
    parser.add_argument("--metrics", metavar="HOST:PORT", help="where the workers' metrics are, for their CPU")
    parser.add_argument("--workers", type=int, default=2, help="worker processes or containers (default: 2)")
    parser.add_argument("--partitions", type=int, default=PARTITIONS, help=f"of each topic (default: {PARTITIONS})")
    parser.add_argument("--mix", choices=MIXES, default="realistic", help="what is captured (default: realistic)")
    parser.add_argument("--pages", type=Path, help="real pages instead: JSON Lines with url and html, also .gz")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other captures (default: 1)")
    parser.add_argument("--seconds", type=float, default=20.0, help="for each rate (default: 20)")
    parser.add_argument("--latency-seconds", type=float, default=60.0, help="at a tenth of the held rate (default: 60)")
    parser.add_argument("--rates", type=float, nargs="+", help="these rates instead of a search")
    parser.add_argument("--out", type=Path, help="write text, JSON and an SVG plot into this folder")
    parser.add_argument("--where", help="what the report calls the place (default: local, or the address)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Parse, run, print; return 0, or 1 where no rate was held or nothing could be measured."""
    options = parsed(arguments)
    report.quiet()
    try:
        if options.local or options.bootstrap_servers:
            value = uvloop.run(measure(options))
        else:
            value = composed.measured(arguments, options.workers, say)
    except FAULTS as fault:
        say(f"{type(fault).__name__}: {fault}")
        return 1
    if options.out:
        write(value, options.out, "load" if options.local or options.bootstrap_servers else "load-docker")
    sys.stdout.write(report.as_json(value).decode() if options.json else report.as_text(value))
    return 0 if value["held_per_second"] is not None else 1


def write(value: dict[str, Any], folder: Path, name: str) -> None:
    """Write a report as text, JSON and picture."""
    report.write(folder, name, value, report.as_text(value))
    (folder / f"{name}.svg").write_text(plot.svg(value), encoding="utf-8")


def say(line: str) -> None:
    """Tell what is under way, beside the result."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - progress
