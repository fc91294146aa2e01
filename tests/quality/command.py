"""Measure, print each figure next to its floor and its target, and fail where one is under its floor."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import orjson

from tests.quality import candidates, cost, extraction, floors, identity, learned, noise, revisions
from tests.quality.figures import DATA, Absent, Figure, measure_of
from tests.quality.floors import Floor

MODULES = {
    "revisions": revisions,
    "identity": identity,
    "candidates": candidates,
    "extraction": extraction,
    "noise": noise,
    "learned": learned,
    "cost": cost,
}
# For a minute of tests: how many items a measurement passes over.
FAST_EVERY = {"revisions": 4, "identity": 20, "candidates": 10, "extraction": 12, "noise": 1, "learned": 1, "cost": 20}
PURPOSE = """Measures the judgements on the evaluation data in ../shared/data, each figure next to its floor. The exit
code is 1 where a figure is under its floor."""


@dataclass(frozen=True)
class Row:
    """A figure with what it is held to."""

    figure: Figure
    floor: Floor | None

    @property
    def is_under(self) -> bool:
        return self.floor is not None and self.figure.value < self.floor.least


def measured(name: str, fast: bool) -> list[Figure]:
    """Return the figures of a module, named like ``revisions.net_exact``; raises Absent."""
    found = measure_of(MODULES[name])(DATA, FAST_EVERY[name] if fast else 1)
    return [replace(figure, name=f"{name}.{figure.name}") for figure in found]


def rows_of(figures: list[Figure], run: str) -> list[Row]:
    """Return figures with their floors in a run ("all" or "fast")."""
    known = floors.read().get(run, {})
    return [Row(figure, known.get(figure.name)) for figure in figures]


def main(arguments: list[str]) -> int:
    """Parse, measure, print; return the exit code."""
    parser = ArgumentParser(prog="python -m tests.quality", description=PURPOSE)
    parser.add_argument("--only", choices=MODULES, action="append", help="measure this alone (may be repeated)")
    parser.add_argument("--fast", action="store_true", help="a part of the data: what the tests measure")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--raise-floors", action="store_true", help="lift floors to what is measured")
    options = parser.parse_args(arguments)
    run = "fast" if options.fast else "all"
    names = [name for name in MODULES if not options.only or name in options.only]
    rows: list[Row] = []
    skipped: dict[str, str] = {}
    for name in names:
        started = time.monotonic()
        try:
            rows += rows_of(measured(name, options.fast), run)
            sys.stderr.write(f"{name}: {time.monotonic() - started:.0f} s\n")
        except Absent as fault:
            skipped[name] = str(fault)
    if options.raise_floors:
        lifted = floors.raised(floors.read(), run, [row.figure for row in rows], date.today())
        floors.FILE.write_text(floors.written(lifted), "utf-8")
    sys.stdout.write(as_json(rows, skipped) if options.json else "".join(f"{line}\n" for line in as_text(rows)))
    for name, reason in skipped.items():
        sys.stderr.write(f"{name}: skipped: {reason}\n")
    return int(any(row.is_under for row in rows))


def as_json(rows: list[Row], skipped: dict[str, str]) -> str:
    """Return the figures for machines."""
    values = [
        {
            "name": row.figure.name,
            "value": round(row.figure.value, 4),
            "unit": row.figure.unit,
            "of": row.figure.of,
            "target": row.figure.target,
            "floor": row.floor.least if row.floor else None,
        }
        for row in rows
    ]
    return orjson.dumps({"figures": values, "skipped": skipped}, option=orjson.OPT_INDENT_2).decode() + "\n"


def as_text(rows: list[Row]) -> Iterator[str]:
    """Yield the figures as a table."""
    yield f"{'':44}{'value':>9} {'of':>7}{'floor':>9}{'target':>9}"
    for row in rows:
        figure = row.figure
        unit = {"share": "", "ratio": "", "ms": " ms"}[figure.unit]
        floor = f"{row.floor.least:.3f}" if row.floor else ""
        target = f"{figure.target:.3f}" if figure.target is not None else ""
        short = figure.target is not None and figure.value < figure.target
        remark = "  UNDER ITS FLOOR" if row.is_under else "  short of its target" if short else ""
        yield f"{figure.name:44}{figure.value:>9.4f}{unit:3}{figure.of:>5}{floor:>9}{target:>9}{remark}"
