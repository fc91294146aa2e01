"""Run histories from a seed: ``python -m tests.simulation.run --seed 0 --histories 1000 [--json]``.

Exit code 1 where one of them differs from its undisturbed run. History n of seed s is history 0 of seed s + n.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from random import Random
from typing import Any

import orjson

from tests.simulation.histories import invented
from tests.simulation.simulation import Parts, Simulation

VIOLATIONS_SHOWN_MAX = 5


def simulate(seed: int, parts: Parts | None = None) -> tuple[list[str], Counter[str]]:
    """Run the history of a seed; return what is wrong with it and the faults that it met."""
    history = invented(Random(seed))  # noqa: S311 - a seed that replays is the point
    simulation = Simulation(history, seed, parts)
    return simulation.run(), simulation.faults


def report(first: int, histories: int) -> dict[str, Any]:
    """Run histories and say what came of them."""
    started = time.process_time()
    faults: Counter[str] = Counter()
    violations: dict[str, list[str]] = {}
    for seed in range(first, first + histories):
        found, met = simulate(seed)
        faults += met
        if found:
            violations[str(seed)] = found[:VIOLATIONS_SHOWN_MAX]
    return {
        "histories": histories,
        "violations": sum(map(len, violations.values())),
        "seconds": round(time.process_time() - started, 2),
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
    said = report(options.seed, options.histories)
    if options.json:
        sys.stdout.buffer.write(orjson.dumps(said, option=orjson.OPT_INDENT_2) + b"\n")
    else:
        sys.stdout.write(f"{said['histories']} histories, {said['violations']} violations, {said['seconds']} s CPU\n")
        for seed, found in said["seeds"].items():
            sys.stdout.write(f"seed {seed}:\n" + "".join(f"  {line[:300]}\n" for line in found))
    return 1 if said["violations"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
