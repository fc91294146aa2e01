"""What a capture costs must not grow unnoticed: ``python -m tests.benchmarks.guard [--store]``.

Two measures, of the same invented captures, by kind, compared with stored ones; neither is a time:

``calls``  how many functions of ours run for a capture. The same on each machine; a loop that came in shows.
``work``   CPU time of the core as a ratio to a fixed piece of work on the same captures in the same run (reading the
           JSON, parsing the page, hashing it), each the least of some rounds. It varies with the machine, so that only
           what has more than doubled is a fault; an expression that backtracks shows.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import orjson
import xxhash
from selectolax.lexbor import LexborHTMLParser

import streams
from tests.benchmarks.captures import MIXES, Capture, generate
from tests.benchmarks.core import Core

STORED = Path(__file__).with_name("guard.json")
PARTITIONS = 2
SEED = 7
ROUNDS = 3
CALLS_GROWTH_MAX = 1.1
WORK_GROWTH_MAX = 2.5
CAPTURES_MIN = 5  # of a kind; fewer say nothing
OURS = str(Path(streams.__file__).parent)

Figures = dict[str, float]


def loads() -> Iterator[tuple[str, list[Capture]]]:
    """Yield the captures that are counted and timed, under the name of their format."""
    yield "html", list(generate(replace(MIXES["realistic"], html_of_ten=10), 150, SEED))
    yield "plain", list(generate(MIXES["plain"], 300, SEED))


def calls(captures: Sequence[Capture]) -> dict[str, int]:
    """Return how many of our functions run, by kind of capture."""
    found: Counter[str] = Counter()
    core = Core(PARTITIONS)
    for capture in captures:

        def count(frame: FrameType, event: str, _argument: Any, kind: str = capture.kind) -> None:
            code = frame.f_code  # comprehensions are functions in some versions of Python only
            if event == "call" and code.co_filename.startswith(OURS) and code.co_name[0] != "<":
                found[kind] += 1

        sys.setprofile(count)
        try:
            core.run([capture])
        finally:
            sys.setprofile(None)
    return dict(found)


def work(captures: Sequence[Capture]) -> dict[str, float]:
    """Return the ratio of the core's CPU time to that of the fixed piece of work, by kind of capture."""
    core_seconds, fixed_seconds = [[float("inf")] * len(captures) for _ in range(2)]
    for _ in range(ROUNDS):
        core = Core(PARTITIONS)
        for at, capture in enumerate(captures):
            core_seconds[at] = min(core_seconds[at], core.run([capture]))
            fixed_seconds[at] = min(fixed_seconds[at], _fixed(capture))
    ours: dict[str, float] = {}
    fixed: dict[str, float] = {}
    for capture, seconds, reference in zip(captures, core_seconds, fixed_seconds, strict=True):
        ours[capture.kind] = ours.get(capture.kind, 0.0) + seconds
        fixed[capture.kind] = fixed.get(capture.kind, 0.0) + reference
    return {kind: ours[kind] / fixed[kind] for kind in ours}


def _fixed(capture: Capture) -> float:
    started = time.process_time()
    body = orjson.loads(capture.raw).get("body") or ""
    LexborHTMLParser(body)
    xxhash.xxh3_64_intdigest(body.encode())
    return time.process_time() - started


def measured() -> dict[str, Figures]:
    """Return both measures: name -> "format kind" -> figure."""
    found: dict[str, Figures] = {"calls": {}, "work": {}}
    for name, captures in loads():
        counts = Counter(capture.kind for capture in captures)
        called, worked = calls(captures), work(captures)
        for kind in sorted(counts):
            if counts[kind] >= CAPTURES_MIN:
                found["calls"][f"{name} {kind}"] = round(called[kind] / counts[kind])
                found["work"][f"{name} {kind}"] = round(worked[kind], 2)
    return found


def faults(found: dict[str, Figures], stored: dict[str, Figures]) -> list[str]:
    """Return in words what has grown beyond its margin."""
    said = []
    for measure, most in (("calls", CALLS_GROWTH_MAX), ("work", WORK_GROWTH_MAX)):
        for name, before in stored[measure].items():
            now = found[measure].get(name)
            if now is None:
                said.append(f"{measure}, {name}: nothing was measured")
            elif now > most * before:
                said.append(
                    f"{measure}, {name}: {now:g}, stored {before:g}, at most {most} times that. Look at what runs for"
                    " such a capture; if it is worth its price: python -m tests.benchmarks.guard --store"
                )
    return said


def main(arguments: list[str]) -> int:
    """Parse, measure, compare or store; return the exit code."""
    parser = ArgumentParser(prog="python -m tests.benchmarks.guard", description=__doc__.splitlines()[0])
    parser.add_argument("--store", action="store_true", help="keep what is measured as what to compare with")
    options = parser.parse_args(arguments)
    found = measured()
    if options.store:
        STORED.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n")
        return 0
    said = faults(found, orjson.loads(STORED.read_bytes()))
    sys.stdout.write(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode() + "\n")
    sys.stderr.write("".join(f"Error: {fault}\n" for fault in said))
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
