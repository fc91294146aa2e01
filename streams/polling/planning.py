"""What a look teaches about a page, and when the next one is due."""

from __future__ import annotations

from dataclasses import dataclass

from streams.polling import rates, schedule
from streams.polling.records import Page, Site

HOUR = 3600.0
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the poller may and must be; seconds."""

    look_seconds_min: float = 300.0
    look_seconds_max: float = 30 * DAY
    feed_seconds_min: float = 300.0
    feed_seconds_max: float = 6 * HOUR
    confirm_after_seconds: float = 0.0  # of sites that say nothing else; 0: edits are announced at once
    tau_hours: float = 0.02  # the threshold where no budget binds: no look is made that is worth less


def learn_look(page: Page, site: Site, now: float) -> None:
    """Count a look that could show a change, before the record says when it was."""
    if page.last_look_at is None:
        return
    age, interval = (now - page.born_at) / HOUR, (now - page.last_look_at) / HOUR
    page.interval_seconds = now - page.last_look_at
    page.changes = rates.faded(page.changes, age, interval)
    page.expected = rates.faded(page.expected, age, interval)
    page.expected += rates.expected_change(rates.site_rates(site.seen), age, interval)
    rates.note_look(site.seen, age, interval)


def learn_change(page: Page, site: Site, at: float) -> None:
    """Count that the look at that time, the last one, found an edit."""
    page.edits += 1
    page.changes += 1
    rates.note_change(site.seen, (at - page.born_at) / HOUR, page.interval_seconds / HOUR)


def rate_of(page: Page, site_rates: list[float], now: float) -> float:
    """Return the edits an hour that are to be expected of a page."""
    age_hours = max(now - page.born_at, 0.0) / HOUR
    return site_rates[rates.age_class(age_hours)] * rates.liveliness(page.changes, page.expected)


def next_look(page: Page, site: Site, now: float, tau_hours: float, pace: Pace) -> float:
    """Return when a page that was just looked at is due again."""
    rate = rate_of(page, rates.site_rates(site.seen), now)
    hours = schedule.interval(rate, tau_hours, pace.look_seconds_min / HOUR, pace.look_seconds_max / HOUR)
    return now + hours * HOUR
