"""What a capture costs has not grown beyond its margin, and floors are held against what was measured."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import orjson

from tests.benchmarks import compare, guard, looks

SECONDS_MAX = 600


def test_no_kind_of_capture_has_become_more_expensive() -> None:
    """In a process of its own: what other tests have left in memory would count."""
    command = [sys.executable, "-m", "tests.benchmarks.guard"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_MAX, check=False)
    assert done.returncode == 0, done.stderr


def test_growth_beyond_the_margin_is_said_with_both_figures() -> None:
    stored = orjson.loads(guard.STORED.read_bytes())
    assert guard.faults(stored, stored) == []
    name, before = next(iter(stored["calls"].items()))
    (fault,) = guard.faults({**stored, "calls": {**stored["calls"], name: 2 * before}}, stored)
    assert name in fault
    assert f"{before:g}" in fault
    nothing: dict[str, guard.Figures] = {"calls": {}, "work": {}}
    (fault,) = guard.faults(nothing, {**nothing, "work": {"html revised": 1.0}})
    assert "nothing was measured" in fault


def compared(**ratios: float) -> dict[str, Any]:
    return {"mix": "realistic", "contenders": {name: {"cpu_to_rowback": {"median": r}} for name, r in ratios.items()}}


def test_floors_of_the_comparison_name_the_contender_that_breaks_them() -> None:
    assert compare.faults(compared(textbook=9.0, quix=1.1, core=0.8)) == []
    assert compare.faults(compared()) == []
    (fault,) = compare.faults(compared(textbook=7.9, quix=1.1, core=0.8))
    assert fault.startswith("textbook")
    (fault,) = compare.faults(compared(core=0.7))
    assert fault.startswith("core")


def test_floors_of_looks_are_ratios_in_one_run() -> None:
    costs = {"noise_only": looks.Cost(10, 0.01, 0.02), "revised": looks.Cost(10, 0.06, 0.02)}
    plain = {"same_bytes": looks.Cost(10, 0.002)}
    assert looks.faults(looks.summary(costs, plain)) == []
    costs["revised"] = looks.Cost(10, 0.11, 0.02)
    (fault,) = looks.faults(looks.summary(costs, plain))
    assert fault.startswith("html_changed")
