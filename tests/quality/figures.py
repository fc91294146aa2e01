"""What a measurement returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tests.conftest import SHARED

DATA = SHARED / "data"


class Absent(Exception):
    """What a measurement needs is not there; the message says what."""


@dataclass(frozen=True)
class Figure:
    """One figure. ``of`` is how many pairs, pages, ... it rests on, ``target`` what it ought to be.

    Floors hold what grows with quality and is the same in every run (unit "share"), not times ("ms", "ratio"), and not
    what may be exchanged for something better (``held`` is false: precision for recall).
    """

    name: str
    value: float
    of: int
    target: float | None = None
    unit: str = "share"
    held: bool = True


Measure = Callable[[Path, int], Iterable[Figure]]


def measure_of(module: ModuleType) -> Measure:
    """Return ``measure(data, every)`` of a module: figures from every n-th item of ``data`` (1: all of them)."""
    found: Measure = module.measure
    return found


def needed(path: Path) -> Path:
    """Return a file of the evaluation data; raises Absent where there is none."""
    if not path.is_file():
        raise Absent(f"no {path.name} beside this checkout (../shared/data)")
    return path
