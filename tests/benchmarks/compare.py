"""What a capture costs, next to what users would pick instead: ``python -m tests.benchmarks.compare [--json]``.

The same captures through each contender in turn, round after round, so that what else the machine does falls on all of
them; CPU time is that of the contender's process alone. A contender whose library is not installed is left out, and
said to be.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import logging
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from streams import topology
from streams.broker import BrokerError, local_broker
from streams.hosts import topics
from streams.hosts.workers import WorkersDied
from streams.settings import Settings
from tests.benchmarks import recorded
from tests.benchmarks.captures import MIXES, Capture, generate
from tests.benchmarks.carrying import Carrier, Passage
from tests.benchmarks.core import Core
from tests.benchmarks.process import NotMeasurable
from tests.benchmarks.river import running

PARTITIONS = 8
WARM_UP_CAPTURES = 100
ROUNDS = 3
STOP_SECONDS_MAX = 20
MICROSECONDS = 1_000_000

# By contender: the least CPU next to rowback's, and why.
FLOORS = {
    "textbook": (8.0, "the textbook assembly is to be beaten eight times"),
    "quix": (1.0, "the same stages hosted by Quix Streams must not be cheaper"),
    "core": (0.0, "too much is spent on the way through Kafka"),
}
RIVER_TO_CORE_MAX = {"html": 1.3, "realistic": 1.3, "plain": 2.0, "unchanged": 2.0}

Carry = Callable[[Sequence[Capture]], Awaitable[Passage]]
Load = Callable[[int, int], list[Capture]]  # of a round: its number and how many captures


@dataclass(frozen=True)
class Contender:
    """A program that does the work: its module, what it reads, and the libraries that it needs."""

    name: str
    reads: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """The libraries that are not installed."""
        return [name for name in self.needs if importlib.util.find_spec(name) is None]


CONTENDERS = (
    Contender("textbook", (topology.RAW,), ("datasketch",)),
    Contender("quix", topology.CONSUMED, ("quixstreams",)),
    Contender("plain", topology.CONSUMED, ()),
)


@contextlib.asynccontextmanager
async def started(contender: Contender) -> AsyncIterator[Carrier]:
    """Yield a contender at work on a throw-away Kafka of its own."""
    async with local_broker(ephemeral=True) as broker:
        with tempfile.TemporaryDirectory(prefix="rowback-benchmark-") as folder:
            settings = Settings(
                bootstrap_servers=broker.bootstrap_servers, partitions=PARTITIONS, data_dir=Path(folder)
            )
            await topics.ensure(settings)
            process = subprocess.Popen(  # noqa: ASYNC220 - it is to run beside this one, for long
                [sys.executable, "-m", f"tests.benchmarks.contenders.{contender.name}", settings.bootstrap_servers,
                 str(PARTITIONS), folder],
                stdout=subprocess.DEVNULL,
            )  # fmt: skip

            def check() -> None:
                if process.poll() is not None:
                    raise NotMeasurable(f"{contender.name} ended with exit code {process.returncode}")

            try:
                yield Carrier(broker, process.pid, contender.name, contender.reads, PARTITIONS, check)
            finally:
                process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    await asyncio.to_thread(process.wait, STOP_SECONDS_MAX)
                process.kill()


Rounds = dict[str, list[tuple[float, float]]]  # by contender: CPU microseconds a capture, captures a second


async def measure(load_of: Load, captures: int, rounds: int, say: Callable[[str], None]) -> Rounds:
    """Run all contenders round by round, each round in another order."""
    found: Rounds = {}
    core = Core(PARTITIONS)
    async with contextlib.AsyncExitStack() as stack:
        carriers: dict[str, Carry] = {}
        river = await stack.enter_async_context(running(PARTITIONS))
        carriers["rowback"] = river.carry
        for contender in CONTENDERS:
            if contender.missing:
                say(f"{contender.name} is left out: {', '.join(contender.missing)} is not installed")
                continue
            carriers[contender.name] = (await stack.enter_async_context(started(contender))).carry
        for number in range(rounds + 1):
            count = captures if number else min(WARM_UP_CAPTURES, captures)
            load = load_of(number, count)
            say(f"round {number} of {rounds}: {len(load):,} captures" if number else "warming up")
            measured = {"core": (core.run(load) * MICROSECONDS / count, 0.0)}
            names = list(carriers)
            for name in names[number % len(names) :] + names[: number % len(names)]:
                passage = await carriers[name](load)
                measured[name] = (passage.worker_cpu * MICROSECONDS / count, count / passage.seconds)
            if number:
                for name, figures in measured.items():
                    found.setdefault(name, []).append(figures)
    return found


def summary(mix: str, captures: int, found: Rounds) -> dict[str, Any]:
    """Return the medians of each contender, and the ratios within each round."""
    contenders: dict[str, dict[str, Any]] = {}
    for name, figures in found.items():
        ratios = [cpu / own for (cpu, _), (own, _) in zip(figures, found["rowback"], strict=True)]
        contenders[name] = {
            "cpu_us_per_capture": round(median(cpu for cpu, _ in figures)),
            "captures_per_second": round(median(rate for _, rate in figures)) or None,
            "cpu_to_rowback": {
                "median": round(median(ratios), 3),
                "min": round(min(ratios), 3),
                "max": round(max(ratios), 3),
            },
        }
    return {"mix": mix, "captures": captures, "rounds": len(found["rowback"]), "contenders": contenders}


def as_text(said: dict[str, Any]) -> str:
    """Return the figures as a table."""
    lines = [
        f"{said['mix']}: {said['rounds']} rounds of {said['captures']:,} captures",
        f"{'':12}{'CPU µs a capture':>18}{'captures/s':>12}{'CPU to rowback':>18}",
    ]
    for name, figures in said["contenders"].items():
        ratio = figures["cpu_to_rowback"]
        rate = figures["captures_per_second"]
        lines.append(
            f"{name:12}{figures['cpu_us_per_capture']:>18,}{f'{rate:,}' if rate else '-':>12}"
            f"{ratio['median']:>10.2f} ({ratio['min']:.2f}-{ratio['max']:.2f})"
        )
    return "\n".join(lines) + "\n"


def faults(said: dict[str, Any]) -> list[str]:
    """Return in words which floors do not hold; a contender that was left out is none."""
    found = []
    floors = {**FLOORS, "core": (least_core_share(said["mix"]), FLOORS["core"][1])}
    for name, (least, words) in floors.items():
        contender = said["contenders"].get(name)
        if contender and (ratio := contender["cpu_to_rowback"]["median"]) < least:
            found.append(f"{name} takes {ratio} times the CPU of rowback, at least {least:.2f} is wanted: {words}")
    return found


def least_core_share(mix: str) -> float:
    """Return the least share of rowback's CPU that the stages by themselves may be: the rest is the way through Kafka.

    That way costs about the same for a short message as for a page.
    """
    return 1 / RIVER_TO_CORE_MAX.get(mix, RIVER_TO_CORE_MAX["html"])


def main(arguments: list[str]) -> int:
    """Parse, run, print; return the exit code."""
    parser = ArgumentParser(prog="python -m tests.benchmarks.compare", description=__doc__.splitlines()[0])
    parser.add_argument("--mix", choices=MIXES, default="realistic")
    parser.add_argument("--pages", type=Path, help="make the captures of these pages: JSON Lines with url and html")
    parser.add_argument("--captures", type=int, help="captures a round (default: depends on the mix)")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a floor does not hold")
    options = parser.parse_args(arguments)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # a new broker's leaders take a moment; it tries again
    captures = options.captures or MIXES[options.mix].captures

    def say(text: str) -> None:
        sys.stderr.write(f"{text}\n")

    def load_of(number: int, count: int) -> list[Capture]:
        mix, seed, first = MIXES[options.mix], options.seed + number, number * captures
        if options.pages:
            return list(recorded.generate(options.pages, mix, count, seed, first=first))
        return list(generate(mix, count, seed, first=first))

    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        found = asyncio.run(measure(load_of, captures, options.rounds, say))
    except (BrokerError, WorkersDied, NotMeasurable, OSError, ValueError, KeyError) as fault:
        say(f"Error: {fault}")
        return 1
    said = summary(options.mix, captures, found)
    sys.stdout.write(orjson.dumps(said, option=orjson.OPT_INDENT_2).decode() + "\n" if options.json else as_text(said))
    broken = faults(said) if options.check else []
    for words in broken:
        say(f"Error: {words}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
