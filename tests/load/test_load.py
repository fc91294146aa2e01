"""The load test would notice: what is late counts, what is lost, repeated, invented or said differently is told."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree
from collections import Counter
from random import Random
from typing import Any

import pytest

from streams import topology
from tests.benchmarks.captures import MIXES, generate
from tests.load import plot, report
from tests.load.composed import _inside
from tests.load.ledger import Entry, Oracle, Said, misjudged, problems
from tests.load.measuring import DUPLICATED, REVISED, SETTLED, Load, quantile
from tests.load.search import Found, is_held
from tests.load.sending import schedule

OPENED, LOOKS = 20, 60


def _load(rate: float, seconds: float, behind: float = 0.1) -> Load:
    latencies = {event: {"due": [seconds] * 10, "written": [seconds / 2] * 10} for event in (SETTLED, REVISED)}
    latencies[DUPLICATED] = {"due": [], "written": []}
    return Load(rate, 10, 1.0, behind, latencies, {"worker": 0.05}, 0.5)


@pytest.fixture(scope="module")
def expected() -> Said:
    return Oracle(generate(MIXES["realistic"], 10**6, 3, opened=OPENED), 4).expect(OPENED + LOOKS)


def test_events_as_expected_are_no_problem(expected: Said) -> None:
    assert problems(expected, expected) == []


def test_a_lost_event_a_repeated_one_and_another_text_are_told_apart(expected: Said) -> None:
    first, second, third, *rest = sorted(expected.events)
    topic, identity, value = third
    found = Said(Counter([second, second, (topic, identity, value + b" "), *rest]), expected.articles)
    said = problems(expected, found)
    assert [line.split(":")[0] for line in said] == [
        "1 events missing",
        "1 events said more than once",
        "1 events said differently",
    ]
    assert first[1] in said[0]


def test_an_invented_event_and_a_page_that_went_elsewhere_are_told(expected: Said) -> None:
    invented = (topology.CLEANED, "0" * 32, b"{}")
    found = Said(expected.events + Counter([invented]), dict.fromkeys(expected.articles, "f" * 32))
    assert len(problems(expected, found)) == (2 if expected.articles else 1)


def test_it_makes_no_difference_in_how_many_loads_the_oracle_is_asked(expected: Said) -> None:
    oracle = Oracle(generate(MIXES["realistic"], 10**6, 3, opened=OPENED), 4)
    in_parts = sum((oracle.expect(1).events for _ in range(OPENED + LOOKS)), Counter[Any]())
    assert in_parts == expected.events


def test_a_capture_must_be_settled_as_what_it_was_made_for() -> None:
    entries = [Entry("revised"), Entry("revised"), Entry("gone")]
    outcomes = iter(["revised", "noise_only", None])
    assert misjudged(entries, lambda _entry: next(outcomes)) == [
        "1 captures made as gone are not settled",
        "1 captures made as revised are noise_only",
    ]


def test_times_come_in_order_at_the_rate_that_was_asked_for() -> None:
    times = schedule(10_000, 50.0, Random(1))  # noqa: S311 - a seed that repeats is the point
    assert times == sorted(times)
    assert times[-1] == pytest.approx(200, rel=0.05)


def test_a_rate_is_held_only_in_time_without_a_queue_and_without_a_problem() -> None:
    assert is_held(_load(10, 1.9))
    assert not is_held(_load(10, 2.1))
    assert not is_held(_load(10, 0.1, behind=2.5))
    wrong = _load(10, 0.1)
    wrong.problems.append("1 events missing")
    assert not is_held(wrong)


def test_the_highest_rate_counts_that_was_held() -> None:
    found = Found(_load(100, 0.1), [_load(10, 0.1), _load(30, 5.0), _load(20, 0.2)])
    assert found.held is not None
    assert found.held.rate == 20


def test_a_quantile_is_a_value_that_occurred() -> None:
    assert quantile(range(1, 101), 0.99) == 99
    assert quantile([7.0], 0.5) == 7.0
    assert math.isnan(quantile([], 0.5))


def test_report_and_plot_show_what_was_found() -> None:
    found = Found(_load(100, 0.1), [_load(10, 0.1), _load(30, 5.0)], _load(1, 0.01))
    scene = report.Scene("local", 2, 8, _MACHINE, {}, {}, 10, Counter(), Counter({topology.RAW: 900}), {})
    value = report.as_value(scene, found)
    text = report.as_text(value)
    assert "held: 10 captures a second" in text
    assert "not held" in text
    picture = ElementTree.fromstring(plot.svg(value))  # noqa: S314 - our own
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}circle"))) == 4


def test_the_generator_in_the_container_is_not_told_where_to_write_outside() -> None:
    assert _inside(["--out", "results", "--seconds", "5", "--json", "--where=here"]) == ["--seconds", "5"]


_MACHINE = {
    "date": "2026-01-05T00:00Z",
    "commit": None,
    "processor": "some",
    "cores": 2,
    "memory_gib": 8.0,
    "system": "Linux",
    "python": "3.11",
    "load_average": [0.1, 0.1, 0.1],
}
