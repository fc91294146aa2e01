"""Floors: what was reached once is not given up. They stand in ``floors.toml`` and only rise.

A floor lies a little under what was measured, so that a change for the better may cost a pair or two elsewhere.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.quality.figures import Figure

FILE = Path(__file__).with_name("floors.toml")
PAIRS_MIN = 30  # what rests on fewer is chance
SLACK = 0.002

# name of the run ("all" or "fast") -> name of the figure -> floor
Floors = dict[str, dict[str, "Floor"]]


@dataclass(frozen=True)
class Floor:
    """The least that a figure may be, and what it was when that was set."""

    least: float
    measured: float
    of: int
    on: date


def parsed(text: str) -> Floors:
    """Return the floors of a file."""
    return {
        run: {name: Floor(row["least"], row["measured"], row["of"], row["on"]) for name, row in rows.items()}
        for run, rows in tomllib.loads(text).items()
    }


def read() -> Floors:
    """Return the floors that hold."""
    return parsed(FILE.read_text("utf-8")) if FILE.exists() else {}


def may_hold(figure: Figure) -> bool:
    """Whether a figure may have a floor: it is the same in every run, and rests on enough."""
    return figure.held and figure.unit == "share" and figure.of >= PAIRS_MIN


def raised(known: Floors, run: str, figures: Iterable[Figure], today: date) -> Floors:
    """Return the floors with those of a run lifted to where the figures allow it; none is lowered."""
    rows = dict(known.get(run, {}))
    for figure in filter(may_hold, figures):
        least = 1.0 if figure.value == figure.target == 1 else math.floor((figure.value - SLACK) * 1000) / 1000
        if figure.name not in rows or least > rows[figure.name].least:
            rows[figure.name] = Floor(least, round(figure.value, 4), figure.of, today)
    return {**known, run: rows}


def written(floors: Floors) -> str:
    """Return floors as the text of the file."""
    lines = ["# Floors only rise: `python -m tests.quality --raise-floors` lifts them, with --fast those of the tests."]
    for run in sorted(floors):
        for name, floor in sorted(floors[run].items()):
            lines += ["", f'[{run}."{name}"]', f"least = {floor.least}", f"measured = {floor.measured}"]
            lines += [f"of = {floor.of}", f"on = {floor.on.isoformat()}"]
    return "\n".join(lines) + "\n"
