"""A minute's part of ``python -m tests.quality``: no figure falls under its floor, and no floor falls."""

from __future__ import annotations

import subprocess
from datetime import date

import pytest

from tests.quality import command, floors
from tests.quality.figures import Absent, Figure
from tests.quality.floors import FILE, Floor

DAY = date(2026, 1, 1)


@pytest.mark.parametrize("name", [name for name in command.MODULES if name != "cost"])
def test_no_figure_is_under_its_floor(name: str) -> None:
    try:
        figures = command.measured(name, fast=True)
    except Absent as fault:
        pytest.skip(str(fault))
    rows = command.rows_of(figures, "fast")
    assert not [row for row in rows if row.is_under]


def test_no_floor_rests_on_fewer_than_30_pairs() -> None:
    known = [floor for rows in floors.read().values() for floor in rows.values()]
    assert known
    assert min(floor.of for floor in known) >= floors.PAIRS_MIN
    assert all(floor.least <= floor.measured for floor in known)


def test_floors_only_rise() -> None:
    """Against every earlier state of the file that git knows."""
    now = floors.read()
    for earlier in _history():
        for run, rows in earlier.items():
            for name, floor in rows.items():
                assert now.get(run, {}).get(name, floor).least >= floor.least, f"{run}: {name}"


def _history() -> list[floors.Floors]:
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=FILE.parent, capture_output=True, text=True, check=False)  # noqa: S607
        if done.returncode:
            pytest.skip("not a git checkout")
        return done.stdout

    commits = git("log", "--format=%H", "--diff-filter=AM", "--", FILE.name).split()
    return [floors.parsed(git("show", f"{commit}:./{FILE.name}")) for commit in commits]


@pytest.mark.parametrize(
    ("value", "of", "target", "least"),
    [
        (0.97, 100, 0.98, 0.968),
        (1.0, 100, 1.0, 1.0),
        (1.0, 100, 0.98, 0.998),
        (0.9, 100, 1.0, 0.95),
        (1.0, 29, 1.0, 0.95),
    ],
)
def test_a_floor_is_lifted_and_never_lowered(value: float, of: int, target: float, least: float) -> None:
    """To just under what was measured; only what must never fail is held to 1."""
    known = {"all": {"a": Floor(0.95, 0.95, 40, DAY)}}
    assert floors.raised(known, "all", [Figure("a", value, of, target)], DAY)["all"]["a"].least == least


def test_what_is_written_is_what_is_read() -> None:
    known = {"all": {"a.b:c, d": Floor(0.95, 0.953, 40, DAY)}}
    assert floors.parsed(floors.written(known)) == known


def test_times_have_no_floor() -> None:
    assert floors.raised({}, "all", [Figure("cpu", 12.0, 500, unit="ms")], DAY) == {"all": {}}
