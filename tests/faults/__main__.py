"""Faults on a real Kafka: ``python -m tests.faults [--kinds KIND[=N] ...] [--rounds N] [--resume DIR] [--json]``.

Exit code 1 where anything was lost, invented, repeated, said differently or out of order, where state and outputs
disagree, or where the pipeline did not resume by itself. What a leg with violations leaves is kept in the directory.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.progress import Progress, TaskID
from rich.table import Table

from streams.commands.interrupting import until_interrupted
from tests.faults.kinds import KINDS, POLLED, sort_of
from tests.faults.ledger import Ledger
from tests.faults.leg import Leg
from tests.faults.planning import planned
from tests.faults.polling import PollingLeg

FAULTS_A_LEG = 10
FOUND_SHOWN_MAX = 20


def options_of(arguments: list[str]) -> Namespace:
    """Parse the command line."""
    parser = ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument(
        "--kinds", nargs="+", default=list(KINDS), metavar="KIND[=N]", help=f"of {', '.join(KINDS)}; N wins over ROUNDS"
    )
    parser.add_argument("--rounds", type=int, default=1, help="how many times each kind is to happen")
    parser.add_argument("--resume", type=Path, metavar="DIR", help="keep counts here, and go on from them")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--faults-a-leg", type=int, default=FAULTS_A_LEG, help="faults between two checks")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    options.wanted = {}
    for each in options.kinds:
        kind, _, count = each.partition("=")
        if kind not in KINDS or not (count or "1").isdecimal():
            parser.error(f"{each} is no kind of fault: {', '.join(KINDS)}, each with =N if wanted")
        options.wanted[kind] = int(count or options.rounds)
    return options


async def run(options: Namespace, directory: Path) -> None:
    """Run legs until every kind has happened as often as wanted, or one has gone wrong; count in the directory."""
    ledger = Ledger.read(directory)
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("faults", total=sum(ledger.left(options.wanted).values()))
        while left := ledger.left(options.wanted):
            if not await _leg(options, directory, ledger, left, bar, task):
                break


async def until_signalled(options: Namespace, directory: Path) -> Ledger:
    """Run, and leave no process behind when asked to end; what the legs before have shown is kept."""
    await until_interrupted(run(options, directory))
    return Ledger.read(directory)


async def _leg(
    options: Namespace, directory: Path, ledger: Ledger, left: dict[str, int], bar: Progress, task: TaskID
) -> bool:
    seed = options.seed + ledger.legs
    folder = directory / f"leg-{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)

    def advance(kind: str) -> None:
        bar.update(task, advance=1, description=kind)

    faults = planned(left, options.faults_a_leg, seed)
    leg = PollingLeg if sort_of(faults[0]) == POLLED else Leg
    told = await leg(folder, seed, faults, advance).run()
    ledger.add(told)
    ledger.write(directory)
    if any(told.violations.values()):
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return True


def shown(ledger: Ledger) -> Table:
    """Return the table: a line a kind."""
    table = Table("fault", "times", "violations", "slowest recovery")
    for kind, line in sorted(ledger.kinds.items()):
        table.add_row(kind, str(line.times), str(line.violations), f"{line.slowest_recovery_seconds:.1f} s")
    return table


def main(arguments: list[str]) -> int:
    """Parse, run, print."""
    options = options_of(arguments)
    directory = options.resume or Path(tempfile.mkdtemp(prefix="rowback-faults-"))
    directory.mkdir(parents=True, exist_ok=True)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # that connections break is what is wanted
    ledger = asyncio.run(until_signalled(options, directory))
    failed = bool(sum(ledger.violations.values()))
    if options.json:
        said: dict[str, Any] = asdict(ledger)
        sys.stdout.buffer.write(orjson.dumps(said, option=orjson.OPT_INDENT_2) + b"\n")
    else:
        console = Console()
        console.print(shown(ledger))
        words = ", ".join(f"{count} {name}" for name, count in ledger.violations.items())
        console.print(f"{ledger.legs} legs, {ledger.captures} captures, {ledger.seconds:.0f} s; {words}")
        for line in [*ledger.ended_unasked[-FOUND_SHOWN_MAX:], *ledger.found[:FOUND_SHOWN_MAX]]:
            console.print(f"  {line[:400]}", markup=False)
    if options.resume is None and not failed:
        shutil.rmtree(directory, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
