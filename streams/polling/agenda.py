"""Which look is next: what is due in memory, made anew from the tables whenever a partition is taken over.

The threshold of a site is tuned every minute, so that its pages together fit its budget; another one for the partition,
so that all of them fit its share of the whole. The higher of both counts.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from streams.feeds.websub import Subscription
from streams.polling import planning, rates, schedule
from streams.polling.budget import Budget
from streams.polling.planning import HOUR, Pace
from streams.polling.records import FEEDS, NEVER, PAGES, Feed, Page, Site

TUNE_SECONDS = 60.0
ASK_SECONDS = 30.0  # after which a look that was asked for and never started is asked for again
BUDGET_FOR_PAGES = 0.9  # the rest is for feeds
COMPACTION_FACTOR = 4


@dataclass(slots=True)
class Planned:
    """A target, as far as choosing the next look needs it: a page without its words, or a feed's whereabouts."""

    table: str
    key: str
    looks: int
    next_at: float
    page: Page | None = None
    url: str = ""
    found_by: str | None = None
    hub: tuple[str, str] | None = None
    subscription: Subscription | None = None
    asked_at: float = 0.0


@dataclass(slots=True)
class Lane:
    """The targets of one site."""

    site: Site
    targets: dict[tuple[str, str], Planned] = field(default_factory=dict)
    queue: list[tuple[float, str, str]] = field(default_factory=list)
    tau_hours: float = 0.0
    tuned_at: float = 0.0
    asked: set[tuple[str, str]] = field(default_factory=set)
    under_way: int = 0

    def plan(self, planned: Planned) -> None:
        """Put a target in the place of what was planned for it."""
        name = (planned.table, planned.key)
        self.targets[name] = planned
        self.asked.discard(name)
        if planned.next_at < NEVER:
            heapq.heappush(self.queue, (planned.next_at, *name))
        if len(self.queue) > 64 + COMPACTION_FACTOR * len(self.targets):
            self.queue = [(p.next_at, p.table, p.key) for p in self.targets.values() if p.next_at < NEVER]
            heapq.heapify(self.queue)

    def pop_due(self, now: float) -> Planned | None:
        """Take the longest due target out of the queue, None where none is due."""
        while self.queue and self.queue[0][0] <= now:
            at, table, key = heapq.heappop(self.queue)
            planned = self.targets.get((table, key))
            if planned is not None and planned.next_at == at and (table, key) not in self.asked:
                return planned
        return None

    @property
    def first_at(self) -> float:
        """When the first target is due; NEVER for none."""
        return self.queue[0][0] if self.queue else NEVER


class Agenda:
    """All targets of a partition."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.lanes: dict[str, Lane] = {}
        self.tau_hours = pace.tau_hours
        self._tuned_at = 0.0

    def lane(self, name: str) -> Lane:
        """Return the lane of a site; a new one where it has none."""
        if name not in self.lanes:
            self.lanes[name] = Lane(Site(name))
        return self.lanes[name]

    def put(self, table: str, key: str, record: Any) -> None:
        """Take a record that was read or written."""
        if isinstance(record, Site):
            self.lane(key).site = record
        elif isinstance(record, Feed):
            at = record.next_at if record.wanted else NEVER
            planned = Planned(FEEDS, key, record.looks, at, url=record.url, found_by=record.found_by)
            planned.hub = (record.hub, record.topic) if record.hub and record.topic else None
            planned.subscription = Subscription(**record.subscription) if record.subscription else None
            self.lane(record.site).plan(planned)
        elif isinstance(record, Page):
            self.lane(record.site).plan(Planned(PAGES, key, record.looks, record.next_at, _slim(record)))

    def threshold(self, site: str) -> float:
        """Return the threshold, in hours, for pages of a site."""
        return max(self.tau_hours, self.lane(site).tau_hours, self.pace.tau_hours)

    def asked(self) -> int:
        """Return how many looks were asked for and have neither started nor been refused."""
        return sum(len(lane.asked) for lane in self.lanes.values())

    def expire(self, now: float) -> None:
        """Let looks be asked for again that were asked for long ago and never started."""
        for lane in self.lanes.values():
            for name in [name for name in lane.asked if now - lane.targets[name].asked_at > ASK_SECONDS]:
                self.refuse(lane, name)

    def refuse(self, lane: Lane, name: tuple[str, str]) -> None:
        """Put a target that was asked for back into the queue."""
        lane.asked.discard(name)
        planned = lane.targets.get(name)
        if planned is not None and planned.next_at < NEVER:
            heapq.heappush(lane.queue, (planned.next_at, *name))

    def waiting(self, now: float) -> tuple[int, float]:
        """Return how many targets are due and have not started, and for how many seconds the first of them has been."""
        count, first = 0, now
        for lane in self.lanes.values():
            for at, table, key in lane.queue:
                planned = lane.targets.get((table, key))
                if at <= now and planned is not None and planned.next_at == at:
                    count += 1
                    first = min(first, at)
        return count, now - first

    def tune(self, now: float, budget_of: Callable[[str], Budget], total: Budget) -> None:
        """Tune the thresholds whose time has come."""
        for name, lane in self.lanes.items():
            if now - lane.tuned_at >= TUNE_SECONDS:
                lane.tuned_at = now
                before = self.threshold(name)
                lane.tau_hours = self._tau(self._rates([lane], now), budget_of(name))
                self._plan_anew(lane, before, now)
        if now - self._tuned_at >= TUNE_SECONDS:
            self._tuned_at = now
            before_all = {name: self.threshold(name) for name in self.lanes}
            self.tau_hours = self._tau(self._rates(self.lanes.values(), now), total)
            for name, lane in self.lanes.items():
                self._plan_anew(lane, before_all[name], now)

    def _rates(self, lanes: Any, now: float) -> schedule.Rates:
        found = []
        for lane in lanes:
            site_rates = rates.site_rates(lane.site.seen)
            found += [planning.rate_of(page, site_rates, now) for page in _watched(lane)]
        return np.array(found)

    def _tau(self, of_pages: schedule.Rates, budget: Budget) -> float:
        pace = self.pace
        looks = budget.lasting_per_hour * BUDGET_FOR_PAGES
        return schedule.threshold(of_pages, looks, pace.look_seconds_min / HOUR, pace.look_seconds_max / HOUR)

    def _plan_anew(self, lane: Lane, before: float, now: float) -> None:
        """One that fell makes looks due that seemed to have time; one that rose counts from the next look on."""
        tau = self.threshold(lane.site.site)
        if tau >= before * 0.9:
            return
        for page_key, planned in list(_watched_targets(lane)):
            page = planned.page
            if page is None or page.last_look_at is None or page.failures or page.status != 200:
                continue
            due = max(planning.next_look(page, lane.site, page.last_look_at, tau, self.pace), now)
            if due < planned.next_at and page_key not in lane.asked:
                lane.plan(Planned(PAGES, planned.key, planned.looks, due, page))


def _slim(page: Page) -> Page:
    """Keep what the schedule needs: a partition may hold a hundred thousand of them in memory."""
    return Page(
        url="",
        site=page.site,
        found_at=page.found_at,
        looks=page.looks,
        last_look_at=page.last_look_at,
        next_at=page.next_at,
        status=page.status,
        failures=page.failures,
        born_at=page.born_at,
        changes=page.changes,
        expected=page.expected,
    )


def _watched_targets(lane: Lane) -> Iterator[tuple[tuple[str, str], Planned]]:
    for name, planned in lane.targets.items():
        if planned.page is not None and planned.next_at < NEVER:
            yield name, planned


def _watched(lane: Lane) -> Iterator[Page]:
    for _, planned in _watched_targets(lane):
        if planned.page is not None:
            yield planned.page
