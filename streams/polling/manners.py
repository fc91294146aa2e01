"""How a site is treated: its budget, and its pauses.

Faults of a site (no connection, 429, 5xx) pause the whole site, for as long as it says, else longer after each, with
jitter from its name and the count, so that sites that failed together are not asked again together.
"""

from __future__ import annotations

import hashlib

from streams.fetching.retrying import backoff_seconds
from streams.polling.answers import Answer
from streams.polling.budget import Budget
from streams.polling.planning import DAY, HOUR, Pace
from streams.polling.records import Share, Site
from streams.sources.settings import SiteSettings

PAUSE_SECONDS_MAX = 6 * HOUR
RETRY_AFTER_SECONDS_MAX = DAY  # a site that says a year has made a mistake


def opens_at(site: Site, share: Share, settings: SiteSettings, total: Budget) -> float:
    """Return the time from which on the site's budget, the whole budget and the site's manners allow a look."""
    return max(
        Budget(settings.looks_per_hour_max).opens_at(site.full_at),
        total.opens_at(share.full_at),
        site.last_start_at + settings.delay_seconds,
        site.resume_at,
    )


def start(site: Site, share: Share, settings: SiteSettings, total: Budget, now: float) -> None:
    """Remember that a look starts."""
    site.full_at = Budget(settings.looks_per_hour_max).started(site.full_at, now)
    share.full_at = total.started(share.full_at, now)
    site.last_start_at = now


def note_answer(site: Site, answer: Answer, pace: Pace) -> None:
    """Pause the site where it is at fault, else end the pauses."""
    if answer.status == 304:
        site.not_modified += 1
    if not answer.waits:
        site.failures, site.fault, site.resume_at = 0, None, 0.0
        return
    site.failures += 1
    site.fault = answer.fault
    longest = min(PAUSE_SECONDS_MAX, pace.look_seconds_max)
    pause = pause_seconds(site.site, site.failures, pace.look_seconds_min, longest)
    asked = min(answer.retry_after_seconds or 0.0, RETRY_AFTER_SECONDS_MAX)
    site.resume_at = max(site.resume_at, answer.at + max(pause, asked))


def pause_seconds(name: str, failures: int, least: float, most: float) -> float:
    """Return how long to wait after so many failures in a row; the jitter depends on the name and the count alone."""
    share = hashlib.sha256(f"{name} {failures}".encode()).digest()[0] / 256
    return backoff_seconds(failures, share, least, most)
