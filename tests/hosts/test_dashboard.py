"""Metrics, their page and the dashboard agree: what is drawn is told, and what is told is explained."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from streams.hosts.metrics import Metrics
from streams.hosts.poll_metrics import PollMetrics
from streams.serving.metrics import ServeMetrics

STREAMS = Path(__file__).parents[2] / "streams"
DASHBOARD: dict[str, Any] = json.loads((STREAMS / "dashboard.json").read_text("utf-8"))
EXPLAINED = (STREAMS / "metrics.md").read_text("utf-8")
NAME = re.compile(r"\b(?:rowback|process)_[a-z_]+\b")
ROW = re.compile(r"^\| `([a-z_]+)` \| ([a-z, ]*)\|", re.MULTILINE)


class NothingOwned:
    owned: dict[int, Any] = {}  # noqa: RUF012 - never written
    stands_still_seconds = 0.0


def told() -> tuple[dict[str, set[str]], set[str]]:
    """Return metrics with their labels, and the names of all samples that they may have."""
    poll = PollMetrics()
    poll.watch(NothingOwned())
    poll.watch_pollers(list)
    metrics: dict[str, set[str]] = {}
    samples: set[str] = set()
    registries: tuple[Metrics, ...] = (poll, ServeMetrics())
    for one in registries:
        for family in one.registry.collect():
            suffix = {"counter": "_total", "info": "_info"}.get(family.type, "")
            name = family.name + suffix
            labels = getattr(one.registry._names_to_collectors.get(name), "_labelnames", ())
            metrics[name] = {*labels, *(label for s in family.samples for label in s.labels)} - {"le"}
            more = ("_bucket", "_sum", "_count") if family.type == "histogram" else ()
            samples |= {name, *(name + end for end in more)}
    return metrics, samples


def queries() -> list[str]:
    return [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]


@pytest.mark.parametrize("query", queries())
def test_every_query_of_the_dashboard_names_a_metric_that_is_told(query: str) -> None:
    names = NAME.findall(query)
    assert names
    assert not set(names) - told()[1]


@pytest.mark.parametrize("query", queries())
def test_every_query_groups_by_labels_that_the_metric_has(query: str) -> None:
    metrics, _ = told()
    known = {"le", "job", "instance"}.union(*(metrics.get(name, set()) for name in NAME.findall(query)))
    for grouped in re.findall(r"by \(([^)]*)\)", query):
        assert set(grouped.split(", ")) <= known


def test_the_page_explains_every_metric_with_its_labels_and_no_other() -> None:
    explained = {name: set(filter(None, labels.strip().split(", "))) for name, labels in ROW.findall(EXPLAINED)}
    metrics, samples = told()
    assert {name: labels for name, labels in metrics.items() if name in explained} == explained
    assert not set(metrics) - set(explained)
    assert not set(NAME.findall(EXPLAINED)) - samples


def test_every_metric_of_ours_is_on_the_dashboard() -> None:
    drawn = {re.sub("_(bucket|sum|count)$", "", name) for query in queries() for name in NAME.findall(query)}
    assert not {name for name in told()[0] if name.startswith("rowback_")} - drawn


def test_panels_have_a_place_of_their_own() -> None:
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in DASHBOARD["panels"]]
    assert len(set(places)) == len(places)
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(places)
