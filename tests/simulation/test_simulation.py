"""Whatever happens to workers, disks and transactions, subscribers see what an undisturbed run says."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

import pytest

from streams.stages.byhand import RuleBook, Rules
from tests.golden.cases import Case, all_cases
from tests.simulate import report, simulate
from tests.simulation.histories import CAPTURE_BYTES_MAX, invented, of_captures
from tests.simulation.simulation import Parts, Simulation

CASES = all_cases()
CASE_SEEDS = (1, 2, 3)
HISTORIES = 2_000
HELD_HISTORIES = 100
BLOCK = 250


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_golden_case_survives_crashes(case: Case) -> None:
    history = of_captures(case.captures)
    small = max(map(len, case.captures)) <= CAPTURE_BYTES_MAX
    for seed in CASE_SEEDS if small else CASE_SEEDS[:1]:
        found = Simulation(history, seed).run()
        assert not found, f"seed {seed}: " + "\n".join(found)


@pytest.mark.parametrize("seed", CASE_SEEDS)
def test_all_golden_cases_at_once_survive_crashes(seed: int) -> None:
    captures = [raw for case in CASES for raw in case.captures if len(raw) <= CAPTURE_BYTES_MAX]
    found = Simulation(of_captures(captures), seed).run()
    assert not found, f"seed {seed}: " + "\n".join(found)


@pytest.mark.parametrize("seconds", [60, 3_600])
def test_histories_whose_edits_are_held_survive_crashes(seconds: int) -> None:
    parts = Parts(rules=RuleBook(Rules(("text:crowns",), ("text:newsletter",), seconds)))
    for seed in range(HELD_HISTORIES):
        found, _ = simulate(seed, parts)
        assert not found, f"seed {seed}: " + "\n".join(found)


@cache
def _block(first: int) -> Counter[str]:
    said = report(first, BLOCK)
    assert not said["violations"], "\n".join(
        f"python -m tests.simulate --histories 1 --seed {seed}: {found}" for seed, found in said["seeds"].items()
    )
    return Counter(said["faults"])


@pytest.mark.parametrize("first", range(0, HISTORIES, BLOCK))
def test_invented_histories_survive_crashes(first: int) -> None:
    _block(first)


def test_every_kind_of_fault_happens() -> None:
    """A simulation in which nothing happens proves nothing."""
    kinds = {
        "crash_before", "crash_after", "doubt", "refusal", "pause", "fenced", "kill", "rebalance", "lose_disk",
        "copy_disk", "restore_disk", "compact", "wake_zombies", "break_off",
    }  # fmt: skip
    faults = _block(0)
    assert set(faults) == kinds
    assert min(faults.values()) >= 10


def test_a_seed_replays_to_the_byte() -> None:
    history = invented(Random(5))  # noqa: S311 - a seed that replays is the point
    first, second = Simulation(history, 5), Simulation(history, 5)
    assert first.run() == second.run()
    assert first.broker.logs == second.broker.logs
    assert first.faults == second.faults == simulate(5)[1]
