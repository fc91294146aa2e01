"""What is planned is what was asked for, and only what can happen at once happens at once."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.faults.kinds import KINDS, sort_of, target_of
from tests.faults.planning import planned, together

SEEDS = range(20)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_leg_has_faults_of_one_sort_and_no_more_than_are_left(seed: int) -> None:
    left = dict.fromkeys(KINDS, 2)
    plan = planned(left, 9, seed)
    assert len({sort_of(kind) for kind in plan}) == 1
    assert Counter(plan) <= Counter(left)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_that_is_planned_happens_and_nothing_twice_to_one_target_at_once(seed: int) -> None:
    plan = planned(dict.fromkeys(KINDS, 3), 12, seed)
    steps = together(plan, seed)
    assert Counter(kind for step in steps for kind in step) == Counter(plan)
    assert all(len({target_of(kind) for kind in step}) == len(step) for step in steps)


def test_some_faults_strike_together() -> None:
    plan = ["broker_kill", "worker_kill", "serve_kill"] * 4
    assert any(len(step) == 3 for step in together(plan, 1))
