"""Run histories from a seed: ``python -m tests.simulate --histories 1000 [--seed 0] [--json]``.

Exit code 1 where one of them differs from its undisturbed run, or contradicts what every event obeys. History n of seed
s is history 0 of seed s + n, so that a failing one replays exactly: ``--histories 1 --seed N``.
"""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import Random
from typing import Any

import orjson
from rich.console import Console
from rich.progress import track

from tests.simulation.histories import invented
from tests.simulation.simulation import Parts, Simulation

VIOLATIONS_SHOWN_MAX = 5
BLOCK = 20  # histories that a process takes at once

Found = tuple[int, list[str], Counter[str]]


def simulate(seed: int, parts: Parts | None = None) -> tuple[list[str], Counter[str]]:
    """Run the history of a seed; return what is wrong with it and the faults that it met."""
    history = invented(Random(seed))  # noqa: S311 - a seed that replays is the point
    simulation = Simulation(history, seed, parts)
    return simulation.run(), simulation.faults


def _one(seed: int) -> Found:
    return (seed, *simulate(seed))


def _all(first: int, histories: int) -> Iterator[Found]:
    """On all cores, in the order of seeds."""
    fresh = get_context("spawn")  # a copy of a process with threads may stand still for ever
    with ProcessPoolExecutor(os.cpu_count(), fresh) as pool:
        yield from pool.map(_one, range(first, first + histories), chunksize=BLOCK)


def report(first: int, histories: int, *, bar: bool = False) -> dict[str, Any]:
    """Run histories and say what came of them; ``seconds`` are of wall time."""
    started = time.monotonic()
    faults: Counter[str] = Counter()
    violations: dict[str, list[str]] = {}
    runs = _all(first, histories)
    if bar:
        runs = iter(track(runs, "histories", histories, console=Console(stderr=True)))
    for seed, found, met in runs:
        faults += met
        if found:
            violations[str(seed)] = found[:VIOLATIONS_SHOWN_MAX]
    return {
        "histories": histories,
        "violations": sum(map(len, violations.values())),
        "seconds": round(time.monotonic() - started, 2),
        "faults": dict(sorted(faults.items())),
        "seeds": violations,
    }


def main(arguments: list[str]) -> int:
    """Parse, run, print."""
    parser = ArgumentParser(description="Histories with crashes and repeats, compared with undisturbed runs.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--histories", type=int, default=200)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    said = report(options.seed, options.histories, bar=sys.stderr.isatty())
    if options.json:
        sys.stdout.buffer.write(orjson.dumps(said, option=orjson.OPT_INDENT_2) + b"\n")
    else:
        sys.stdout.write(f"{said['histories']} histories, {said['violations']} violations, {said['seconds']} s\n")
        for seed, found in said["seeds"].items():
            sys.stdout.write(f"seed {seed}:\n" + "".join(f"  {line[:300]}\n" for line in found))
    return 1 if said["violations"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
