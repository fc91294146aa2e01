"""Rounds of core and river in turn, so that what else the machine does falls on both; median and range of each."""

from __future__ import annotations

import asyncio
import logging
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from streams.broker import BrokerError
from streams.hosts.workers import WorkersDied
from tests.benchmarks import report
from tests.benchmarks.captures import MIXES, Capture, Mix, generate
from tests.benchmarks.carrying import Passage
from tests.benchmarks.core import Core
from tests.benchmarks.process import NotMeasurable
from tests.benchmarks.report import Report, Round
from tests.benchmarks.river import River, running

WARM_UP_CAPTURES = 200
PARTITIONS = 8
ROUNDS = 3
PURPOSE = """Measures what a capture costs: the stages by themselves (core), the same captures through a local Kafka and
one worker process (river), and so what the way through Kafka costs (plumbing). CPU time is the worker's own; the
machine may do other things meanwhile, so trust ratios more than times."""


@dataclass(frozen=True)
class Plan:
    """What is to be run."""

    mix: Mix
    captures: int
    rounds: int
    seed: int

    def load(self, number: int) -> list[Capture]:
        """Return the captures of a round; 0 is the warm-up."""
        count = self.captures if number else min(WARM_UP_CAPTURES, self.captures)
        return list(generate(self.mix, count, self.seed + number, first=number * self.captures))


class Differs(Exception):
    """Core and river did not do the same work."""


async def measure(plan: Plan, say: Callable[[str], None]) -> Report:
    """Run the plan: a warm-up, then rounds of core and river on the same captures."""
    core = Core(PARTITIONS)
    async with running(PARTITIONS) as river:
        say("warming up")
        await _both(core, river, plan.load(0), core_first=True)
        rounds = []
        for number in range(1, plan.rounds + 1):
            captures = plan.load(number)
            say(f"round {number} of {plan.rounds}: {len(captures):,} captures")
            seconds, passage = await _both(core, river, captures, core_first=number % 2 == 1)
            rounds.append(Round(len(captures), sum(len(c.raw) for c in captures), seconds, passage))
        outcomes, of_river = core.outcomes(), await river.outcomes()
    if outcomes != of_river:
        raise Differs(f"core and river differ: {dict(outcomes)} and {dict(of_river)}")
    return Report(rounds, Counter(outcomes))


async def _both(core: Core, river: River, captures: Sequence[Capture], *, core_first: bool) -> tuple[float, Passage]:
    if core_first:
        seconds = core.run(captures)
        return seconds, await river.carry(captures)
    passage = await river.carry(captures)
    return core.run(captures), passage


def main(arguments: list[str]) -> int:
    """Parse, run, print; return the exit code."""
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=PURPOSE)
    parser.add_argument("--captures", type=_count, help="captures a round (default: depends on the mix)")
    parser.add_argument("--mix", choices=MIXES, default="plain", help="what is captured (default: plain, 4 kB of text)")
    parser.add_argument("--rounds", type=_count, default=ROUNDS, help=f"rounds (default: {ROUNDS})")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other captures (default: 1)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # a new broker's leaders take a moment; it tries again
    mix = MIXES[options.mix]
    plan = Plan(mix, options.captures or mix.captures, options.rounds, options.seed)
    try:
        found = asyncio.run(measure(plan, _say))
    except (BrokerError, WorkersDied, NotMeasurable, Differs) as fault:
        _say(f"Error: {fault}")
        return 1
    sys.stdout.write(report.as_json(found, options.mix) if options.json else report.as_text(found, options.mix))
    return 0


def _count(text: str) -> int:
    count = int(text) if text.isdecimal() else 0
    if count < 1:
        raise ArgumentTypeError("at least 1")
    return count


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
