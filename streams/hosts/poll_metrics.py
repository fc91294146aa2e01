"""What a poller tells Prometheus, beside what every part tells."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from prometheus_client.core import GaugeMetricFamily

from streams import fetching
from streams.hosts.metrics import MetricFamilies, WorkerMetrics
from streams.polling import manners
from streams.polling.poller import Poller

NONE = "none"
Pollers = Callable[[], Iterable[Poller]]


class PollMetrics(WorkerMetrics):
    """The metrics of a poller."""

    def __init__(self) -> None:
        super().__init__()
        self._fetches = self.counter(
            "rowback_fetches_total", "Looks by HTTP status or fault.", ["table", "status", "fault"]
        )
        self._fetch = self.histogram("rowback_fetch_seconds", "How long a look took, with waiting for its turn.")
        self._fetched = self.counter("rowback_fetched_bytes_total", "Bytes of the bodies that came.")

    def watch_pollers(self, pollers: Pollers) -> None:
        """Look at the schedules of the owned partitions whenever somebody asks."""
        self.registry.register(_OfPollers(pollers))

    def fetched(self, table: str, answer: fetching.Answer, seconds: float) -> None:
        """Take in what came of a look at a feed or page."""
        status = NONE if answer.status is None else str(answer.status)
        self._fetches.labels(table, status, NONE if answer.fault is None else answer.fault.code).inc()
        self._fetch.observe(seconds)
        self._fetched.inc(len(answer.body))


class _OfPollers:
    """Collects what is looked at, not counted."""

    def __init__(self, pollers: Pollers) -> None:
        self._pollers = pollers

    def collect(self) -> MetricFamilies:
        now = time.time()
        targets = under_way = due = hosts = sites = unsettled = 0
        overdue = 0.0
        for poller in self._pollers():
            waiting, seconds = poller.agenda.waiting(now)
            due, overdue = due + waiting, max(overdue, seconds)
            under_way += len(poller.under_way)
            unsettled += len(poller.unsettled)
            sites += len(poller.agenda.lanes)
            targets += sum(len(lane.targets) for lane in poller.agenda.lanes.values())
            hosts += _held_back(poller, now)
        yield GaugeMetricFamily("rowback_poll_targets", "Feeds and pages that are known.", targets)
        yield GaugeMetricFamily("rowback_poll_sites", "Sites that they are of.", sites)
        yield GaugeMetricFamily("rowback_looks_due", "Looks that are due and have not started.", due)
        yield GaugeMetricFamily("rowback_looks_overdue_seconds", "How long the first of them has been due.", overdue)
        yield GaugeMetricFamily("rowback_looks_under_way", "Looks that have started and not ended.", under_way)
        yield GaugeMetricFamily("rowback_captures_unsettled", "Captures that no worker has settled yet.", unsettled)
        yield GaugeMetricFamily(
            "rowback_hosts_waiting", "Sites with looks due that budget, pauses or faults hold back.", hosts
        )


def _held_back(poller: Poller, now: float) -> int:
    return sum(
        lane.first_at <= now and manners.opens_at(lane.site, poller.share, poller.sources.of(name), poller.total) > now
        for name, lane in poller.agenda.lanes.items()
    )
