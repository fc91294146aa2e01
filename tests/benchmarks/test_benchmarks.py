"""The benchmark measures what it says it measures: the same captures each time, and the same work on both sides."""

from __future__ import annotations

from collections import Counter

import orjson
import pytest

from tests.benchmarks import command, report
from tests.benchmarks.captures import MIXES, generate
from tests.benchmarks.carrying import Passage
from tests.benchmarks.core import Core
from tests.benchmarks.report import Report, Round

PAGE_BYTES = range(60_000, 150_001)


def test_the_same_seed_gives_the_same_captures() -> None:
    first = [capture.raw for capture in generate(MIXES["realistic"], 60, 4)]
    assert first == [capture.raw for capture in generate(MIXES["realistic"], 60, 4)]
    assert first != [capture.raw for capture in generate(MIXES["realistic"], 60, 5)]


def test_each_kind_of_capture_has_the_outcome_that_it_is_made_for() -> None:
    captures = list(generate(MIXES["plain"], 300, 4))
    kinds = Counter(capture.kind for capture in captures)
    core = Core(2)
    core.run(captures)
    assert core.outcomes() == {
        "unchanged": kinds["same_bytes"],
        "noise_only": kinds["noise_only"],
        "revised": kinds["revised"],
        "created": kinds["new"] + kinds["copy"],
    }


def test_pages_are_as_large_as_real_ones() -> None:
    sizes = [len(capture.raw) for capture in generate(MIXES["html"], 60, 4)]
    assert all(size in PAGE_BYTES for size in sizes)


def test_figures_are_medians_of_rounds() -> None:
    rounds = [
        Round(1_000, 4_000_000, core, Passage(10.0, river, 0.1, 2.0))
        for core, river in ((1.0, 1.5), (2.0, 5.0), (1.0, 2.0))
    ]
    found = report.figures(Report(rounds, Counter()))
    assert found["core_cpu_us"] == {"median": 1_000, "min": 1_000, "max": 2_000}
    assert found["river_cpu_us"]["median"] == 2_000
    assert found["plumbing_per_core"]["median"] == 1.0
    assert found["captures_per_second"]["median"] == 100


@pytest.mark.kafka
def test_core_and_river_do_the_same_work(capsys: pytest.CaptureFixture[str]) -> None:
    """The command fails where they do not."""
    assert command.main(["--captures", "40", "--rounds", "1", "--json"]) == 0
    found = orjson.loads(capsys.readouterr().out)
    assert sum(found["outcomes"].values()) == 80
    assert found["river_cpu_us"]["median"] > 0
