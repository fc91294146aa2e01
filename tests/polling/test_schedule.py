"""Rates, thresholds and budgets: what the schedule rests on."""

from math import exp
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.polling import rates, schedule
from streams.polling.budget import Budget


def utility(rate: float, hours: float) -> float:
    return 1 / rate - (hours + 1 / rate) * exp(-rate * hours)


@pytest.mark.parametrize("rate", [0.001, 0.05, 2.0])
@pytest.mark.parametrize("worth", [0.001, 0.1, 0.6])
def test_a_look_is_due_when_it_is_worth_the_threshold(rate: float, worth: float) -> None:
    tau = worth / rate
    hours = schedule.interval(rate, tau, 0.0, 1e9)
    assert utility(rate, hours) == pytest.approx(tau, rel=0.01)


def test_one_page_and_many_are_planned_alike() -> None:
    found = np.geomspace(1e-8, 50, 60)
    planned = schedule.intervals(found, 0.02, 0.1, 700)
    assert [schedule.interval(rate, 0.02, 0.1, 700) for rate in found] == pytest.approx(list(planned))


@pytest.mark.parametrize("looks", [100.0, 400.0, 2_000.0])
def test_the_threshold_fits_the_looks_to_the_budget(looks: float) -> None:
    found = np.array([0.0001 * 1.7**n for n in range(20)] * 50)
    tau = schedule.threshold(found, looks, 0.01, 100_000.0)
    made = float(np.sum(1 / schedule.intervals(found, tau, 0.01, 100_000.0)))
    assert 0.9 * looks <= made <= looks


def test_no_pages_need_no_threshold() -> None:
    assert schedule.threshold(np.array([]), 10.0, 0.1, 10.0) < 1e-6


@pytest.mark.parametrize("rate", [0.02, 0.3, 1.0])
def test_a_rate_is_estimated_without_the_bias_of_rare_looks(rate: float) -> None:
    """At one change in three looks the share of looks with a change is a sixth too low; the estimate is not."""
    random, seen = Random(5), rates.nothing_seen()  # noqa: S311 - repeatable, not secret
    for _ in range(40_000):
        rates.note_look(seen, 2.0, 1.0)
        if random.random() < 1 - exp(-rate):
            rates.note_change(seen, 2.0, 1.0)
    assert rates.site_rates(seen)[rates.age_class(1.5)] == pytest.approx(rate, rel=0.12)


def test_a_site_that_was_never_looked_at_has_the_rates_of_most() -> None:
    assert rates.site_rates(rates.nothing_seen()) == list(rates.PRIOR_RATES)


def test_a_page_that_did_what_was_expected_is_as_lively_as_its_site() -> None:
    assert rates.liveliness(0, 0) == 1.0
    assert rates.liveliness(3.0, 3.0) == pytest.approx(1.0)
    assert rates.liveliness(4, 0.5) > 3
    assert rates.liveliness(0, 2) < 0.3


@settings(deadline=None)
@given(st.integers(1, 400), st.lists(st.floats(0, 900), min_size=1, max_size=300))
def test_no_hour_has_more_starts_than_the_budget(per_hour: int, pauses: list[float]) -> None:
    budget, full_at, now, starts = Budget(per_hour), 0.0, 1_000_000.0, []
    for pause in pauses:
        now = max(now + pause, budget.opens_at(full_at))
        full_at = budget.started(full_at, now)
        starts.append(now)
    assert all(sum(at <= one < at + 3_599.999 for one in starts) <= per_hour for at in starts)
