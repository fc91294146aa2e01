"""The model of capacity says what was measured, and grows as a load does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from streams import capacity
from streams.capacity import Load, Mix, cpu_ms, measured, needed
from tests.load import calibrate
from tests.load.calibrate import CHECKED, MADE_OF

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks" / "results"
FACTOR_MAX = 1.5  # between model and measurement, either way
MILLION = Load(1_000_000)


def _measured(name: str) -> dict[str, Any]:
    value: dict[str, Any] = orjson.loads((RESULTS / name).read_bytes())
    return value


def _is_near(said: float, found: float) -> bool:
    return 1 / FACTOR_MAX <= said / found <= FACTOR_MAX


def test_a_mix_that_made_no_constant_costs_what_the_model_says() -> None:
    (point,) = (point for point in _measured("capacity.json")["points"] if point["mix"] == CHECKED)
    said = cpu_ms(capacity.mix_of(point), measured())
    assert _is_near(said.worker, point["worker_cpu_ms"])
    assert _is_near(said.broker, point["broker_cpu_ms"])


def test_the_load_test_at_its_held_rate_costs_what_the_model_says() -> None:
    value = _measured("load.json")
    held = max((load for load in value["loads"] if load["held"]), key=lambda load: load["rate"])
    mix = Mix(value["bytes_per_capture"]["article.raw"] / 1000)
    assert _is_near(cpu_ms(mix, measured()).worker, held["cpu_seconds"]["worker"] / held["captures"] * 1000)


def test_the_constants_are_those_of_the_committed_measurement() -> None:
    points = {point["mix"]: point for point in _measured("capacity.json")["points"]}
    assert set(points) == {*MADE_OF, CHECKED}
    made = calibrate.constants(points)
    assert {name: getattr(measured(), name) for name in made} == pytest.approx(made)


@pytest.mark.parametrize("name", ["workers", "broker_disk_bytes", "network_in_bytes_per_second", "state_bytes"])
def test_ten_times_the_captures_need_about_ten_times_as_much(name: str) -> None:
    one, ten = needed(replace(MILLION, captures_per_day=1e8)), needed(replace(MILLION, captures_per_day=1e9))
    assert getattr(ten, name) / getattr(one, name) == pytest.approx(10, rel=0.1)


def test_there_are_partitions_for_twice_the_workers_and_a_power_of_two_of_them() -> None:
    for captures in (1e3, 1e6, 1e9):
        need = needed(Load(captures))
        assert need.partitions >= 2 * need.workers
        assert need.partitions.bit_count() == 1


def test_what_is_the_same_to_the_byte_need_not_be_read() -> None:
    mostly_same = Load(1_000_000, Mix(identical_share=0.9))
    assert needed(mostly_same).worker_cpu_ms_per_capture < needed(MILLION).worker_cpu_ms_per_capture


def test_compressed_captures_take_less_disk_and_network_and_the_same_state() -> None:
    zipped = needed(replace(MILLION, compressed_to=0.2))
    plain = needed(MILLION)
    assert zipped.broker_disk_bytes < plain.broker_disk_bytes
    assert zipped.network_in_bytes_per_second < plain.network_in_bytes_per_second / 2
    assert zipped.state_bytes == plain.state_bytes


def test_memory_of_a_worker_does_not_grow_with_the_pages_that_are_known() -> None:
    longer = needed(replace(MILLION, known_days=3650))
    assert longer.state_bytes > 9 * needed(MILLION).state_bytes
    assert longer.worker_memory_bytes_each == needed(MILLION).worker_memory_bytes_each
