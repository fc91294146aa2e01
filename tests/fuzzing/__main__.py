"""Throw things at every way in for as long as is asked: ``python -m tests.fuzzing --minutes 60 [--only pages]``.

Each round takes every way in turn, with a seed of its own. What fails is shrunk, printed with its traceback, and left
alone from then on. Exit code 1 where something failed.
"""

from __future__ import annotations

import logging
import random
import sys
import time
import traceback
from argparse import ArgumentParser

import orjson
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzzing.entries import WAYS, Way

EXAMPLES = 150  # of a way in one round
PHASES = (Phase.generate, Phase.shrink)


def failure(way: Way, number: int) -> str | None:
    """Return what a round found, None for nothing."""
    checked = settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=PHASES, suppress_health_check=list(HealthCheck)
    )
    try:
        seed(number)(checked(given(way.material)(way.check)))()
    except BaseException as fault:
        if isinstance(fault, KeyboardInterrupt):
            raise
        return "".join(traceback.format_exception(fault))
    return None


def main() -> int:
    """Run, and print what was thrown and what was found."""
    parser = ArgumentParser(prog="python -m tests.fuzzing")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--only", choices=list(WAYS))
    parser.add_argument("--seed", type=int, default=None)
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)
    first = random.SystemRandom().randrange(2**32) if chosen.seed is None else chosen.seed
    names = [chosen.only] if chosen.only else list(WAYS)
    began, rounds, slowest = time.monotonic(), 0, dict.fromkeys(names, 0.0)
    found: dict[str, str] = {}
    while time.monotonic() - began < 60 * chosen.minutes and len(found) < len(names):
        for name in [name for name in names if name not in found]:
            since = time.monotonic()
            if words := failure(WAYS[name], first + rounds):
                found[name] = words
                print(f"{name}, seed {first + rounds}:\n{words}", file=sys.stderr, flush=True)  # noqa: T201
            slowest[name] = max(slowest[name], time.monotonic() - since)
        rounds += 1
    summary = {
        "rounds": rounds,
        "examples": rounds * EXAMPLES * len(names),
        "seconds": round(time.monotonic() - began),
        "seed": first,
        "slowest_round_seconds": {name: round(seconds, 1) for name, seconds in slowest.items()},
        "failed": sorted(found),
    }
    print(orjson.dumps(summary).decode())  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
