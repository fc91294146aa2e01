"""Does twice the workers mean twice the captures? One, two and four workers, each held to the same share of a core.

A backlog is written at once; what counts is the rate at which it is worked off while every partition still has some of
it, so that neither the start nor an uneven end shows. CPU seconds tell whether the workers had their share (a busy
machine may not give it) and whether the broker was in the way.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvloop

from streams.broker import BrokerError
from streams.hosts.workers import WorkersDied
from tests.benchmarks.captures import MIXES, Capture, generate
from tests.benchmarks.process import NotMeasurable
from tests.load import machine, report, stack
from tests.load.command import ENDLESS, PARTITIONS, say
from tests.load.limits import CannotLimit, limited
from tests.load.sending import Sender
from tests.load.subscriber import Subscriber, settled_by_origin

STREAMS = 8  # of 24 sites each: with more sites the partitions are more alike
OPENED = 40  # pages of each stream that are there before
SETTLE_SECONDS_MAX = 600.0
RATIO_MIN = 3.4  # four workers against one


@dataclass
class Point:
    """What so many workers handled: captures a second, and CPU seconds a second of each part in that time."""

    workers: int
    rate: float
    window_seconds: float
    cores: dict[str, float]

    @property
    def per_core_second(self) -> float:
        """Captures for each CPU second of the workers: what is left of the rate where they did not get their share."""
        return self.rate / self.cores["worker"]


def stream(seed: int) -> Iterator[Capture]:
    """Return captures of many sites, those of new pages first."""
    streams = [generate(MIXES["realistic"], ENDLESS, seed * 100 + n, opened=OPENED) for n in range(STREAMS)]
    return itertools.chain.from_iterable(zip(*streams, strict=True))


async def measure(workers: int, options: Namespace) -> Point:
    """Return what so many workers handle."""
    captures = stream(options.seed)
    async with stack.local(workers, options.partitions) as under_load:
        sender = Sender(under_load.servers, options.partitions)
        await sender.start()
        try:
            async with Subscriber(under_load.servers, options.partitions) as subscriber:
                await _put(sender, subscriber, list(itertools.islice(captures, STREAMS * OPENED)), under_load)
                subscriber.take()
                backlog = list(itertools.islice(captures, options.captures * workers))
                with limited(under_load.pids["worker"], options.cores):
                    return await _worked_off(sender, subscriber, backlog, under_load)
        finally:
            await sender.stop()


async def _worked_off(sender: Sender, subscriber: Subscriber, backlog: list[Capture], under_load: stack.Stack) -> Point:
    samples: list[tuple[float, dict[str, float]]] = []
    sampling = asyncio.create_task(_sample(under_load, samples))
    try:
        await _put(sender, subscriber, backlog, under_load)
    finally:
        sampling.cancel()
    settled = settled_by_origin(subscriber.take()).values()
    first = min(found.at for found in settled)
    ends: dict[int, float] = {}
    for found in settled:
        ends[found.partition] = max(found.at, ends.get(found.partition, 0.0))
    start, end = first + 0.1 * (min(ends.values()) - first), min(ends.values())
    count = sum(start < found.at <= end for found in settled)
    within = [sample for sample in samples if start <= sample[0] <= end]
    if len(within) < 2:
        raise NotMeasurable("the backlog was worked off too soon: give --captures more")
    (began, before), (ended, after) = within[0], within[-1]
    cores = {part: (after[part] - before[part]) / (ended - began) for part in after}
    return Point(under_load.workers, count / (end - start), end - start, cores)


async def _put(sender: Sender, subscriber: Subscriber, captures: list[Capture], under_load: stack.Stack) -> None:
    subscriber.sites.update(capture.site.encode() for capture in captures)
    wanted = subscriber.settled + len(captures)
    await sender.send(captures, [0.0] * len(captures))
    if not await subscriber.until_settled(wanted, SETTLE_SECONDS_MAX, under_load.check):
        raise NotMeasurable(f"the captures were not settled within {SETTLE_SECONDS_MAX:.0f} s")


async def _sample(under_load: stack.Stack, samples: list[tuple[float, dict[str, float]]]) -> None:
    loop = asyncio.get_running_loop()
    while True:
        samples.append((loop.time(), under_load.cpu()))
        await asyncio.sleep(0.25)


def as_value(points: list[Point], options: Namespace, around: dict[str, Any]) -> dict[str, Any]:
    """Return everything for machines."""
    first = points[0]
    return {
        "machine": around,
        "mix": "realistic",
        "cores_each": options.cores,
        "partitions": options.partitions,
        "points": [
            {
                "workers": point.workers,
                "captures_per_second": round(point.rate, 1),
                "ratio": round(point.rate / first.rate, 2),
                "captures_per_cpu_second": round(point.per_core_second, 1),
                "ratio_per_cpu_second": round(point.per_core_second / first.per_core_second, 2),
                "window_seconds": round(point.window_seconds, 1),
                "cores_used": {part: round(cores, 3) for part, cores in point.cores.items()},
            }
            for point in points
        ],
    }


def as_text(value: dict[str, Any]) -> str:
    """Return the same for people."""
    lines = [
        f"workers at {value['cores_each']} cores each, {value['mix']} mix, {value['partitions']} partitions",
        machine.in_words(value["machine"]),
        "",
        f"{'workers':>8}{'captures/s':>12}{'ratio':>7}{'cores used':>12}{'captures/CPU s':>16}{'broker cores':>14}",
    ]
    for point in value["points"]:
        used = point["cores_used"]
        lines.append(
            f"{point['workers']:>8}{point['captures_per_second']:>12,.1f}{point['ratio']:>7.2f}{used['worker']:>12.2f}"
            f"{point['captures_per_cpu_second']:>16,.1f}{used['broker']:>14.2f}"
        )
    last = value["points"][-1]
    if last["workers"] == 4:
        lines += ["", f"four workers handle {last['ratio']:.2f} times what one does (wanted: {RATIO_MIN})"]
    share = last["cores_used"]["worker"] / (last["workers"] * value["cores_each"])
    if share < 0.9:
        lines.append(f"the machine gave them {share:.0%} of their share: the ratio says little")
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Parse, run, print."""
    parser = ArgumentParser(prog="python -m tests.load.scaling", description=__doc__)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4], help="how many (default: 1 2 4)")
    parser.add_argument("--cores", type=float, default=0.25, help="of each worker (default: 0.25)")
    parser.add_argument("--captures", type=int, default=1_000, help="of the backlog, for each worker (default: 1000)")
    parser.add_argument("--partitions", type=int, default=PARTITIONS, help=f"of each topic (default: {PARTITIONS})")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other captures (default: 1)")
    parser.add_argument("--out", type=Path, help="write scaling.txt and scaling.json into this folder")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    report.quiet()
    around, points = machine.described(), []
    try:
        for workers in options.workers:
            points.append(uvloop.run(measure(workers, options)))
            say(f"{workers} workers: {points[-1].rate:,.1f} captures a second")
    except (BrokerError, WorkersDied, NotMeasurable, CannotLimit, TimeoutError) as fault:
        say(f"{type(fault).__name__}: {fault}")
        return 1
    value = as_value(points, options, around)
    if options.out:
        report.write(options.out, "scaling", value, as_text(value))
    sys.stdout.write(report.as_json(value).decode() if options.json else as_text(value))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
