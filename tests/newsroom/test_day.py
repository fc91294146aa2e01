"""Whole days: the same from a seed, scored in memory, and large."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from typing import Any

import pytest

from streams.newsroom.score import score
from streams.newsroom.settings import TROUBLES, NewsroomSettings
from tests.newsroom.conftest import MakeDay
from tests.newsroom.days import Day, glimpsed, polled

LIVELY: dict[str, Any] = {"edits_per_minute": 60.0, "articles_per_minute": 12.0, "troubles": frozenset(TROUBLES)}
POLL_SECONDS = 5.0
LONG_SECONDS = 45.0  # between two looks at a page where looks are irregular, and more


def through(day: Day, seconds: float = 180.0) -> list[dict[str, Any]]:
    """Let a day pass without anybody looking, and return its ledger."""
    day.happenings.advance(seconds)
    return day.lines()


def test_a_seed_gives_the_same_day_again(make_day: MakeDay) -> None:
    one, other = (through(make_day(name, **LIVELY)) for name in ("one.jsonl", "other.jsonl"))
    assert one == other
    assert through(make_day("third.jsonl", seed=2, **LIVELY)) != one


def test_a_day_does_not_depend_on_who_looks(make_day: MakeDay) -> None:
    day = make_day("looked-at.jsonl", **LIVELY)
    for second in range(0, 180, 20):
        list(day.captures(second))
    assert through(day) == through(make_day("alone.jsonl", **LIVELY))


def test_everything_happens_in_a_lively_day(make_day: MakeDay) -> None:
    lines = through(make_day(articles=60, **{**LIVELY, "edits_per_minute": 300.0}))
    assert {line["what"] for line in lines} == {
        "site", "published", "copied", "edited", "truncated", "gone", "restored", "moved", "redated", "redesigned",
        "rekeyed", "down",
    }  # fmt: skip
    kinds = Counter(line["kind"] for line in lines if line["what"] == "edited")
    assert {"number", "headline", "quote", "name", "correction", "update", "append", "insert", "live", "revert"} <= set(
        kinds
    )
    assert [line["elapsed"] for line in lines] == sorted(line["elapsed"] for line in lines)


def test_what_is_not_asked_for_does_not_happen(make_day: MakeDay) -> None:
    lines = through(make_day(**{**LIVELY, "troubles": frozenset()}))
    assert {line["what"] for line in lines} == {"site", "published", "copied", "edited"}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_day_polled_in_memory_scores_without_a_false_or_missed_revision(make_day: MakeDay, seed: int) -> None:
    """Two sites: the third has an appeal without a name, of which now and then one stays; a redesign could move it."""
    troubles = frozenset(TROUBLES) - {"redesign"}
    day = make_day(seed=seed, sites=2, articles=16, **{**LIVELY, "edits_per_minute": 24.0, "troubles": troubles})
    events = polled(day, POLL_SECONDS, 120.0)
    found = score(day.lines(), events, POLL_SECONDS)
    assert found.false_revisions == []
    assert found.missed_edits == []
    assert (found.copies.false, found.copies.missed) == (0, 0)
    assert found.found > 20


@pytest.mark.parametrize("seed", [3, 4, 6])
def test_a_day_of_irregular_looks_scores_without_a_false_or_missed_revision(make_day: MakeDay, seed: int) -> None:
    """Several edits between two looks, first looks that break off, addresses that redirect."""
    day = make_day(seed=seed, sites=5, articles=30, edits_per_minute=60.0, articles_per_minute=8.0,
                   troubles=frozenset(TROUBLES))  # fmt: skip
    events = glimpsed(day, seed, 180.0)
    found = score(day.lines(), events, LONG_SECONDS)
    assert found.false_revisions == []
    assert found.missed_edits == []
    assert found.found > 60


def test_a_page_takes_little_memory(make_day: MakeDay) -> None:
    """So that 20,000 are about 40 MB."""
    tracemalloc.start()
    day = make_day(sites=40, articles=4_000)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(day.world.pages) == 4_000
    assert size / 4_000 < 3_000


@pytest.mark.parametrize(
    ("setting", "value"),
    [("sites", 0), ("articles", 0), ("edits_per_minute", -1.0), ("port", 65_535), ("troubles", frozenset({"fire"}))],
)
def test_a_setting_out_of_its_bounds_is_refused(setting: str, value: Any) -> None:
    with pytest.raises(ValueError, match=setting):
        NewsroomSettings(**{setting: value})
