"""How a command's processes are started again: at once when one dies, with growing pauses when it keeps dying."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.hosts import workers
from streams.hosts.workers import PAUSE_SECONDS_MAX, RESTARTS_MAX, STEADY_SECONDS, GaveUp, Restarts
from streams.settings import Settings


def test_one_that_dies_now_and_then_is_started_at_once_for_ever() -> None:
    restarts, now = Restarts(), 0.0
    for _ in range(5 * RESTARTS_MAX):
        restarts.started(now)
        now += STEADY_SECONDS
        assert restarts.is_due(now)


def test_one_that_keeps_dying_is_started_after_growing_pauses_and_given_up_in_the_end() -> None:
    restarts, now, pauses = Restarts(), 0.0, list[float]()
    for _ in range(RESTARTS_MAX):
        restarts.started(now)
        died_at = now
        while not restarts.is_due(now):
            now += 0.25
        pauses.append(now - died_at)
    restarts.started(now)
    with pytest.raises(GaveUp):
        restarts.is_due(now)
    assert pauses[0] == 0
    assert pauses == sorted(pauses)
    assert pauses[-1] == PAUSE_SECONDS_MAX


def test_one_that_has_lived_for_long_begins_anew() -> None:
    restarts, now = Restarts(), 0.0
    for _ in range(RESTARTS_MAX):
        restarts.started(now)
        while not restarts.is_due(now):
            now += 1
    restarts.started(now)
    assert restarts.is_due(now + STEADY_SECONDS)


async def test_each_part_has_a_metrics_port_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ports: list[str | None] = []

    def started(*_: object, env: dict[str, str], **__: object) -> None:
        ports.append(env.get("ROWBACK_METRICS_PORT"))
        raise FileNotFoundError

    monkeypatch.setattr("streams.hosts.workers.subprocess.Popen", started)
    for port in (9100, None):
        parts = workers.Workers(Settings(data_dir=tmp_path, metrics_port=port), 2, [["poll"]])
        for index in range(3):
            with pytest.raises(FileNotFoundError):
                parts._start(index)
    assert ports == ["9100", "9101", "9102", None, None, None]
