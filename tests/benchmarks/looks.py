"""What a look costs, next to the fastest extractor there is: ``python -m tests.benchmarks.looks [--pages FILE]``.

The same captures through the core and through resiliparse's ``extract_plain_text(main_content=True)``, one after the
other in one process, so that what else the machine does falls on both. Without ``--pages`` the pages are invented.
"""

from __future__ import annotations

import importlib
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from tests.benchmarks import recorded
from tests.benchmarks.captures import MIXES, Capture, generate
from tests.benchmarks.core import Core

CAPTURES = 1_000
PARTITIONS = 8
MICROSECONDS = 1_000_000
UNCHANGED = ("same_bytes", "noise_only", "redated")
CHANGED = ("revised",)
# Ratios to resiliparse that must hold, and microseconds of the core for 4 kB of plain text.
UNCHANGED_MAX = 1.0
CHANGED_MAX = 5.0
PLAIN_MICROSECONDS_MAX = 400.0

Extract = Callable[[str], object]


@dataclass
class Cost:
    """CPU seconds of core and extractor for so many captures."""

    captures: int = 0
    core: float = 0.0
    extractor: float = 0.0

    def add(self, core: float, extractor: float) -> None:
        """Count a capture."""
        self.captures += 1
        self.core += core
        self.extractor += extractor

    def figures(self) -> dict[str, float | None]:
        """Return microseconds a capture, and the ratio."""
        each = MICROSECONDS / max(self.captures, 1)
        ratio = self.core / self.extractor if self.extractor else None
        return {
            "captures": self.captures,
            "core_us": round(self.core * each),
            "extractor_us": round(self.extractor * each),
            "ratio": None if ratio is None else round(ratio, 3),
        }


def measure(captures: Iterable[Capture], extract: Extract | None) -> dict[str, Cost]:
    """Return the cost by kind of capture."""
    core = Core(PARTITIONS)
    costs: dict[str, Cost] = {}
    for capture in captures:
        seconds = core.run([capture])
        body = orjson.loads(capture.raw).get("body")
        started = time.process_time()
        if extract is not None and body:
            extract(body)
        costs.setdefault(capture.kind, Cost()).add(seconds, time.process_time() - started if extract else 0.0)
    return costs


def together(costs: dict[str, Cost], kinds: Iterable[str]) -> Cost:
    """Return the cost of several kinds."""
    found = [costs[kind] for kind in kinds if kind in costs]
    return Cost(sum(c.captures for c in found), sum(c.core for c in found), sum(c.extractor for c in found))


def summary(pages: dict[str, Cost], plain: dict[str, Cost]) -> dict[str, Any]:
    """Return the figures: of HTML by kind, of looks that find nothing and something new, and of plain text."""
    return {
        "html": {kind: cost.figures() for kind, cost in sorted(pages.items())},
        "html_unchanged": together(pages, UNCHANGED).figures(),
        "html_changed": together(pages, CHANGED).figures(),
        "plain": {kind: cost.figures() for kind, cost in sorted(plain.items())},
        "plain_unchanged": together(plain, UNCHANGED).figures(),
        "plain_all": together(plain, plain).figures(),
    }


def faults(said: dict[str, Any]) -> list[str]:
    """Return in words which floors do not hold."""
    found = []
    for name, most in (("html_unchanged", UNCHANGED_MAX), ("html_changed", CHANGED_MAX)):
        ratio = said[name]["ratio"]
        if ratio is not None and ratio > most:
            found.append(f"{name}: {ratio} times the extractor, at most {most} is allowed")
    if (each := said["plain_unchanged"]["core_us"]) > PLAIN_MICROSECONDS_MAX:
        found.append(f"plain_unchanged: {each} µs a capture, at most {PLAIN_MICROSECONDS_MAX:.0f} are allowed")
    return found


def as_text(said: dict[str, Any]) -> str:
    """Return the figures as a table."""
    lines = [f"{'':18}{'captures':>10}{'core µs':>10}{'extractor µs':>14}{'ratio':>8}"]
    rows = [*((f"html {kind}", row) for kind, row in said["html"].items())]
    rows += [(name, said[name]) for name in ("html_unchanged", "html_changed")]
    rows += [*((f"plain {kind}", row) for kind, row in said["plain"].items())]
    rows += [(name, said[name]) for name in ("plain_unchanged", "plain_all")]
    for name, row in rows:
        ratio = "-" if row["ratio"] is None else f"{row['ratio']:.2f}"
        lines.append(f"{name:18}{row['captures']:>10,}{row['core_us']:>10,}{row['extractor_us']:>14,}{ratio:>8}")
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Parse, run, print; return the exit code."""
    parser = ArgumentParser(prog="python -m tests.benchmarks.looks", description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, help="make the captures of these pages: JSON Lines with url and html")
    parser.add_argument("--captures", type=int, default=CAPTURES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a floor does not hold")
    options = parser.parse_args(arguments)
    try:
        library: Any = importlib.import_module("resiliparse.extract.html2text")
    except ImportError:
        sys.stderr.write("Error: resiliparse is not installed: pip install -e '.[benchmark]'\n")
        return 1
    mix, count, seed = replace(MIXES["realistic"], html_of_ten=10), options.captures, options.seed
    looks = recorded.generate(options.pages, mix, count, seed) if options.pages else generate(mix, count, seed)
    there = (capture for capture in looks if capture.kind != "gone")
    pages = measure(there, lambda body: library.extract_plain_text(body, main_content=True))
    plain = measure(generate(MIXES["plain"], count, seed), None)
    said = summary(pages, plain)
    sys.stdout.write(orjson.dumps(said, option=orjson.OPT_INDENT_2).decode() + "\n" if options.json else as_text(said))
    found = faults(said) if options.check else []
    sys.stderr.write("".join(f"Error: {fault}\n" for fault in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
